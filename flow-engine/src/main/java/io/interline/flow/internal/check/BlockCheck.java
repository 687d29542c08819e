package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.FlowId;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Names;
import io.interline.flow.definition.Step;
import io.interline.flow.definition.Step.Lane;
import io.interline.flow.internal.check.Outline.Placed;
import io.interline.flow.internal.plan.ReplyHeaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Blocks that make no sense where they stand: calls of flows that are not there or never end,
/// answers to nobody, and what has no effect while a flow undoes what it did.
@Component
class BlockCheck {

  private final KnownFlows flows;

  BlockCheck(KnownFlows flows) {
    this.flows = flows;
  }

  void check(FlowDocument document, Outline outline, List<Problem> problems) {
    calls(document, outline, problems);
    if (!document.trigger().use().connector().equals("webhook")) answers(outline, problems);
    else headers(outline, problems);
    ends(document.steps(), JsonPointer.compile("/steps"), true, false, problems);
    ends(document.onError(), JsonPointer.compile("/onError"), false, false, problems);
    endless(document, outline, problems);
  }

  private void calls(FlowDocument document, Outline outline, List<Problem> problems) {
    var calls = outline.steps().stream().filter(p -> p.step() instanceof Step.SubFlow).toList();
    if (calls.isEmpty()) return;
    var known = flows.ids().stream().map(FlowId::value).collect(Collectors.toSet());
    known.add(document.id());
    for (var placed : calls) {
      var call = (Step.SubFlow) placed.step();
      if (!known.contains(call.flow().value())) problems.add(unknown(placed, call, known));
    }
  }

  private static Problem unknown(Placed placed, Step.SubFlow call, Set<String> known) {
    var at = placed.at().appendProperty("flow");
    var version = call.version() == null ? "" : "@" + call.version();
    return Problem.warning(
            "flow-unknown",
            at,
            call.id(),
            "There is no flow '"
                + call.flow()
                + "'. Make it, or choose another one: a call of a flow that is not deployed fails.")
        .with(
            Names.closest(call.flow().value(), known)
                .map(m -> Fix.replace("Change to '" + m + "'", at, m + version))
                .orElse(null));
  }

  private static void answers(Outline outline, List<Problem> problems) {
    for (var placed : outline.steps())
      if (placed.step() instanceof Step.Respond)
        problems.add(
            Problem.warning(
                "respond-nobody",
                placed.at(),
                placed.step().id(),
                "Nobody waits for this answer: the flow does not start by a webhook. Remove it, or"
                    + " start the flow by a webhook."));
  }

  private static void headers(Outline outline, List<Problem> problems) {
    for (var placed : outline.steps())
      if (placed.step() instanceof Step.Respond respond)
        for (var header : respond.headers().properties())
          if (isLeftOut(header.getKey(), header.getValue()))
            problems.add(
                Problem.warning(
                    "respond-header-left-out",
                    placed
                        .at()
                        .appendProperty("respond")
                        .appendProperty("headers")
                        .appendProperty(header.getKey()),
                    placed.step().id(),
                    "The header '"
                        + header.getKey()
                        + "' is not sent with this value: an answer comes from the hub's own"
                        + " address. Remove it, or use a header of your own that begins with X-."));
  }

  private static boolean isLeftOut(String name, JsonNode value) {
    if (!name.equalsIgnoreCase("content-type")) return !ReplyHeaders.isAllowed(name);
    String type = value.asText();
    return !type.contains("${") && ReplyHeaders.contentType(type).isEmpty();
  }

  /// @param undoes whether calls here may be undone
  /// @param undoing whether these steps undo a call
  private static void ends(
      List<Step> steps, JsonPointer at, boolean undoes, boolean undoing, List<Problem> problems) {
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var here = at.appendIndex(i);
      if (undoing && step instanceof Step.Stop) problems.add(stopWhileUndoing(step, here));
      for (var lane : step.lanes()) {
        boolean compensates = lane.kind() == Lane.Kind.COMPENSATION;
        if (compensates && !undoes) problems.add(neverUndone(step, here));
        ends(
            lane.steps(),
            here.append(lane.at()),
            undoes && !compensates,
            undoing || compensates,
            problems);
      }
    }
  }

  private static Problem stopWhileUndoing(Step step, JsonPointer at) {
    return Problem.warning(
        "stop-while-undoing",
        at,
        step.id(),
        "The run has failed when this step comes, so stopping ends only these undo steps. Remove it.");
  }

  private static Problem neverUndone(Step step, JsonPointer at) {
    return Problem.warning(
            "compensate-unused",
            at.appendProperty("compensate"),
            step.id(),
            "These undo steps never run: what runs after a failure is not undone. Remove them.")
        .with(Fix.remove("Remove the undo steps", at.appendProperty("compensate")));
  }

  /// A flow that calls itself in each run, whatever its message, never ends.
  private static void endless(FlowDocument document, Outline outline, List<Problem> problems) {
    var call = new Always(new FlowId(document.id())).call(document.steps());
    if (call == null) return;
    outline.steps().stream()
        .filter(placed -> placed.step() == call)
        .findFirst()
        .ifPresent(
            placed ->
                problems.add(
                    Problem.warning(
                        "flow-endless",
                        placed.at(),
                        call.id(),
                        "Each run of this flow calls the flow again, without end. Put the call into a"
                            + " way of a switch, so that some messages end it.")));
  }
}
