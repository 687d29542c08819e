package io.interline.flow.internal.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interline.connector.CallLimits;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.Circuits.Circuit;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The circuits of this node: one for each connection that was called within a day.
@Component
class ConnectionGuards implements CallGuard {

  private static final int MOST = 20_000;

  private final Operations operations;
  private final Clock clock;
  private final Counter refusals;
  private final Cache<Target, ConnectionCircuit> circuits =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofDays(1)).build();

  ConnectionGuards(Operations operations, Clock clock, ObjectProvider<MeterRegistry> meters) {
    this.operations = operations;
    this.clock = clock;
    var registry = meters.getIfAvailable(SimpleMeterRegistry::new);
    this.refusals =
        Counter.builder("interline.guard.refused")
            .description("Calls that were held back to spare the other system")
            .register(registry);
    registry.gauge(
        "interline.guard.open",
        circuits,
        all -> all.asMap().values().stream().filter(ConnectionCircuit::isOpen).count());
  }

  @Override
  public JsonNode call(Target target, boolean retry, GuardedCall call)
      throws CallRefused, ConnectorException, InterruptedException {
    var limits = operations.limits(target.tenant(), target.environment(), target.alias());
    try {
      return circuit(target, limits).call(retry, call);
    } catch (CallRefused e) {
      refusals.increment();
      throw e;
    }
  }

  /// Those of a tenant, in no order.
  List<Circuit> of(TenantId tenant) {
    return circuits.asMap().values().stream()
        .filter(circuit -> circuit.target().tenant().equals(tenant))
        .map(ConnectionCircuit::show)
        .toList();
  }

  /// Those of all tenants whose calls fail, so that they are held back; not those that somebody
  /// opened.
  @Override
  public Map<Target, Circuit> failing() {
    var failing = new HashMap<Target, Circuit>();
    for (var circuit : circuits.asMap().values())
      if (circuit.isOpen() && !circuit.isForced()) failing.put(circuit.target(), circuit.show());
    return failing;
  }

  /// Absent when the connection was not called.
  Optional<Circuit> find(TenantId tenant, Environment environment, String alias) {
    return Optional.ofNullable(circuits.getIfPresent(new Target(tenant, environment, alias)))
        .map(ConnectionCircuit::show);
  }

  Circuit close(Target target) {
    var circuit = circuit(target, limits(target));
    circuit.close();
    return circuit.show();
  }

  Circuit forceOpen(Target target) {
    var circuit = circuit(target, limits(target));
    circuit.forceOpen();
    return circuit.show();
  }

  /// What an uncalled connection looks like.
  Circuit fresh(Target target) {
    return new ConnectionCircuit(target, limits(target), clock).show();
  }

  private CallLimits limits(Target target) {
    try {
      return operations.limits(target.tenant(), target.environment(), target.alias());
    } catch (ConnectorException e) {
      return CallLimits.DEFAULT;
    }
  }

  /// Begins anew when somebody changed the limits, but stays stopped when it was.
  private ConnectionCircuit circuit(Target target, CallLimits limits) {
    var found = circuits.getIfPresent(target);
    if (found != null && found.limits().equals(limits)) return found;
    return circuits
        .asMap()
        .compute(
            target,
            (_, before) -> {
              if (before != null && before.limits().equals(limits)) return before;
              var circuit = new ConnectionCircuit(target, limits, clock);
              if (before != null && before.isForced()) circuit.forceOpen();
              return circuit;
            });
  }
}
