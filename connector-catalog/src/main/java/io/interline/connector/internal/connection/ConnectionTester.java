package io.interline.connector.internal.connection;

import io.interline.connector.Connections.TestResult;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.internal.call.HubCall;
import io.interline.connector.internal.call.OpenConnection;
import io.interline.connector.internal.network.GuardedNetwork;
import io.interline.connector.spi.Connector;
import io.interline.connector.spi.ConnectorException;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Tries connections. Holds no transaction while it waits for the other system.
@Component
class ConnectionTester {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTester.class);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final GuardedNetwork network;
  private final Clock clock;
  private final Supplier<UUID> ids;

  ConnectionTester(GuardedNetwork network, Clock clock, Supplier<UUID> ids) {
    this.network = network;
    this.clock = clock;
    this.ids = ids;
  }

  TestResult test(
      Connector connector,
      OpenConnection connection,
      TenantId tenant,
      Environment environment,
      String alias) {
    var context =
        new CallContext(
            tenant,
            environment,
            alias,
            "test-" + ids.get(),
            clock.instant().plus(LONGEST),
            line -> {});
    long start = System.nanoTime();
    try {
      String line = connector.testConnection(new HubCall(network, clock, context, connection));
      return result(true, connection.scrubber().clean(line), start);
    } catch (ConnectorException e) {
      return result(false, String.valueOf(connection.scrubber().clean(e).getMessage()), start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DomainException(
          DomainException.Kind.UNAVAILABLE,
          "test-interrupted",
          "The test was cut short; try again.");
    } catch (RuntimeException e) {
      LOG.warn(
          "connection test failed connector={} kind={}",
          connection.connector(),
          e.getClass().getName());
      return result(false, "The connector failed of itself; the hub's log says more.", start);
    }
  }

  private TestResult result(boolean ok, String message, long start) {
    long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
    // As precise as the database keeps it.
    return new TestResult(ok, message, took, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
