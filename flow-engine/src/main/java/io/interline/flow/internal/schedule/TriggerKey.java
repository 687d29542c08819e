package io.interline.flow.internal.schedule;

import io.interline.flow.FlowId;
import io.interline.flow.internal.isolation.Member;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;

/// Names the trigger of a flow in an environment.
record TriggerKey(TenantId tenant, FlowId flow, Environment environment) {

  /// Keeps all that this trigger starts apart from what others start.
  String prefix(String kind) {
    return kind + "/" + flow + "/" + environment.id() + "/";
  }

  /// By the flow that it starts.
  Member member() {
    return Member.of("trigger of flow", flow + "/" + environment.id(), tenant);
  }

  /// The same part of a span for this trigger every time, below the whole: 0 to 1.
  double share() {
    return Math.floorMod(hashCode() * 0x9E3779B1, 1 << 20) / (double) (1 << 20);
  }

  /// Of the ids alone, so that all nodes come to the same.
  @Override
  public int hashCode() {
    return 31 * (31 * tenant.value().hashCode() + flow.value().hashCode())
        + environment.id().hashCode();
  }
}
