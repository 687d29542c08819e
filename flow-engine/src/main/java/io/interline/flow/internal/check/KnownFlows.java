package io.interline.flow.internal.check;

import io.interline.flow.FlowId;
import java.util.Set;

/// The flows of the tenant in scope, which a flow may call.
public interface KnownFlows {

  /// Ids of those that are not deleted.
  Set<FlowId> ids();
}
