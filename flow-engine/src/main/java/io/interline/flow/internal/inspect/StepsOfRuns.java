package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.expression.Mask;
import io.interline.flow.internal.inspect.StoredRuns.Stored;
import io.interline.flow.internal.journal.EntryCodec;
import io.interline.flow.internal.journal.PartOrigin;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import io.interline.flow.internal.signal.MaskedSteps;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Steps as people see them: read from the journal, masked.
@Component
final class StepsOfRuns implements MaskedSteps {

  /// Runs that called one another, or were replayed.
  private static final int MOST_DEEP = 40;

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

  /// @throws Plans.UnknownPlan when its flow cannot be read any more
  StepHistory history(Stored stored) {
    return history(stored, 0);
  }

  /// Whether any version of a flow of the tenant in scope masks anything; without one nothing of
  /// its runs is.
  boolean masksAnything() {
    return runs.masksAnything(TenantScope.tenant());
  }

  private StepHistory history(Stored stored, int depth) {
    var summary = stored.summary();
    var plan = plans.of(TenantScope.tenant(), summary.flow(), summary.version());
    var told = new ArrayList<PartOrigin.Told>();
    var begun = begun(stored, plan, told);
    var before = new ArrayList<Entry>();
    for (var of : told) before.addAll(codec.read(plan, of.parts()));
    var message = told.isEmpty() ? messages.reread(stored.payload()) : told.getFirst().message();
    return new StepHistory(
        begun.state(),
        plan,
        codec.read(plan, stored.parts()),
        new StepHistory.Origin(inherited(stored, depth), message, before, this::masks),
        summary.acceptedAt(),
        stored.payload().length);
  }

  /// @param told gets the runs that this one is a part of, the outermost first
  private Transition begun(Stored stored, Plan plan, List<PartOrigin.Told> told) {
    var message = messages.reread(stored.payload());
    if (!stored.isPart()) return RunLogic.begin(plan, message);
    PartOrigin.Past past =
        run -> {
          var of = stored(run);
          var one = new PartOrigin.Told(messages.reread(of.payload()), of.parts());
          told.add(one);
          return one;
        };
    return new PartOrigin(plan, codec, past).begin(message);
  }

  /// Mask of the message of a run by what its data was before: of the step that called the flow, or
  /// of the message that is worked on again.
  private Mask inherited(Stored stored, int depth) {
    var tenant = TenantScope.tenant();
    if (!runs.masksAnything(tenant)) return Mask.CLEAR;
    if (depth > MOST_DEEP) return Mask.WHOLE;
    var mask = Mask.CLEAR;
    var link = runs.origin(tenant, stored.summary().id());
    if (link.isPresent())
      mask =
          runs.find(tenant, link.get().parent())
              .map(parent -> passedOn(parent, link.get(), stored, depth + 1))
              .orElse(Mask.WHOLE);
    var replayOf = stored.summary().replayOf();
    if (replayOf == null) return mask;
    return mask.join(
        runs.find(tenant, replayOf).map(of -> message(of, depth + 1)).orElse(Mask.WHOLE));
  }

  private Mask message(Stored stored, int depth) {
    try {
      return history(stored, depth).redaction().messageMask();
    } catch (Plans.UnknownPlan | DomainException e) {
      return Mask.WHOLE;
    }
  }

  private Mask passedOn(Stored parent, StoredRuns.Origin link, Stored callee, int depth) {
    try {
      var redaction = history(parent, depth).redaction();
      if (callee.isPart()) return redaction.messageMask();
      var plan =
          plans.of(TenantScope.tenant(), parent.summary().flow(), parent.summary().version());
      if (link.step() != null) return redaction.inputMask(plan.indexOf(link.step()));
      var all = Mask.CLEAR;
      for (var node : plan.nodes())
        if (node instanceof Node.SubFlow call && call.flow().equals(callee.summary().flow()))
          all = all.join(redaction.inputMask(node.place().index()));
      return all;
    } catch (Plans.UnknownPlan | DomainException | NoSuchElementException e) {
      return Mask.WHOLE;
    }
  }

  /// Whether a version of a flow masks anything, itself or in the flows that it calls.
  private boolean masks(FlowId flow, int version) {
    try {
      var plan = plans.of(TenantScope.tenant(), flow, version);
      if (!plan.redact().isEmpty()) return true;
      return plan.nodes().stream().anyMatch(Node.SubFlow.class::isInstance) && masksAnything();
    } catch (Plans.UnknownPlan e) {
      return true;
    }
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
  public String message(ApprovalRef at, String message) {
    if (!masksAnything()) return message;
    try {
      var shown = history(stored(at.run())).asked(at.step(), at.turns());
      return shown == null ? Mask.SHOWN : shown;
    } catch (Plans.UnknownPlan | DomainException | NoSuchElementException e) {
      return Mask.SHOWN;
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
