package io.interline.tenant.internal.access;

import io.interline.audit.AuditEntry;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditObject;
import io.interline.audit.Outcome;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.TenantScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes actor, origin and log from the caller in scope.
@Component
class ScopedAuditTrail implements AuditTrail {

  private final AuditLog log;
  private final AuditLog systemLog;
  private final TransactionTemplate ownTransaction;

  /// Refusals are written through the system pool: a thread that waits for a second connection of
  /// the pool from which it holds one can wait for ever.
  ScopedAuditTrail(
      AuditLog log,
      @Qualifier("system") AuditLog systemLog,
      @Qualifier("systemTransactionManager") PlatformTransactionManager systemTransactions) {
    this.log = log;
    this.systemLog = systemLog;
    this.ownTransaction = new TransactionTemplate(systemTransactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public void succeeded(String action, AuditObject object, Map<String, String> details) {
    log.append(entry(action, object, Outcome.SUCCEEDED, null, details));
  }

  @Override
  public void refused(String action, AuditObject object, String reason) {
    var entry = entry(action, object, Outcome.REFUSED, reason, Map.of());
    ownTransaction.executeWithoutResult(status -> systemLog.append(entry));
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
