package io.interline.ui.session;

import io.interline.tenant.Account;
import io.interline.tenant.Account.Membership;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantId;
import java.util.List;

/// The person in front of the screens, in the session of the request under way.
public interface CurrentUser {

  /// The account that logged in.
  Account account();

  /// The organisation that the screens show, and the account's role in it.
  Membership membership();

  /// Shows another organisation of the account from the next request on.
  ///
  /// @throws io.interline.tenant.DomainException of kind NOT_FOUND when the account is no member
  void switchTenant(TenantId tenant);

  /// Ends the session and leads to the log-in page.
  void logOut();

  /// All organisations of the account, in order of name.
  default List<Membership> memberships() {
    return account().memberships();
  }

  /// Whether the screens should offer it; the services decide by themselves.
  default boolean may(Permission permission) {
    return membership().role().may(permission);
  }
}
