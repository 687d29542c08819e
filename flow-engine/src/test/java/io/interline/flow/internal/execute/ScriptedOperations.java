package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.connector.testkit.NoOperations;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Operations that do what a test says.
final class ScriptedOperations extends NoOperations {

  private final List<Made> calls = new CopyOnWriteArrayList<>();
  private volatile Script script = (input, _) -> input;

  record Made(JsonNode input, String key) {}

  void does(Script script) {
    this.script = script;
  }

  /// All calls so far.
  List<Made> calls() {
    return List.copyOf(calls);
  }

  @Override
  public ActionHandle action(OperationRef ref) {
    return action(
        (input, context) -> {
          calls.add(new Made(input, context.idempotencyKey()));
          return script.run(input, context);
        });
  }
}
