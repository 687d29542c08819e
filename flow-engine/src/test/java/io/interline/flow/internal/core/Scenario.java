package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.PlanFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A run that is told what happened, line by line, and says what it wants done.
final class Scenario {

  static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Plan plan;
  private final List<Entry> journal = new ArrayList<>();
  private final Set<String> visited = new HashSet<>();
  private final RunState begun;
  private RunState state;
  private List<Effect> effects;

  Scenario(String steps) {
    this(PlanFixtures.of(steps));
  }

  private Scenario(Plan plan) {
    this(plan, RunLogic.begin(plan, message()));
  }

  /// The run that works on a part, or undoes what it did.
  Scenario(Plan plan, Transition from) {
    this.plan = plan;
    begun = from.state();
    state = from.state();
    effects = from.effects();
    visit(null, state);
  }

  /// Steps are named by their ids, inside of loops with the turns: `a[3.0]`.
  ///
  /// `ok step`, `way step number`, `fail step class [retry after seconds]`, `refused step seconds`,
  /// `due step`, `items step number`, `parts step number size`, `again step true|false`, `ask
  /// step TIME|EVENT|APPROVAL|RUN|START [milliseconds] [lenient]`, `answer step word`, `cancel
  /// undo|now`.
  Scenario tell(String line) {
    var before = state;
    var transition = RunLogic.next(state, event(line.split(" ")));
    state = transition.state();
    effects = transition.effects();
    for (var effect : effects) if (effect instanceof Effect.Record(var entry)) journal.add(entry);
    visit(before, state);
    return this;
  }

  RunState state() {
    return state;
  }

  /// The state as a node that took over would see it.
  RunState recovered() {
    return RunLogic.fold(begun, journal);
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
    return of.frames().values().stream()
        .flatMap(
            frame ->
                plan.nodes().stream()
                    .filter(node -> node.place().body() == frame.body().index())
                    .map(node -> frame.spot(node.place().index())))
        .map(spot -> name(spot) + "=" + of.phase(spot))
        .sorted()
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

  private void visit(@Nullable RunState before, RunState after) {
    for (var frame : after.frames().values())
      for (int step = frame.body().firstNode(); step < frame.body().endNode(); step++) {
        var spot = frame.spot(step);
        if (plan.node(step).place().body() != frame.body().index()) continue;
        var from = before == null ? Phase.NEW : before.phase(spot);
        if (from != after.phase(spot)) visited.add(from + ">" + after.phase(spot));
      }
  }

  Spot spot(String name) {
    int bracket = name.indexOf('[');
    if (bracket < 0) return Spot.of(plan.indexOf(name));
    var turns =
        Arrays.stream(name.substring(bracket + 1, name.length() - 1).split("[.]"))
            .map(Integer::valueOf)
            .toList();
    return new Spot(plan.indexOf(name.substring(0, bracket)), turns);
  }

  private String name(Spot spot) {
    String id = plan.node(spot.step()).id();
    return spot.turns().isEmpty() ? id : id + "[" + spot.turnsText() + "]";
  }

  private Event event(String[] words) {
    if (words[0].equals("cancel"))
      return new Event.CancelAsked(START, "enough", words[1].equals("undo"));
    var spot = spot(words[1]);
    return switch (words[0]) {
      case "ok" ->
          new Event.StepSucceeded(spot, tried(spot), JSON.objectNode().put("of", words[1]));
      case "way" ->
          new Event.StepSucceeded(
              spot, tried(spot), JSON.objectNode().put("case", Integer.parseInt(words[2])));
      case "fail" ->
          new Event.StepFailed(
              spot,
              tried(spot),
              ErrorClass.parse(words[2]),
              "no luck",
              words.length > 3 ? Duration.ofSeconds(Long.parseLong(words[3])) : null,
              0.5);
      case "refused" ->
          new Event.StepFailed(
              spot,
              tried(spot),
              ErrorClass.TRANSIENT,
              "rests",
              Duration.ofSeconds(Long.parseLong(words[2])),
              0.5,
              true);
      case "due" -> new Event.Due(spot, START.plus(Duration.ofDays(1)));
      case "early" -> new Event.Due(spot, START);
      case "items" -> {
        var items = JSON.arrayNode();
        for (int i = 0; i < Integer.parseInt(words[2]); i++) items.add("item" + i);
        yield new Event.LoopKnows(spot, tried(spot), items);
      }
      case "parts" -> {
        var items = JSON.arrayNode();
        for (int i = 0; i < Integer.parseInt(words[2]); i++) items.add("item" + i);
        var parts = JSON.objectNode().put("part", Integer.parseInt(words[3]));
        yield new Event.LoopKnows(spot, tried(spot), parts.set("items", items));
      }
      case "again" ->
          new Event.LoopKnows(spot, tried(spot), JSON.booleanNode(words[2].equals("true")));
      case "ask" -> new Event.StepAsks(spot, tried(spot), ask(words));
      case "answer" -> new Event.Answered(spot, START, answer(words[2]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static Ask ask(String[] words) {
    boolean lenient = words[words.length - 1].equals("lenient");
    boolean bounded = words.length > (lenient ? 4 : 3);
    var until = bounded ? START.plusMillis(Long.parseLong(words[3])) : null;
    return new Ask(
        Ask.Kind.valueOf(words[2]),
        until,
        !lenient,
        JSON.objectNode().put("failsWhenRejected", !lenient));
  }

  private static JsonNode answer(String word) {
    return switch (word) {
      case "approved", "rejected" ->
          JSON.objectNode().put("decision", word).put("by", "ada").put("comment", "no budget");
      case "SUCCEEDED", "DEAD" ->
          JSON.objectNode().put("status", word).put("output", "out").put("message", "it died");
      case "WORKED" -> {
        var part = JSON.objectNode().put("status", "SUCCEEDED").put("run", "r1");
        var output = part.putObject("output").put("count", 2).put("failed", 1);
        output.putArray("results").add("x").addNull();
        output.putArray("errors").addObject().put("index", 1);
        yield part;
      }
      case "CANCELLED" -> JSON.objectNode().put("status", word).put("message", "enough");
      case "BROKE" ->
          JSON.objectNode()
              .put("status", "DEAD")
              .put("step", "a")
              .put("kind", "permanent")
              .put("message", "no luck (item 3)");
      default -> JSON.textNode(word);
    };
  }

  private Tried tried(Spot spot) {
    return new Tried(state.attempt(spot), START, Duration.ZERO, null, List.of());
  }

  private String word(Effect effect) {
    return switch (effect) {
      case Effect.Begin(Spot spot, int attempt) -> "begin " + name(spot) + " #" + attempt;
      case Effect.WaitUntil(Spot spot, Instant due) ->
          "wait "
              + name(spot)
              + (due == null ? "" : " " + Duration.between(START, due).toMillis() + " ms");
      case Effect.Leave(Spot spot, Ask ask, boolean _) ->
          "leave " + name(spot) + (ask == null ? "" : " " + ask.kind());
      case Effect.MakeKnown(Spot spot, Ask ask, JsonNode _) ->
          "ask " + name(spot) + " " + ask.kind();
      case Effect.Respond _ -> "respond";
      case Effect.Record _ -> "record";
      case Effect.End(Outcome.Succeeded(var message, var _)) ->
          message == null ? "succeeded" : "succeeded: " + message;
      case Effect.End(Outcome.Dead(var why)) -> "dead at " + why.step() + " " + why.cause().id();
      case Effect.End(Outcome.Cancelled(var reason)) -> "cancelled: " + reason;
    };
  }
}
