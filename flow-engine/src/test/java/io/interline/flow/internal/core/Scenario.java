package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.PlanFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A run that is told what happened, line by line, and says what it wants done.
final class Scenario {

  static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Plan plan;
  private final List<Entry> journal = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();
  private RunState state;
  private List<Effect> effects;

  Scenario(String steps) {
    plan = PlanFixtures.of(steps);
    var begun = RunLogic.begin(plan, message());
    state = begun.state();
    effects = begun.effects();
    for (int step = 0; step < plan.nodes().size(); step++) visit(Phase.NEW, state.phase(step));
  }

  /// `ok step`, `way step number`, `fail step class [retry after seconds]` or `due step`.
  Scenario tell(String line) {
    var before = state;
    var transition = RunLogic.next(state, event(line.split(" ")));
    state = transition.state();
    effects = transition.effects();
    for (var effect : effects) if (effect instanceof Effect.Record(var entry)) journal.add(entry);
    for (int step = 0; step < plan.nodes().size(); step++)
      visit(before.phase(step), state.phase(step));
    return this;
  }

  RunState state() {
    return state;
  }

  /// The state as a node that took over would see it.
  RunState recovered() {
    return RunLogic.fold(plan, message(), journal);
  }

  /// Effects of the last line but the journal's.
  String effects() {
    return words(effects);
  }

  String words(List<Effect> all) {
    return all.stream()
        .filter(effect -> !(effect instanceof Effect.Record))
        .map(this::word)
        .collect(Collectors.joining(", "));
  }

  String phases(RunState of) {
    return plan.nodes().stream()
        .map(node -> node.id() + "=" + of.phase(node.place().index()))
        .collect(Collectors.joining(" "));
  }

  List<Entry> journal() {
    return journal;
  }

  Plan plan() {
    return plan;
  }

  /// Transitions of steps that were seen, as `FROM>TO`.
  Set<String> visited() {
    return visited;
  }

  static JsonNode message() {
    return JSON.objectNode().put("id", 7);
  }

  private void visit(Phase from, Phase to) {
    if (from != to) visited.add(from + ">" + to);
  }

  private Event event(String[] words) {
    int step = plan.indexOf(words[1]);
    return switch (words[0]) {
      case "ok" ->
          new Event.StepSucceeded(step, tried(step), JSON.objectNode().put("of", words[1]));
      case "way" ->
          new Event.StepSucceeded(
              step, tried(step), JSON.objectNode().put("case", Integer.parseInt(words[2])));
      case "fail" ->
          new Event.StepFailed(
              step,
              tried(step),
              ErrorClass.parse(words[2]),
              "no luck",
              words.length > 3 ? Duration.ofSeconds(Long.parseLong(words[3])) : null,
              0.5);
      case "due" -> new Event.RetryDue(step);
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private Tried tried(int step) {
    return new Tried(state.attempt(step), START, Duration.ZERO, null, List.of());
  }

  private String word(Effect effect) {
    return switch (effect) {
      case Effect.Begin(int step, int attempt) -> "begin " + id(step) + " #" + attempt;
      case Effect.WaitUntil(int step, Instant due) ->
          "wait " + id(step) + " " + Duration.between(START, due).toMillis() + " ms";
      case Effect.Leave(int step) -> "leave " + id(step);
      case Effect.Record _ -> "record";
      case Effect.End(Outcome.Succeeded(var message)) ->
          message == null ? "succeeded" : "succeeded: " + message;
      case Effect.End(Outcome.Dead(var why)) -> "dead at " + why.step() + " " + why.cause().id();
    };
  }

  private String id(int step) {
    return plan.node(step).id();
  }
}
