package io.interline.flow.internal.check;

import io.interline.connector.Connections;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Connections of tenants, in memory; only [#list] is answered.
public final class FakeConnections implements Connections {

  private final Map<TenantId, List<Connection>> byTenant = new ConcurrentHashMap<>();

  /// Binds an alias in environments of the tenant in scope.
  public void bind(String alias, String connector, Environment... environments) {
    for (var environment : environments)
      byTenant
          .computeIfAbsent(TenantScope.tenant(), _ -> new CopyOnWriteArrayList<>())
          .add(
              new Connection(
                  alias,
                  environment,
                  alias,
                  connector,
                  "none",
                  Map.of(),
                  Set.of(),
                  1,
                  Instant.EPOCH,
                  null));
  }

  @Override
  public List<Connection> list() {
    return List.copyOf(byTenant.getOrDefault(TenantScope.tenant(), List.of()));
  }

  @Override
  public Connection get(String alias, Environment environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Connection save(ConnectionSettings settings, @Nullable Integer version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String alias, Environment environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TestResult test(String alias, Environment environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TestResult test(ConnectionSettings settings) {
    throw new UnsupportedOperationException();
  }
}
