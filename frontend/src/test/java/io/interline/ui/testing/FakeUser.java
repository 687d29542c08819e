package io.interline.ui.testing;

import io.interline.tenant.Account;
import io.interline.tenant.Account.Membership;
import io.interline.tenant.AccountId;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.ui.session.CurrentUser;
import java.util.List;
import java.util.UUID;

/// Maya of Acme, in any role; also asked by the other fakes, as the services ask.
public final class FakeUser implements CurrentUser {

  public static final AccountId MAYA = new AccountId(new UUID(0, 1));
  public static final TenantId ACME = new TenantId(new UUID(1, 1));
  public static final TenantId GLOBEX = new TenantId(new UUID(1, 2));

  private Role role = Role.OWNER;
  private TenantId tenant = ACME;
  private boolean loggedOut;

  public void role(Role role) {
    this.role = role;
  }

  public boolean loggedOut() {
    return loggedOut;
  }

  @Override
  public Account account() {
    return new Account(
        MAYA,
        "maya@acme.example",
        "Maya Kern",
        List.of(
            new Membership(ACME, "Acme Trading", role), new Membership(GLOBEX, "Globex", role)));
  }

  @Override
  public Membership membership() {
    return memberships().stream()
        .filter(each -> each.tenant().equals(tenant))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void switchTenant(TenantId other) {
    tenant = other;
  }

  @Override
  public void logOut() {
    loggedOut = true;
  }

  void require(Permission permission) {
    if (!role.may(permission))
      throw new DomainException(
          DomainException.Kind.REFUSED,
          "access-refused",
          "Your role does not allow this; ask an owner of your organisation.");
  }
}
