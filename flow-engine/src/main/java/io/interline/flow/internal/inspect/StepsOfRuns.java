package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.inspect.StoredRuns.Stored;
import io.interline.flow.internal.journal.EntryCodec;
import io.interline.flow.internal.journal.PartOrigin;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import io.interline.flow.internal.signal.MaskedSteps;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantScope;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Steps as people see them: read from the journal, masked.
@Component
final class StepsOfRuns implements MaskedSteps {

  private final StoredRuns runs;
  private final Plans plans;
  private final LiveFlows flows;
  private final MessageReader messages;
  private final EntryCodec codec;

  StepsOfRuns(StoredRuns runs, Plans plans, LiveFlows flows, MessageReader messages) {
    this.runs = runs;
    this.plans = plans;
    this.flows = flows;
    this.messages = messages;
    this.codec = new EntryCodec();
  }

  StepHistory history(Stored stored) {
    var summary = stored.summary();
    var plan = plans.of(TenantScope.tenant(), summary.flow(), summary.version());
    return new StepHistory(
        begun(stored, plan).state(),
        plan,
        codec.read(plan, stored.parts()),
        summary.acceptedAt(),
        stored.payload().length);
  }

  private Transition begun(Stored stored, Plan plan) {
    var message = messages.reread(stored.payload());
    if (!stored.isPart()) return RunLogic.begin(plan, message);
    PartOrigin.Past past =
        run -> {
          var of = stored(run);
          return new PartOrigin.Told(messages.reread(of.payload()), of.parts());
        };
    return new PartOrigin(plan, codec, past).begin(message);
  }

  @Override
  public String title(FlowId flow, int version, String step) {
    var document = flows.document(TenantScope.tenant(), flow, version);
    if (document.isEmpty()) return step;
    var title = title(messages.reread(document.get().getBytes(StandardCharsets.UTF_8)), step);
    return title == null ? step : title;
  }

  private static @Nullable String title(JsonNode node, String step) {
    if (node.has("wait") && node.path("id").asText().equals(step))
      return node.path("title").asText(step);
    for (var child : node) {
      String title = title(child, step);
      if (title != null) return title;
    }
    return null;
  }

  @Override
  public String text(FlowId flow, int version, ApprovalRef at, String text) {
    try {
      if (plans.of(TenantScope.tenant(), flow, version).redact().isEmpty()) return text;
      return history(stored(at.run())).redaction().mask(text);
    } catch (Plans.UnknownPlan e) {
      return Redaction.MASK;
    }
  }

  @Override
  public String context(ApprovalRef at) {
    try {
      return history(stored(at.run())).context(at.step(), at.turns());
    } catch (Plans.UnknownPlan e) {
      return "null";
    }
  }

  private Stored stored(RunId id) {
    return runs.find(TenantScope.tenant(), id)
        .orElseThrow(() -> DomainException.notFound("run", id));
  }
}
