package io.interline.ui.designer;

import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.Status;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.TestBench;
import io.interline.flow.TestBench.TestRun;
import io.interline.ui.canvas.StepKind;
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
  private Map<String, StepRun> results = Map.of();

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
    tested(new TestRun(summary.status() == Status.SUCCEEDED, summary.error(), run.steps()));
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
    var byStep = new LinkedHashMap<String, StepRun>();
    for (var step : run.steps()) byStep.put(step.step(), step);
    results = byStep;
  }

  Optional<TestRun> lastRun() {
    return Optional.ofNullable(lastRun);
  }

  Optional<StepRun> result(String step) {
    return Optional.ofNullable(results.get(step));
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
    var before = step == null ? DocumentTree.steps(document) : DocumentTree.before(document, step);
    for (var each : before) output(each, context).ifPresent(o -> context.set(each.id(), o));
    return context;
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
