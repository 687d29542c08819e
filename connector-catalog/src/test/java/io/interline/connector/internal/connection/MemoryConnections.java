package io.interline.connector.internal.connection;

import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.internal.call.OpenConnection;
import io.interline.connector.internal.call.OpenConnections;
import io.interline.connector.internal.registry.ConnectorRegistry;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Connections in memory, checked as stored ones are.
public final class MemoryConnections implements OpenConnections {

  private final ConnectionCheck check;
  private final Map<Place, OpenConnection> saved = new ConcurrentHashMap<>();

  private record Place(TenantId tenant, Environment environment, String alias) {}

  public MemoryConnections(ConnectorRegistry registry) {
    check = new ConnectionCheck(registry);
  }

  /// Takes the place of one with that alias.
  ///
  /// @throws DomainException when a stored one would be refused, too
  public void save(TenantId tenant, ConnectionSettings settings) {
    saved.put(
        new Place(tenant, settings.environment(), settings.alias()),
        check.check(settings, null).connection());
  }

  /// All of a tenant.
  public List<OpenConnection> of(TenantId tenant) {
    return saved.entrySet().stream()
        .filter(entry -> entry.getKey().tenant().equals(tenant))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public OpenConnection open(TenantId tenant, Environment environment, String alias)
      throws Permanent {
    return Optional.ofNullable(saved.get(new Place(tenant, environment, alias)))
        .orElseThrow(
            () ->
                new Permanent(
                    "There is no connection '" + alias + "' in " + environment.id(), null));
  }
}
