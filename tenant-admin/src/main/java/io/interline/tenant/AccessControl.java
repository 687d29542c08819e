package io.interline.tenant;

import io.interline.audit.AuditObject;

/// The one place where services ask whether the current caller may do something.
public interface AccessControl {

  /// Returns when the caller's role allows it.
  ///
  /// A refusal is put on the audit log in a transaction of its own.
  ///
  /// @throws DomainException of kind REFUSED, code `access-refused`, otherwise
  void require(Permission permission, AuditObject on);
}
