package io.interline.flow.internal.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.Circuits.Circuit;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.util.Map;

/// Stands between steps and the systems that they call. Safe for many threads.
@FunctionalInterface
public interface CallGuard {

  /// Lets every call through.
  CallGuard OPEN = (_, _, call) -> call.make();

  /// Makes a call, unless the system behind the connection has to be spared.
  ///
  /// @param retry whether it was tried before
  /// @throws CallRefused when the call was not made
  JsonNode call(Target target, boolean retry, GuardedCall call)
      throws CallRefused, ConnectorException, InterruptedException;

  /// Connections of all tenants whose calls fail on this node, so that they are held back.
  default Map<Target, Circuit> failing() {
    return Map.of();
  }

  /// A connection.
  record Target(TenantId tenant, Environment environment, String alias) {}

  /// What goes out.
  @FunctionalInterface
  interface GuardedCall {

    /// @throws InterruptedException when nobody wants the answer any more
    JsonNode make() throws ConnectorException, InterruptedException;
  }
}
