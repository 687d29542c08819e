package io.interline.tenant;

import io.interline.audit.AuditObject;
import java.util.Map;

/// Puts what the current caller does on the tenant's audit log, in the transaction under way.
public interface AuditTrail {

  /// @param action verb phrase with a dot, for example `flow.publish`
  /// @param details small facts without secrets or payloads
  void succeeded(String action, AuditObject object, Map<String, String> details);

  /// In a transaction of its own, as the refused action has none. Of one actor, the first ten in a
  /// minute are events of their own, the others become one event when the minute is over.
  void refused(String action, AuditObject object, String reason);
}
