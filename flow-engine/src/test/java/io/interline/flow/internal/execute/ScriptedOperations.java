package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Trigger.Timetable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Operations that do what a test says.
final class ScriptedOperations implements Operations {

  private final List<Made> calls = new CopyOnWriteArrayList<>();
  private volatile Script script = (input, _) -> input;

  @FunctionalInterface
  interface Script {
    JsonNode run(JsonNode input, CallContext context)
        throws ConnectorException, InterruptedException;
  }

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
    return new ActionHandle() {
      @Override
      public Effect effect() {
        return Effect.WRITE;
      }

      @Override
      public BoundCall bind(JsonNode input) {
        return new BoundCall() {
          @Override
          public Effect effect() {
            return Effect.WRITE;
          }

          @Override
          public JsonNode invoke(CallContext context)
              throws ConnectorException, InterruptedException {
            calls.add(new Made(input, context.idempotencyKey()));
            return script.run(input, context);
          }
        };
      }
    };
  }

  @Override
  public WebhookHandle webhook(OperationRef trigger, JsonNode config) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timetable timetable(OperationRef trigger, JsonNode config) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PollHandle poll(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamHandle stream(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean allowsPrivateAddresses() {
    return true;
  }
}
