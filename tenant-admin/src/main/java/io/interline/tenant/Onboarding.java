package io.interline.tenant;

import io.interline.tenant.Accounts.SignUp;

/// Makes organisations without the way by mail: for the command line, whose user has the whole
/// installation in hand.
public interface Onboarding {

  /// Makes organisation, account and OWNER membership at once. The address counts as verified.
  ///
  /// @param plan id of the plan, for example `unlimited`
  /// @throws DomainException of kind INVALID, as for [Accounts#signUp], or code `plan-unknown`; of
  ///     kind CONFLICT, code `account-exists`
  Account establish(SignUp request, String plan);

  /// Whether the installation has no organisation yet.
  boolean untouched();
}
