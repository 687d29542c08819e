package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.FlowId;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.execute.StepRunner.Callees;
import io.interline.flow.internal.execute.StepRunner.Job;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds flows that flows call: those of the same tenant, deployed in the same environment.
@Component
final class DeployedCallees implements Callees {

  private static final int MOST_DEEP = 20;

  private final LiveFlows flows;
  private final Plans plans;
  private final Supplier<UUID> ids;

  DeployedCallees(LiveFlows flows, Plans plans, Supplier<UUID> ids) {
    this.flows = flows;
    this.plans = plans;
    this.ids = ids;
  }

  @Override
  public JsonNode find(Job job, FlowId flow, @Nullable Integer version, JsonNode input)
      throws ConnectorException {
    if (job.depth() >= MOST_DEEP)
      throw refused("Flows may call one another " + MOST_DEEP + " deep; this would be deeper.");
    var live =
        flows
            .find(job.tenant(), flow, job.environment())
            .orElseThrow(
                () ->
                    refused(
                        "Flow " + flow + " is not deployed in " + job.environment().id() + "."));
    int wanted = version == null ? live.version() : version;
    var plan = plan(job, flow, wanted);
    check(plan, input);
    return JsonNodeFactory.instance
        .objectNode()
        .put("run", ids.get().toString())
        .put("flow", flow.value())
        .put("version", wanted)
        .put("title", plan.title());
  }

  @Override
  public UUID newRun() {
    return ids.get();
  }

  private Plan plan(Job job, FlowId flow, int version) throws ConnectorException {
    try {
      return plans.of(job.tenant(), flow, version);
    } catch (Plans.UnknownPlan e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static void check(Plan plan, JsonNode input) throws ConnectorException {
    if (plan.messageCheck() == null) return;
    try {
      var misfits = plan.messageCheck().misfits(input, input.toString().length());
      if (!misfits.isEmpty())
        throw refused(
            "Flow "
                + plan.flow()
                + " does not take the message: "
                + misfits.getFirst().pointer()
                + " "
                + misfits.getFirst().message());
    } catch (ExpressionFailed e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static ConnectorException refused(String why) {
    return new ConnectorException.Permanent(why, null);
  }
}
