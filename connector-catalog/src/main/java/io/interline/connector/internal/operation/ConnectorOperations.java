package io.interline.connector.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.CallLimits;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.internal.call.OpenConnections;
import io.interline.connector.internal.network.GuardedNetwork;
import io.interline.connector.internal.registry.ConnectorRegistry;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.internal.schema.RecordBinder;
import io.interline.connector.spi.Action;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/// Operations of the connectors that the registry found.
@Service
public class ConnectorOperations implements Operations {

  private final ConnectorRegistry registry;
  private final OpenConnections connections;
  private final GuardedNetwork network;
  private final Clock clock;
  private final ConcurrentHashMap<OperationRef, ActionHandle> handles = new ConcurrentHashMap<>();

  public ConnectorOperations(
      ConnectorRegistry registry,
      OpenConnections connections,
      GuardedNetwork network,
      Clock clock) {
    this.registry = registry;
    this.connections = connections;
    this.network = network;
    this.clock = clock;
  }

  @Override
  public ActionHandle action(OperationRef ref) {
    return handles.computeIfAbsent(
        ref,
        wanted ->
            handle(
                wanted,
                registry
                    .action(wanted)
                    .orElseThrow(() -> new IllegalArgumentException("no action " + wanted))));
  }

  private <I extends Record> ActionHandle handle(OperationRef ref, Action<I, ?> action) {
    return new RecordAction<>(
        ref,
        action,
        FieldPlaces.of(action.input()),
        new RecordBinder<>(action.input()),
        connections,
        network,
        clock);
  }

  @Override
  public WebhookHandle webhook(OperationRef ref, JsonNode config) throws ConnectorException {
    if (!(registry.trigger(ref).orElse(null) instanceof Trigger.Webhook<?> webhook))
      throw new IllegalArgumentException("no webhook trigger " + ref);
    return bound(ref, webhook, config);
  }

  private <C extends Record> WebhookHandle bound(
      OperationRef ref, Trigger.Webhook<C> webhook, JsonNode config) throws ConnectorException {
    return new BoundWebhook<>(webhook, bind(ref, webhook.config(), config), connections, clock);
  }

  @Override
  public Timetable timetable(OperationRef ref, JsonNode config) throws ConnectorException {
    if (!(registry.trigger(ref).orElse(null) instanceof Trigger.Schedule<?> schedule))
      throw new IllegalArgumentException("no schedule trigger " + ref);
    return timetable(ref, schedule, config);
  }

  private static <C extends Record> Timetable timetable(
      OperationRef ref, Trigger.Schedule<C> schedule, JsonNode config) throws ConnectorException {
    return schedule.timetable(bind(ref, schedule.config(), config));
  }

  @Override
  public PollHandle poll(OperationRef ref, JsonNode config) throws ConnectorException {
    if (!(registry.trigger(ref).orElse(null) instanceof Trigger.Polling<?, ?> polling))
      throw new IllegalArgumentException("no polling trigger " + ref);
    return bound(ref, polling, config);
  }

  private <C extends Record, K extends Record> PollHandle bound(
      OperationRef ref, Trigger.Polling<C, K> polling, JsonNode config) throws ConnectorException {
    var bound = bind(ref, polling.config(), config);
    return new BoundPolling<>(
        polling,
        bound,
        new RecordBinder<>(polling.cursor()),
        new TriggerCalls(ref, polling.connection(bound), connections, network, clock));
  }

  @Override
  public StreamHandle stream(OperationRef ref, JsonNode config) throws ConnectorException {
    if (!(registry.trigger(ref).orElse(null) instanceof Trigger.Stream<?> stream))
      throw new IllegalArgumentException("no stream trigger " + ref);
    return bound(ref, stream, config);
  }

  private <C extends Record> StreamHandle bound(
      OperationRef ref, Trigger.Stream<C> stream, JsonNode config) throws ConnectorException {
    var bound = bind(ref, stream.config(), config);
    return new BoundStream<>(
        stream,
        bound,
        new TriggerCalls(ref, stream.connection(bound), connections, network, clock));
  }

  private static <C extends Record> C bind(OperationRef ref, Class<C> type, JsonNode config)
      throws ConnectorException {
    try {
      return new RecordBinder<>(type).bind(config);
    } catch (BindException e) {
      throw new ConnectorException.Permanent(ref + ": " + e.text(), null);
    }
  }

  @Override
  public CallLimits limits(TenantId tenant, Environment environment, String connection)
      throws ConnectorException {
    return connections.open(tenant, environment, connection).limits();
  }

  @Override
  public boolean allowsPrivateAddresses() {
    return network.allowsPrivateAddresses();
  }
}
