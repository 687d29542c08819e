package io.interline.ui.designer;

import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.Status;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.TestBench;
import io.interline.flow.TestBench.TestRun;
import io.interline.ui.canvas.StepKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The message that the designer tries things on, and what the steps made of it: results of the
/// last test, and of mappings what they give now. For one thread at a time.
final class SampleData {

  private final TestBench bench;
  private String sample;
  private @Nullable TestRun lastRun;
  private @Nullable RunSummary origin;
  private Map<String, List<StepRun>> results = Map.of();

  // Every field of a form asks for the same context: mappings are evaluated once for all.
  private final Map<String, ObjectNode> contexts = new HashMap<>();
  private @Nullable JsonNode known;

  SampleData(TestBench bench, String sample) {
    this.bench = bench;
    this.sample = sample;
  }

  /// The message, as it was typed.
  String text() {
    return sample;
  }

  /// Takes another message; results of the one before are forgotten.
  void text(String changed) {
    if (changed.equals(sample)) return;
    sample = changed;
    contexts.clear();
    origin = null;
    lastRun = null;
    results = Map.of();
  }

  /// Takes the message of a run, and its results as those of the last test.
  void opened(RunDetail run) {
    var summary = run.summary();
    text(DocumentJson.pretty(run.payload()));
    var error = summary.error();
    var why = error == null ? "The run has not succeeded." : error;
    tested(TestRun.ended(summary.status() == Status.SUCCEEDED ? null : why, run.steps()));
    origin = summary;
  }

  /// The run that message and results are of; empty for a message that was typed, or once the flow
  /// has been tested on it.
  Optional<RunSummary> origin() {
    return Optional.ofNullable(origin);
  }

  void tested(TestRun run) {
    origin = null;
    contexts.clear();
    lastRun = run;
    var byStep = new LinkedHashMap<String, List<StepRun>>();
    for (var step : run.steps())
      byStep.computeIfAbsent(step.step(), s -> new ArrayList<>()).add(step);
    results = byStep;
  }

  Optional<TestRun> lastRun() {
    return Optional.ofNullable(lastRun);
  }

  /// What a step did; inside a loop, in the first turn.
  Optional<StepRun> result(String step) {
    return turns(step).stream().findFirst();
  }

  /// What a step did, in each turn of the loops around it.
  List<StepRun> turns(String step) {
    return results.getOrDefault(step, List.of());
  }

  /// What all steps did, by their ids.
  Map<String, List<StepRun>> results() {
    return results;
  }

  /// A renamed step keeps its result.
  void renamed(String from, String to) {
    var kept = new LinkedHashMap<>(results);
    var result = kept.remove(from);
    if (result != null) kept.put(to, result);
    results = kept;
    contexts.clear();
  }

  /// What a step sees: the message and the outputs of the steps before it, as far as they are
  /// known. Not to be changed.
  ///
  /// @param step absent for what the last step would see
  ObjectNode contextFor(JsonNode document, @Nullable String step) {
    if (document != known) contexts.clear();
    known = document;
    var key = step == null ? "" : step;
    var context = contexts.get(key);
    if (context == null) contexts.put(key, context = context(document, step));
    return context;
  }

  private ObjectNode context(JsonNode document, @Nullable String step) {
    var context = JsonNodeFactory.instance.objectNode();
    context.set(DocumentTree.triggerId(document), parse(sample));
    if (step == null) {
      for (var each : DocumentTree.steps(document))
        output(each, context).ifPresent(o -> context.set(each.id(), o));
      return context;
    }
    var sight = Sight.of(document, step);
    for (var seen : sight.steps()) {
      var id = seen.step().id();
      if (seen.around()) context.set(id, turn(seen.step().step(), context));
      else output(seen.step(), context).ifPresent(o -> context.set(id, o));
    }
    // Whether it repeats is looked at after a turn, of which it sees the end.
    DocumentTree.find(document, step)
        .filter(own -> StepKind.of(own.step()) == StepKind.REPEAT)
        .ifPresent(own -> context.set(step, turn(own.step(), context)));
    if (sight.error()) context.set("error", failure());
    return context;
  }

  /// What a loop gives to the steps inside, in its first turn.
  private ObjectNode turn(JsonNode loop, ObjectNode context) {
    var turn = JsonNodeFactory.instance.objectNode();
    if (StepKind.of(loop) == StepKind.REPEAT) {
      var body = loop.path("do");
      var last = body.isEmpty() ? "" : body.get(body.size() - 1).path("id").asString("");
      turn.put("index", 0);
      return turn.set(
          "last", result(last).map(StepRun::output).map(SampleData::parse).orElse(null));
    }
    var items = loop.path("forEach").asString("");
    var value =
        items.isBlank()
            ? null
            : bench
                .preview(items, TestBench.Language.TEMPLATE, DocumentJson.write(context))
                .value();
    var list = parse(value);
    turn.set("item", list.isArray() && !list.isEmpty() ? list.get(0) : null);
    return turn.put("index", 0);
  }

  /// What failed in the last test, or words in its place.
  private ObjectNode failure() {
    var error = JsonNodeFactory.instance.objectNode();
    for (var step : steps()) {
      if (step.status() != Runs.StepStatus.FAILED) continue;
      var attempts = step.attempts();
      var kind = attempts.isEmpty() ? null : attempts.getLast().errorClass();
      return error
          .put("step", step.step())
          .put("kind", kind == null ? "permanent" : kind)
          .put("message", step.error() == null ? "" : step.error());
    }
    return error
        .put("step", "the step that failed")
        .put("kind", "permanent")
        .put("message", "what went wrong");
  }

  private Optional<JsonNode> output(DocumentTree.Located step, ObjectNode context) {
    if (StepKind.of(step.step()) == StepKind.MAP) {
      var preview =
          bench.preview(
              step.step().path("map").asString(""),
              TestBench.Language.JSLT,
              DocumentJson.write(context));
      var value = preview.value();
      if (value != null) return Optional.of(parse(value));
    }
    return result(step.id()).map(StepRun::output).map(SampleData::parse);
  }

  private static JsonNode parse(@Nullable String json) {
    try {
      return json == null || json.isBlank()
          ? JsonNodeFactory.instance.objectNode()
          : DocumentJson.read(json);
    } catch (JacksonException unfinished) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /// What the run's steps say, in the order in which they ran.
  List<StepRun> steps() {
    return lastRun == null ? List.of() : lastRun.steps();
  }
}
