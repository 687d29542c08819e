package io.interline.tenant.internal.account;

import io.interline.audit.Actor;
import io.interline.audit.AuditEntry;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditObject;
import io.interline.audit.LogId;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import io.interline.tenant.Account;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// What people do before they are in a tenant, on the log of each tenant that it concerns. What
/// concerns none (a sign-up, a log-in with an unknown address) is on the platform's own log.
///
/// Appends to the transaction under way of the system pool.
@Component
public class AccountAudit {

  /// No tenant has this id, so no tenant can read this log.
  public static final LogId PLATFORM = new LogId(new UUID(0, 0));

  /// Someone who did not prove who they are.
  public static final Actor NOBODY = new Actor(Actor.Kind.ACCOUNT, "unknown", "unknown", null);

  private final AuditLog log;

  AccountAudit(@Qualifier("system") AuditLog log) {
    this.log = log;
  }

  /// What was done, and how it ended.
  record Action(
      String name, Outcome outcome, @Nullable String reason, Map<String, String> details) {

    static Action succeeded(String name, Map<String, String> details) {
      return new Action(name, Outcome.SUCCEEDED, null, details);
    }

    static Action failed(String name, String reason) {
      return new Action(name, Outcome.FAILED, reason, Map.of());
    }

    static Action refused(String name, String reason) {
      return new Action(name, Outcome.REFUSED, reason, Map.of());
    }
  }

  /// By a known account, on the log of each of its tenants.
  void byAccount(Account account, Action action, Origin origin) {
    var logs =
        account.memberships().isEmpty()
            ? List.of(PLATFORM)
            : account.memberships().stream().map(membership -> membership.tenant().log()).toList();
    var object = AuditObject.of("account", account.id().toString());
    for (var each : logs) append(each, actor(account), action, object, origin);
  }

  /// By a known account, on one tenant's log.
  void inTenant(LogId tenant, Account account, Action action, AuditObject object, Origin origin) {
    append(tenant, actor(account), action, object, origin);
  }

  /// By a component of the hub, on one tenant's log.
  void bySystem(LogId tenant, Actor component, Action action, AuditObject object) {
    append(tenant, component, action, object, Origin.INTERNAL);
  }

  /// By someone not known, on the platform's log.
  void byNobody(Action action, AuditObject object, Origin origin) {
    append(PLATFORM, NOBODY, action, object, origin);
  }

  private void append(LogId to, Actor actor, Action action, AuditObject object, Origin origin) {
    log.append(
        new AuditEntry(
            to,
            actor,
            action.name(),
            object,
            action.outcome(),
            action.reason(),
            action.details(),
            origin,
            authentication(actor)));
  }

  private static String authentication(Actor actor) {
    if (actor.kind() == Actor.Kind.SYSTEM) return "internal";
    return actor == NOBODY ? "none" : "password";
  }

  private static Actor actor(Account account) {
    return new Actor(Actor.Kind.ACCOUNT, account.id().toString(), account.email(), null);
  }
}
