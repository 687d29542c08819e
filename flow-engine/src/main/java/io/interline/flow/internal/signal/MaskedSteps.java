package io.interline.flow.internal.signal;

import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.FlowId;

/// Steps of runs of the tenant in scope, as people may see them.
public interface MaskedSteps {

  /// Title of a step in the document of a version; its id when it has none.
  String title(FlowId flow, int version, String step);

  /// What an approval asks, masked.
  ///
  /// @param message as stored
  String message(ApprovalRef at, String message);

  /// What the flow knows at a step, masked; JSON text.
  String context(ApprovalRef at);
}
