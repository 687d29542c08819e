package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.internal.core.ScopeState.Standing;
import io.interline.flow.internal.plan.Node;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What blocks put out.
final class Results {

  private Results() {}

  /// Of a parallel block, one object for each branch: `{"ok": true}`, or what went wrong.
  static JsonNode of(Frame frame, Node.Fork fork) {
    var result = JsonNodeFactory.instance.arrayNode();
    for (int scope : fork.scopes()) {
      var branch = frame.scope(scope);
      var entry = result.addObject().put("ok", branch.standing() == Standing.SUCCEEDED);
      if (branch.failure() != null) put(entry, branch.failure());
    }
    return result;
  }

  /// Of a block that catches failures: `{"ok": true}`, or what was caught.
  static JsonNode of(Held.Guarded guarded) {
    var result = JsonNodeFactory.instance.objectNode().put("ok", guarded.caught() == null);
    if (guarded.caught() != null) put(result, guarded.caught());
    return result;
  }

  /// Of a loop: `count`, and what the turns put out: `last`, or `results`, `failed` and `errors`.
  static JsonNode of(Held.Turns turns) {
    var result = JsonNodeFactory.instance.objectNode().put("count", turns.next());
    if (turns.items() == null)
      return result.set("last", turns.last() == null ? result.nullNode() : turns.last());
    if (turns.part() > 0) return ofParts(turns, turns.items().size());
    int first = turns.first();
    var outputs = new @Nullable JsonNode[turns.next() - first];
    var failures = new @Nullable Failure[turns.next() - first];
    int failed = 0;
    for (var turn = turns.ended(); turn != null; turn = turn.before()) {
      outputs[turn.index() - first] = turn.output();
      failures[turn.index() - first] = turn.failure();
      if (turn.failure() != null) failed++;
    }
    result.put("count", outputs.length);
    result.put("failed", failed);
    var results = result.putArray("results");
    var errors = result.putArray("errors");
    for (int i = 0; i < outputs.length; i++) {
      var output = outputs[i];
      var failure = failures[i];
      results.add(failure != null || output == null ? result.nullNode() : output);
      if (failure != null) put(errors.addObject().put("index", first + i), failure);
    }
    return result;
  }

  /// Of a loop over a large list: as if its parts were none.
  private static JsonNode ofParts(Held.Turns turns, int count) {
    var result = JsonNodeFactory.instance.objectNode().put("count", count);
    result.put("failed", turns.failed());
    var results = result.putArray("results");
    var errors = result.putArray("errors");
    var parts = new ArrayDeque<JsonNode>();
    for (var turn = turns.ended(); turn != null; turn = turn.before())
      if (turn.output() != null) parts.push(turn.output());
    for (var part : parts) {
      for (var output : part.path("results")) results.add(output);
      for (var error : part.path("errors")) errors.add(error);
    }
    return result;
  }

  /// About how many bytes a value takes.
  static long weigh(JsonNode value) {
    long weight = 8;
    if (value.isTextual()) weight += value.textValue().length();
    for (var field : value.properties()) weight += field.getKey().length();
    for (var child : value) weight += weigh(child);
    return weight;
  }

  private static void put(ObjectNode entry, Failure failure) {
    entry
        .put("step", failure.step())
        .put("kind", failure.cause().id())
        .put("message", failure.message());
  }
}
