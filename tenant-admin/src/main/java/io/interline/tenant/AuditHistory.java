package io.interline.tenant;

import io.interline.audit.AuditPage;
import io.interline.audit.AuditQuery;

/// The audit log of the tenant in scope, for the list of events.
public interface AuditHistory {

  /// Newest first. Needs AUDIT_VIEW. The query's log must be the one of the tenant in scope.
  ///
  /// @throws DomainException of kind NOT_FOUND for the log of someone else; of kind INVALID, code
  ///     `cursor-invalid`, for a cursor that no page gave
  AuditPage find(AuditQuery query);
}
