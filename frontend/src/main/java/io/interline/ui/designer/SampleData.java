package io.interline.ui.designer;

import io.interline.flow.Runs.StepRun;
import io.interline.flow.TestBench;
import io.interline.flow.TestBench.TestRun;
import io.interline.ui.canvas.StepKind;
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
  private Map<String, StepRun> results = Map.of();

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
    lastRun = null;
    results = Map.of();
  }

  void tested(TestRun run) {
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
  }

  /// What a step sees: the message and the outputs of the steps before it, as far as they are
  /// known.
  ///
  /// @param step absent for what the last step would see
  ObjectNode contextFor(JsonNode document, @Nullable String step) {
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
