package io.interline.tenant.internal.account;

import io.interline.audit.Actor;
import io.interline.audit.AuditObject;
import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.tenant.internal.account.AccountAudit.Action;
import io.interline.tenant.internal.account.AccountStore.PendingSignUp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Makes a new organisation with its owner, in the transaction under way of the system pool.
@Component
class Founding {

  private final AccountStore store;
  private final AccountAudit audit;
  private final Clock clock;
  private final Supplier<UUID> ids;

  Founding(AccountStore store, AccountAudit audit, Clock clock, Supplier<UUID> ids) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
    this.ids = ids;
  }

  /// Empty when the address has an account already.
  Optional<Account> found(PendingSignUp owner, String plan, Origin origin) {
    var account = make(owner, plan);
    account.ifPresent(
        made -> {
          audit.byAccount(made, Action.succeeded("account.verify", Map.of()), origin);
          var tenant = tenant(made);
          audit.inTenant(tenant.log(), made, creation(owner, plan), object(tenant), origin);
        });
    return account;
  }

  /// The same by a component of the hub.
  Optional<Account> foundBy(Actor actor, PendingSignUp owner, String plan) {
    var account = make(owner, plan);
    account.ifPresent(
        made -> {
          var tenant = tenant(made);
          audit.bySystem(tenant.log(), actor, creation(owner, plan), object(tenant));
        });
    return account;
  }

  private Optional<Account> make(PendingSignUp owner, String plan) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var id = new AccountId(ids.get());
    var tenant = new TenantId(ids.get());
    if (!store.addAccount(id, owner.email(), owner.name(), owner.passwordHash(), now))
      return Optional.empty();
    store.removeSignUps(owner.email());
    store.addTenant(tenant, owner.organisation(), plan, now);
    store.addMember(tenant, id, Role.OWNER, now);
    var membership = new Account.Membership(tenant, owner.organisation(), Role.OWNER);
    return Optional.of(new Account(id, owner.email(), owner.name(), List.of(membership)));
  }

  private static TenantId tenant(Account account) {
    return account.memberships().getFirst().tenant();
  }

  private static Action creation(PendingSignUp owner, String plan) {
    return Action.succeeded(
        "organisation.create", Map.of("name", owner.organisation(), "plan", plan));
  }

  private static AuditObject object(TenantId tenant) {
    return AuditObject.of("organisation", tenant.toString());
  }
}
