package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.internal.core.ScopeState.Standing;
import io.interline.flow.internal.plan.Node;
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
    var outputs = new @Nullable JsonNode[turns.next()];
    var failures = new @Nullable Failure[turns.next()];
    for (var turn = turns.ended(); turn != null; turn = turn.before()) {
      outputs[turn.index()] = turn.output();
      failures[turn.index()] = turn.failure();
    }
    result.put("failed", turns.failed());
    var results = result.putArray("results");
    var errors = result.putArray("errors");
    for (int i = 0; i < outputs.length; i++) {
      var output = outputs[i];
      var failure = failures[i];
      results.add(failure != null || output == null ? result.nullNode() : output);
      if (failure != null) put(errors.addObject().put("index", i), failure);
    }
    return result;
  }

  private static void put(ObjectNode entry, Failure failure) {
    entry
        .put("step", failure.step())
        .put("kind", failure.cause().id())
        .put("message", failure.message());
  }
}
