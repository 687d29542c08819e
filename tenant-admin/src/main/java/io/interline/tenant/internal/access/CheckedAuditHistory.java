package io.interline.tenant.internal.access;

import io.interline.audit.AuditLog;
import io.interline.audit.AuditObject;
import io.interline.audit.AuditPage;
import io.interline.audit.AuditQuery;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditHistory;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Reads the log for those who may.
@Service
class CheckedAuditHistory implements AuditHistory {

  private final AccessControl access;
  private final AuditLog log;

  CheckedAuditHistory(AccessControl access, AuditLog log) {
    this.access = access;
    this.log = log;
  }

  @Override
  @Transactional(readOnly = true)
  public AuditPage find(AuditQuery query) {
    var tenant = TenantScope.tenant();
    access.require(Permission.AUDIT_VIEW, AuditObject.of("audit-log", tenant.toString()));
    if (!query.log().equals(tenant.log()))
      throw DomainException.notFound("audit log", query.log().value());
    try {
      return log.find(query);
    } catch (IllegalArgumentException e) {
      throw new DomainException(
          DomainException.Kind.INVALID,
          "cursor-invalid",
          "The cursor is not one that the audit log gave: start again at the first page.");
    }
  }
}
