package io.interline.connector.internal.operation;

import io.interline.connector.OperationRef;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.internal.call.HubCall;
import io.interline.connector.internal.call.OpenConnection;
import io.interline.connector.internal.call.OpenConnections;
import io.interline.connector.internal.call.Scrubber;
import io.interline.connector.internal.network.GuardedNetwork;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls triggers of connectors: through their connection, and with their errors cleaned of
/// secrets.
///
/// @param alias of the connection that the configuration names
record TriggerCalls(
    OperationRef ref,
    Optional<String> alias,
    OpenConnections connections,
    GuardedNetwork network,
    Clock clock) {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerCalls.class);

  /// Work with the other system.
  @FunctionalInterface
  interface Work<T> {
    T with(Call call) throws ConnectorException, InterruptedException;
  }

  /// Work that has its call already.
  @FunctionalInterface
  interface Guarded<T> {
    T run() throws ConnectorException, InterruptedException;
  }

  <T> T call(CallContext context, Work<T> work) throws ConnectorException, InterruptedException {
    var connection = connection(context);
    var named =
        new CallContext(
            context.tenant(),
            context.environment(),
            alias.orElse(null),
            context.idempotencyKey(),
            context.deadline(),
            context.log());
    return guarded(
        scrubber(connection), () -> work.with(new HubCall(network, clock, named, connection)));
  }

  <T> T guarded(Scrubber scrubber, Guarded<T> work)
      throws ConnectorException, InterruptedException {
    try {
      return work.run();
    } catch (ConnectorException e) {
      throw scrubber.clean(e);
    } catch (RuntimeException e) {
      if (scrubber.isClean(e)) LOG.warn("connector failed trigger={}", ref, e);
      else LOG.warn("connector failed trigger={} kind={}", ref, e.getClass().getName());
      throw new Permanent(ref + ": the connector failed of itself; the hub's log says more.", null);
    }
  }

  Scrubber scrubber(CallContext context) throws ConnectorException {
    return scrubber(connection(context));
  }

  private static Scrubber scrubber(@Nullable OpenConnection connection) {
    return connection == null ? Scrubber.NONE : connection.scrubber();
  }

  private @Nullable OpenConnection connection(CallContext context) throws ConnectorException {
    if (alias.isEmpty()) return null;
    var connection = connections.open(context.tenant(), context.environment(), alias.get());
    if (!connection.connector().equals(ref.connector()))
      throw new Permanent(
          ref + ": the connection '" + alias.get() + "' is one of " + connection.connector(), null);
    return connection;
  }
}
