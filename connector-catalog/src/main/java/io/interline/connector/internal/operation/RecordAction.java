package io.interline.connector.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations.ActionHandle;
import io.interline.connector.Operations.BoundCall;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.internal.call.HubCall;
import io.interline.connector.internal.call.OpenConnection;
import io.interline.connector.internal.call.OpenConnections;
import io.interline.connector.internal.call.Scrubber;
import io.interline.connector.internal.network.GuardedNetwork;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.internal.schema.RecordBinder;
import io.interline.connector.internal.schema.RecordWriter;
import io.interline.connector.json.ExactJson;
import io.interline.connector.spi.Action;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Transient;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Field;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An action behind its input record.
record RecordAction<I extends Record>(
    OperationRef ref,
    Action<I, ?> action,
    FieldPlaces places,
    RecordBinder<I> binder,
    OpenConnections connections,
    GuardedNetwork network,
    Clock clock)
    implements ActionHandle {

  private static final Logger LOG = LoggerFactory.getLogger(RecordAction.class);

  @Override
  public Effect effect() {
    return action.effect();
  }

  @Override
  public Map<String, Field.Place> places(JsonNode input) {
    return places.in(input);
  }

  @Override
  public BoundCall bind(JsonNode input) throws ConnectorException {
    try {
      var bound = binder.bind(input);
      return new Bound(bound, action.effect(bound));
    } catch (BindException e) {
      throw new Permanent(ref + ": " + e.text(), null);
    }
  }

  private final class Bound implements BoundCall {

    private final I input;
    private final Effect effect;

    Bound(I input, Effect effect) {
      this.input = input;
      this.effect = effect;
    }

    @Override
    public Effect effect() {
      return effect;
    }

    @Override
    public JsonNode invoke(CallContext context) throws ConnectorException, InterruptedException {
      if (!clock.instant().isBefore(context.deadline()))
        throw new Transient(ref + ": the time of the step is over", null);
      var connection = connection(context);
      var scrubber = connection == null ? Scrubber.NONE : connection.scrubber();
      try {
        var output =
            RecordWriter.write(action.run(input, new HubCall(network, clock, context, connection)));
        return taken(scrubber.clean(output));
      } catch (ConnectorException e) {
        throw scrubber.clean(e);
      } catch (RuntimeException e) {
        if (scrubber.isClean(e)) LOG.warn("connector failed operation={}", ref, e);
        else LOG.warn("connector failed operation={} kind={}", ref, e.getClass().getName());
        throw new Permanent(
            ref + ": the connector failed of itself; the hub's log says more.", null);
      }
    }
  }

  /// The one door of what other systems answer, whatever the connector made of it.
  private JsonNode taken(JsonNode output) throws Permanent {
    var problem = ExactJson.problem(output);
    if (problem.isEmpty()) return output;
    throw new Permanent(
        ref + ": the answer " + problem.get() + "; the hub cannot keep it. The call was made.",
        null);
  }

  private @Nullable OpenConnection connection(CallContext context) throws ConnectorException {
    String alias = context.connection();
    if (alias != null) {
      var connection = connections.open(context.tenant(), context.environment(), alias);
      if (!connection.connector().equals(ref.connector()))
        throw new Permanent(
            ref + ": the connection '" + alias + "' is one of " + connection.connector(), null);
      return connection;
    }
    if (action.needsConnection()) throw new Permanent(ref + ": the step names no connection", null);
    return null;
  }
}
