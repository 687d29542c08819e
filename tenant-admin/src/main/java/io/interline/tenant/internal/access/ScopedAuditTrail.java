package io.interline.tenant.internal.access;

import io.interline.audit.AuditEntry;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditObject;
import io.interline.audit.Outcome;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.TenantScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes actor, origin and log from the caller in scope.
@Component
class ScopedAuditTrail implements AuditTrail {

  private final AuditLog log;
  private final RefusalLog refusals;

  ScopedAuditTrail(AuditLog log, RefusalLog refusals) {
    this.log = log;
    this.refusals = refusals;
  }

  @Override
  public void succeeded(String action, AuditObject object, Map<String, String> details) {
    log.append(entry(action, object, Outcome.SUCCEEDED, null, details));
  }

  @Override
  public void refused(String action, AuditObject object, String reason) {
    refusals.add(entry(action, object, Outcome.REFUSED, reason, Map.of()));
  }

  private static AuditEntry entry(
      String action,
      AuditObject object,
      Outcome outcome,
      @Nullable String reason,
      Map<String, String> details) {
    var caller = TenantScope.current();
    return new AuditEntry(
        caller.tenant().log(),
        caller.actor(),
        action,
        object,
        outcome,
        reason,
        details,
        caller.origin(),
        caller.authentication());
  }
}
