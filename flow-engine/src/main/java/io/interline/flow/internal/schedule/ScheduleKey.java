package io.interline.flow.internal.schedule;

import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import org.quartz.TriggerKey;

/// The schedule of a flow in an environment, and its name in Quartz: `flow/environment` in the
/// group of the tenant.
record ScheduleKey(TenantId tenant, FlowId flow, Environment environment) {

  TriggerKey trigger() {
    return TriggerKey.triggerKey(flow + "/" + environment.id(), tenant.toString());
  }

  static ScheduleKey of(TriggerKey trigger) {
    String[] name = trigger.getName().split("/", 2);
    return new ScheduleKey(
        TenantId.parse(trigger.getGroup()), new FlowId(name[0]), Environment.parse(name[1]));
  }
}
