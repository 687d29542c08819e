package io.interline.audit;

/// An insert-only log of actions.
///
/// There is one bean per database pool: the primary one writes with the transactions of the
/// application role, the one qualified `system` with those of the system role.
public interface AuditLog {

  /// Stores an event in the transaction under way, so that it stands or falls with the action.
  ///
  /// @throws IllegalStateException when no transaction is under way
  void append(AuditEntry entry);

  /// Newest first. Sees only the log that the transaction's tenant owns.
  ///
  /// @throws IllegalStateException when no transaction is under way
  /// @throws IllegalArgumentException when the cursor is not one that a page gave
  AuditPage find(AuditQuery query);
}
