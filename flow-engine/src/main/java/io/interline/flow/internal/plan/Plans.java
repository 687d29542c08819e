package io.interline.flow.internal.plan;

import io.interline.flow.FlowId;
import io.interline.tenant.TenantId;

/// The plans of published versions. Safe for many threads.
public interface Plans {

  /// @throws UnknownPlan when the version is not there, or cannot be compiled here
  Plan of(TenantId tenant, FlowId flow, int version);

  /// The version is not there, or cannot be compiled here.
  final class UnknownPlan extends RuntimeException {
    public UnknownPlan(FlowId flow, int version, String why) {
      super("flow " + flow + " version " + version + " cannot be run: " + why);
    }
  }
}
