package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.json.ExactJson;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.Runs.Wait;
import io.interline.flow.Runs.WaitKind;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Phase;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.expression.Mask;
import io.interline.flow.internal.journal.EntryCodec;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
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
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// What the steps of a run did, from its journal, masked.
final class StepHistory {

  /// Of those, more are left out unless they failed.
  private static final int MOST_STEPS = 2_000;

  /// Characters in all that are told of what failed steps read.
  private static final int MOST_READ = 2_000_000;

  private final Plan plan;
  private final List<Entry> entries;
  private final RunState state;
  private final Instant acceptedAt;
  private final long messageBytes;
  private final Redaction redaction;
  private int readRoom = MOST_READ;

  /// What masks the data of a run beside its own flow.
  ///
  /// @param mask of the message
  /// @param message that the flow began with
  /// @param before entries of the runs that this one is a part of
  /// @param callees whether a version of a called flow masks anything
  record Origin(
      Mask mask, JsonNode message, List<Entry> before, BiPredicate<FlowId, Integer> callees) {
    Origin {
      before = List.copyOf(before);
    }
  }

  /// @param begun the run before its first entry
  StepHistory(
      RunState begun,
      Plan plan,
      List<Entry> entries,
      Origin origin,
      Instant acceptedAt,
      long messageBytes) {
    this.plan = plan;
    this.entries = entries;
    this.state = RunLogic.fold(begun, entries);
    this.acceptedAt = acceptedAt;
    this.messageBytes = messageBytes;
    var all = new ArrayList<>(origin.before());
    all.addAll(entries);
    var told =
        new RunMasks.Told(origin.mask(), origin.message(), all, this::rendered, origin.callees());
    this.redaction = new Redaction(plan, new RunMasks(plan, told), entries);
  }

  Redaction redaction() {
    return redaction;
  }

  /// In the order in which they began.
  ///
  /// @param over whether nothing runs any more
  List<StepRun> steps(boolean over) {
    var bySpot = new LinkedHashMap<Spot, List<Entry.OfStep>>();
    for (var entry : entries)
      if (entry instanceof Entry.OfStep of)
        bySpot.computeIfAbsent(of.spot(), _ -> new ArrayList<>()).add(of);
    var steps = new ArrayList<StepRun>();
    bySpot.forEach(
        (spot, attempts) -> {
          if (steps.size() < MOST_STEPS || attempts.getLast() instanceof Entry.Failed)
            steps.add(tried(spot, attempts, over));
        });
    for (var node : plan.nodes()) {
      var spot = Spot.of(node.place().index());
      if (node.place().body() == 0 && !bySpot.containsKey(spot)) untried(node, over, bySpot, steps);
    }
    steps.sort(Comparator.comparing(StepRun::startedAt));
    return steps;
  }

  private StepRun tried(Spot spot, List<Entry.OfStep> attempts, boolean over) {
    String id = plan.node(spot.step()).id();
    var last = attempts.getLast();
    var status = status(spot, last, over);
    var tries = attempts.stream().map(entry -> attempt(entry, over)).toList();
    var log = attempts.stream().flatMap(entry -> entry.tried().log().stream());
    return new StepRun(
        id,
        spot.turnsText(),
        status,
        attempts.getFirst().tried().startedAt(),
        last.tried().endedAt(),
        input(spot, last),
        output(spot, last),
        last instanceof Entry.Failed failed ? redaction.error(failed) : null,
        tries,
        log.map(redaction::log).toList(),
        waitsFor(status, spot.step(), last));
  }

  private @Nullable Wait waitsFor(StepStatus status, int step, Entry.OfStep last) {
    if (status != StepStatus.WAITING || !(last instanceof Entry.Asked asked)) return null;
    var ask = asked.ask();
    var shown = redaction.input(step, ask.details());
    var kind =
        switch (ask.kind()) {
          case TIME -> WaitKind.TIME;
          case EVENT -> WaitKind.EVENT;
          case APPROVAL -> WaitKind.APPROVAL;
          case RUN, START -> WaitKind.RUN;
        };
    var roles = new ArrayList<String>();
    ask.details().path("roles").forEach(role -> roles.add(role.asText()));
    String run = kind == WaitKind.RUN ? ask.details().path("run").asText() : null;
    return new Wait(
        kind,
        ask.until(),
        kind == WaitKind.EVENT ? text(shown.path("name")) : null,
        kind == WaitKind.EVENT ? text(shown.path("key")) : null,
        kind == WaitKind.APPROVAL ? text(shown.path("message")) : null,
        roles,
        run == null ? null : RunId.parse(run));
  }

  private static @Nullable String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) return null;
    return ExactJson.plain(value);
  }

  /// What an approval asks; absent when it asks nothing now.
  ///
  /// @throws java.util.NoSuchElementException when the flow has no such step
  @Nullable String asked(String step, String turns) {
    var spot = EntryCodec.spot(plan, step, turns);
    var ask = state.ask(spot);
    return ask == null ? null : text(redaction.input(spot.step(), ask.details()).path("message"));
  }

  /// What the flow knows at a step; JSON text.
  ///
  /// @throws java.util.NoSuchElementException when the flow has no such step
  String context(String step, String turns) {
    var context = state.context(EntryCodec.spot(plan, step, turns));
    return ExactJson.text(redaction.context(context));
  }

  private StepStatus status(Spot spot, Entry.OfStep last, boolean over) {
    var phase = state.phase(spot);
    if (phase == Phase.COMPENSATED) return StepStatus.COMPENSATED;
    return switch (last) {
      case Entry.Succeeded _ -> StepStatus.SUCCEEDED;
      case Entry.Failed failed ->
          failed.nextAt() == null || over ? StepStatus.FAILED : StepStatus.RETRYING;
      case Entry.Asked _ when phase == Phase.SUCCEEDED -> StepStatus.SUCCEEDED;
      case Entry.Asked asked when asked.ask().kind() == Ask.Kind.START -> StepStatus.SUCCEEDED;
      case Entry.Asked _ -> over ? StepStatus.SKIPPED : StepStatus.WAITING;
      case Entry.Known _ when phase == Phase.RUNNING && !over -> StepStatus.RUNNING;
      case Entry.Known _ when phase == Phase.FAILED -> StepStatus.FAILED;
      case Entry.Known _ -> StepStatus.SUCCEEDED;
    };
  }

  private @Nullable String output(Spot spot, Entry.OfStep last) {
    var output =
        last instanceof Entry.Succeeded succeeded ? succeeded.output() : state.output(spot);
    return output == null ? null : ExactJson.text(redaction.output(spot.step(), output));
  }

  private Attempt attempt(Entry.OfStep entry, boolean over) {
    var tried = entry.tried();
    long took = tried.took().toMillis();
    return switch (entry) {
      case Entry.Succeeded _, Entry.Known _, Entry.Asked _ ->
          new Attempt(tried.attempt(), tried.startedAt(), took, true, null, null, null, null);
      case Entry.Failed failed ->
          new Attempt(
              tried.attempt(),
              tried.startedAt(),
              took,
              false,
              failed.cause().id(),
              redaction.error(failed),
              over ? null : failed.nextAt(),
              answer(failed));
    };
  }

  private @Nullable String answer(Entry.Failed failed) {
    var answer = failed.tried().answer();
    return answer == null ? null : ExactJson.text(redaction.answer(failed.spot().step(), answer));
  }

  /// As journaled; a large one was left out there and is rendered again from what is. Of a step
  /// that failed without one: what its expressions read, which is journaled with the steps before.
  private @Nullable String input(Spot spot, Entry.OfStep last) {
    var input = last.tried().input();
    if (input == null) input = rendered(spot);
    if (input != null) return ExactJson.text(redaction.input(spot.step(), input));
    if (!(last instanceof Entry.Failed failed) || readRoom <= 0) return null;
    var read = read(spot, failed);
    if (read == null) return null;
    String text = ExactJson.text(read);
    readRoom -= text.length();
    return readRoom < 0 ? null : text;
  }

  /// Masked.
  private @Nullable JsonNode read(Spot spot, Entry.Failed failed) {
    var node = plan.node(spot.step());
    boolean misfit = failed.cause() == ErrorClass.VALIDATION;
    if (!misfit && failed.cause() != ErrorClass.MAPPING) return null;
    if (misfit && node instanceof Node.Validate validate) return checked(spot, validate);
    var context = state.context(spot);
    var names = DataRead.names(node, context);
    if (names.isEmpty()) return null;
    return redaction.context(DataRead.part(context, names));
  }

  private @Nullable JsonNode checked(Spot spot, Node.Validate validate) {
    var value = validate.value();
    if (value == null) return redaction.message(state.message());
    try {
      return redaction.made(value, value.evaluate(state.context(spot), messageBytes));
    } catch (ExpressionFailed e) {
      return null;
    }
  }

  private @Nullable JsonNode rendered(Spot spot) {
    if (!(plan.node(spot.step()) instanceof Node.Call call)) return null;
    if (entries.stream().noneMatch(e -> e instanceof Entry.OfStep of && of.spot().equals(spot)))
      return null;
    try {
      return call.input().evaluate(state.context(spot), messageBytes);
    } catch (ExpressionFailed e) {
      return null;
    }
  }

  private void untried(
      Node node, boolean over, Map<Spot, List<Entry.OfStep>> bySpot, List<StepRun> steps) {
    var spot = Spot.of(node.place().index());
    var status =
        switch (state.phase(spot)) {
          case NEW, LEFT, LEAVING -> null;
          case RUNNING, RETRYING -> over ? null : StepStatus.RUNNING;
          case WAITING -> over ? null : StepStatus.WAITING;
          case COMPENSATED -> StepStatus.COMPENSATED;
          case SUCCEEDED -> StepStatus.SUCCEEDED;
          case FAILED -> StepStatus.FAILED;
          case SKIPPED -> StepStatus.SKIPPED;
        };
    if (status == null) return;
    var inside = bySpot.entrySet().stream().filter(entry -> isInside(node, entry.getKey().step()));
    var entriesInside = inside.flatMap(entry -> entry.getValue().stream()).toList();
    var began =
        entriesInside.stream().map(entry -> entry.tried().startedAt()).min(Instant::compareTo);
    var ended =
        entriesInside.stream().map(entry -> entry.tried().endedAt()).max(Instant::compareTo);
    var output = state.output(spot);
    steps.add(
        new StepRun(
            node.id(),
            "",
            status,
            began.orElseGet(this::latest),
            status == StepStatus.RUNNING ? null : ended.orElseGet(this::latest),
            null,
            output == null ? null : ExactJson.text(redaction.output(node.place().index(), output)),
            null,
            List.of(),
            List.of()));
  }

  private boolean isInside(Node block, int step) {
    int scope = plan.node(step).place().scope();
    while (plan.scope(scope).opener() != Place.END) {
      int opened = plan.scope(scope).opener();
      if (opened == block.place().index()) return true;
      scope = plan.node(opened).place().scope();
    }
    return false;
  }

  private Instant latest() {
    for (var entry : entries.reversed())
      if (entry instanceof Entry.OfStep of) return of.tried().endedAt();
    return acceptedAt;
  }
}
