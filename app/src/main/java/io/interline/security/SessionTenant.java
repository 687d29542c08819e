package io.interline.security;

import io.interline.tenant.Account;
import io.interline.tenant.Account.Membership;
import io.interline.tenant.TenantId;
import java.util.Optional;

/// What a browser session keeps about its user: the account as it was at the last request, and
/// which of its organisations the screens show.
///
/// @param tenant chosen by the user
record SessionTenant(Account account, TenantId tenant) {

  /// Name of the session attribute.
  static final String ATTRIBUTE = SessionTenant.class.getName();

  /// The choice, as long as it stands, else the account's first organisation; empty for an account
  /// without any.
  static Optional<SessionTenant> of(Account account, Optional<TenantId> chosen) {
    return chosen
        .flatMap(tenant -> membership(account, tenant))
        .or(() -> account.memberships().stream().findFirst())
        .map(membership -> new SessionTenant(account, membership.tenant()));
  }

  Membership membership() {
    return membership(account, tenant)
        .orElseThrow(() -> new IllegalStateException("the account is no member of " + tenant));
  }

  static Optional<Membership> membership(Account account, TenantId tenant) {
    return account.memberships().stream()
        .filter(membership -> membership.tenant().equals(tenant))
        .findFirst();
  }
}
