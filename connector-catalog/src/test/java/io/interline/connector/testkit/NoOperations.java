package io.interline.connector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Trigger.Timetable;

/// Operations that do nothing, and allow private addresses. A test overrides what it needs:
///
/// ```java
/// new NoOperations() {
///   @Override
///   public ActionHandle action(OperationRef ref) {
///     return action((input, context) -> input);
///   }
/// };
/// ```
public class NoOperations implements Operations {

  /// What a call does.
  @FunctionalInterface
  public interface Script {
    JsonNode run(JsonNode input, CallContext context)
        throws ConnectorException, InterruptedException;
  }

  /// An action that takes every input, writes, and does what the script says.
  public static ActionHandle action(Script script) {
    return new ScriptedAction(script);
  }

  @Override
  public ActionHandle action(OperationRef ref) {
    throw notExpected(ref);
  }

  @Override
  public WebhookHandle webhook(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw notExpected(trigger);
  }

  @Override
  public Timetable timetable(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw notExpected(trigger);
  }

  @Override
  public PollHandle poll(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw notExpected(trigger);
  }

  @Override
  public StreamHandle stream(OperationRef trigger, JsonNode config) throws ConnectorException {
    throw notExpected(trigger);
  }

  @Override
  public boolean allowsPrivateAddresses() {
    return true;
  }

  private static UnsupportedOperationException notExpected(OperationRef ref) {
    return new UnsupportedOperationException("this test does not expect " + ref);
  }

  private record ScriptedAction(Script script) implements ActionHandle {

    @Override
    public Effect effect() {
      return Effect.WRITE;
    }

    @Override
    public BoundCall bind(JsonNode input) {
      return new ScriptedCall(script, input);
    }
  }

  private record ScriptedCall(Script script, JsonNode input) implements BoundCall {

    @Override
    public Effect effect() {
      return Effect.WRITE;
    }

    @Override
    public JsonNode invoke(CallContext context) throws ConnectorException, InterruptedException {
      return script.run(input, context);
    }
  }
}
