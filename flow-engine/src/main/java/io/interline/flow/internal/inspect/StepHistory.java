package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the steps of a run did, from its journal, masked.
final class StepHistory {

  private final Plan plan;
  private final List<Entry> entries;
  private final RunState state;
  private final Instant acceptedAt;
  private final long messageBytes;
  private final Redaction redaction;

  /// @param state may be ahead of the entries for a run under way
  StepHistory(
      Plan plan, JsonNode message, List<Entry> entries, Instant acceptedAt, long messageBytes) {
    this.plan = plan;
    this.entries = entries;
    this.state = RunLogic.fold(plan, message, entries);
    this.acceptedAt = acceptedAt;
    this.messageBytes = messageBytes;
    this.redaction = new Redaction(plan.redact(), wholeContext(message));
  }

  Redaction redaction() {
    return redaction;
  }

  /// In the order in which they began.
  ///
  /// @param over whether nothing runs any more
  List<StepRun> steps(boolean over) {
    var byStep = new LinkedHashMap<Integer, List<Entry>>();
    for (var entry : entries)
      byStep.computeIfAbsent(entry.step(), _ -> new ArrayList<>()).add(entry);
    var steps = new ArrayList<StepRun>();
    byStep.forEach((step, attempts) -> steps.add(tried(step, attempts)));
    for (var node : plan.nodes()) {
      int step = node.place().index();
      if (!byStep.containsKey(step)) untried(node, over, byStep, steps);
    }
    steps.sort(Comparator.comparing(StepRun::startedAt));
    return steps;
  }

  private StepRun tried(int step, List<Entry> attempts) {
    String id = plan.node(step).id();
    var last = attempts.getLast();
    var tries = attempts.stream().map(this::attempt).toList();
    var log = attempts.stream().flatMap(entry -> entry.tried().log().stream());
    return new StepRun(
        id,
        status(last),
        attempts.getFirst().tried().startedAt(),
        last.tried().endedAt(),
        input(step, last),
        last instanceof Entry.Succeeded succeeded
            ? redaction.maskValueOf(id, succeeded.output()).toString()
            : null,
        last instanceof Entry.Failed failed ? redaction.mask(failed.message()) : null,
        tries,
        log.map(redaction::mask).toList());
  }

  private static StepStatus status(Entry last) {
    return switch (last) {
      case Entry.Succeeded _ -> StepStatus.SUCCEEDED;
      case Entry.Failed failed -> failed.nextAt() == null ? StepStatus.FAILED : StepStatus.RETRYING;
    };
  }

  private Attempt attempt(Entry entry) {
    var tried = entry.tried();
    long took = tried.took().toMillis();
    return switch (entry) {
      case Entry.Succeeded _ ->
          new Attempt(tried.attempt(), tried.startedAt(), took, true, null, null, null);
      case Entry.Failed failed ->
          new Attempt(
              tried.attempt(),
              tried.startedAt(),
              took,
              false,
              failed.cause().id(),
              redaction.mask(failed.message()),
              failed.nextAt());
    };
  }

  /// As journaled; a large one was left out there and is rendered again from what is.
  private @Nullable String input(int step, Entry last) {
    var input = last.tried().input();
    if (input != null) return redaction.mask(input).toString();
    if (!(plan.node(step) instanceof Node.Call call)) return null;
    try {
      var rendered = call.input().evaluate(state.context(step), messageBytes);
      return redaction.mask(rendered).toString();
    } catch (ExpressionFailed e) {
      return null;
    }
  }

  private void untried(
      Node node, boolean over, Map<Integer, List<Entry>> byStep, List<StepRun> steps) {
    int step = node.place().index();
    var status =
        switch (state.phase(step)) {
          case NEW, LEFT -> null;
          case RUNNING, RETRYING -> over ? null : StepStatus.RUNNING;
          case SUCCEEDED -> StepStatus.SUCCEEDED;
          case FAILED -> StepStatus.FAILED;
          case SKIPPED -> StepStatus.SKIPPED;
        };
    if (status == null) return;
    var inside = byStep.entrySet().stream().filter(entry -> isInside(node, entry.getKey()));
    var entriesInside = inside.flatMap(entry -> entry.getValue().stream()).toList();
    var began =
        entriesInside.stream().map(entry -> entry.tried().startedAt()).min(Instant::compareTo);
    var ended =
        entriesInside.stream().map(entry -> entry.tried().endedAt()).max(Instant::compareTo);
    var output = state.output(step);
    steps.add(
        new StepRun(
            node.id(),
            status,
            began.orElseGet(this::latest),
            status == StepStatus.RUNNING ? null : ended.orElseGet(this::latest),
            null,
            output == null ? null : redaction.maskValueOf(node.id(), output).toString(),
            null,
            List.of(),
            List.of()));
  }

  private boolean isInside(Node fork, int step) {
    int scope = plan.node(step).place().scope();
    while (plan.scope(scope).fork() != Place.END) {
      int opened = plan.scope(scope).fork();
      if (opened == fork.place().index()) return true;
      scope = plan.node(opened).place().scope();
    }
    return false;
  }

  private Instant latest() {
    return entries.isEmpty() ? acceptedAt : entries.getLast().tried().endedAt();
  }

  private JsonNode wholeContext(JsonNode message) {
    var context = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    context.set(plan.trigger(), message);
    for (var entry : entries)
      if (entry instanceof Entry.Succeeded succeeded)
        context.set(plan.node(entry.step()).id(), succeeded.output());
    return context;
  }
}
