package io.interline.tenant;

import io.interline.audit.Origin;
import java.util.Optional;

/// Sign-up, verification, log-in and passwords: the work that is done before a tenant is in scope.
public interface Accounts {

  /// Begins a sign-up: stores the wish and sends a verification mail. Answers the same whether or
  /// not the address is known; a known one gets a mail that says so.
  ///
  /// @throws DomainException of kind INVALID with the reason: `password-weak`, `email-invalid`,
  ///     `name-invalid`, `organisation-invalid`; of kind LIMIT, code `too-many-attempts`; of kind
  ///     UNAVAILABLE, code `mail-not-sent`
  void signUp(SignUp request, Origin origin);

  /// Ends a sign-up: makes organisation, account and OWNER membership, all in one transaction.
  ///
  /// @param token from the mail, valid for 24 hours, used once
  /// @throws DomainException of kind INVALID, code `token-invalid`, when unknown, used or too old;
  ///     of kind LIMIT, code `too-many-attempts`, after thirty such in ten minutes from one place
  Account verify(String token, Origin origin);

  /// The account when the password is right. Every attempt for a known account is on the audit log
  /// of its tenants, except those after a limit is reached, of which only the first is. Ten
  /// failures in ten minutes from one remote address, or thirty for one account, refuse further
  /// ones for ten minutes.
  ///
  /// @throws DomainException of kind LIMIT, code `too-many-attempts`
  Optional<Account> authenticate(String email, String password, Origin origin);

  /// Sends a link that sets a new password; the ones before it no longer work. Answers the same
  /// whether or not the address is known; an unknown one gets a mail that says so.
  ///
  /// @throws DomainException of kind INVALID, code `email-invalid`; of kind LIMIT, code
  ///     `too-many-attempts`; of kind UNAVAILABLE, code `mail-not-sent`
  void forgotPassword(String email, Origin origin);

  /// Sets a new password by the link of a mail and ends every session of the account.
  ///
  /// @param token from the mail, valid for one hour, used once; a password that the rule refuses
  ///     does not use it up
  /// @throws DomainException of kind INVALID, code `token-invalid` or `password-weak`; of kind
  ///     LIMIT, code `too-many-attempts`
  Account resetPassword(String token, String password, Origin origin);

  /// Sets a new password for who knows the present one, and ends every session of the account.
  ///
  /// @throws DomainException of kind INVALID, code `password-wrong` or `password-weak`; of kind
  ///     LIMIT, code `too-many-attempts`, after ten wrong ones in ten minutes
  void changePassword(AccountId account, String present, String password, Origin origin);

  /// The account as it is now, memberships included; empty once it is gone.
  Optional<Account> find(AccountId id);

  /// What an invitation offers, for the page that accepts it.
  ///
  /// @throws DomainException of kind INVALID, code `token-invalid`
  PendingInvitation invitation(String token);

  /// Accepts an invitation. Name and password are used only when the address has no account yet;
  /// who has one joins by the link alone, but must log in with the password to get a session.
  ///
  /// @throws DomainException of kind INVALID, code `token-invalid` or as for [#signUp]; of kind
  ///     CONFLICT, code `account-exists` or `already-member`, when overtaken
  Account acceptInvitation(String token, String name, String password, Origin origin);

  /// A wish to join. `password` is never kept in clear.
  record SignUp(String organisation, String name, String email, String password) {
    @Override
    public String toString() {
      return "SignUp[organisation=" + organisation + ", email=" + email + "]";
    }
  }

  /// An open invitation.
  ///
  /// @param existingAccount whether the address can already log in
  record PendingInvitation(String organisation, String email, Role role, boolean existingAccount) {}
}
