package io.interline.connector.internal.connection;

import io.interline.connector.internal.call.OpenConnection;
import io.interline.connector.internal.call.OpenConnections;
import io.interline.connector.internal.registry.ConnectorRegistry;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.internal.vault.SealBrokenException;
import io.interline.connector.internal.vault.Vault;
import io.interline.connector.internal.vault.Vault.Place;
import io.interline.connector.json.ExactJson;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Transient;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Opened connections for the engine, read with the system role and kept for up to five seconds:
/// so long can a change made on another node go unseen. A change on this node is seen at once.
@Component
class CachedConnections implements OpenConnections {

  private static final long LONGEST = Duration.ofSeconds(5).toNanos();
  private static final long FRESH = Duration.ofSeconds(3).toNanos();
  private static final int MOST = 10_000;

  private final JdbcClient system;
  private final Vault vault;
  private final ConnectorRegistry registry;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();

  /// Counts changes, so that what was read before one is not kept after it.
  private final AtomicLong changes = new AtomicLong();

  private record Key(TenantId tenant, Environment environment, String alias) {}

  private record Entry(OpenConnection connection, long readAt, AtomicBoolean refreshing) {}

  private record Row(
      UUID id, String connector, String auth, String settings, byte[] secrets, int version) {}

  @Autowired
  CachedConnections(
      @Qualifier("system") JdbcClient system, Vault vault, ConnectorRegistry registry) {
    this(system, vault, registry, System::nanoTime);
  }

  CachedConnections(
      JdbcClient system, Vault vault, ConnectorRegistry registry, LongSupplier nanoTime) {
    this.system = system;
    this.vault = vault;
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  @Override
  public OpenConnection open(TenantId tenant, Environment environment, String alias)
      throws ConnectorException {
    var key = new Key(tenant, environment, alias);
    var entry = entries.get(key);
    if (entry == null) return read(key);
    long age = nanoTime.getAsLong() - entry.readAt();
    if (age >= LONGEST) return read(key);
    if (age >= FRESH && entry.refreshing().compareAndSet(false, true))
      Thread.startVirtualThread(() -> refresh(key));
    return entry.connection();
  }

  /// Reads it anew at the next call.
  void forget(TenantId tenant, Environment environment, String alias) {
    changes.incrementAndGet();
    entries.remove(new Key(tenant, environment, alias));
  }

  private void refresh(Key key) {
    try {
      read(key);
    } catch (Transient e) {
      // The one that is known will do until the database is back.
      var entry = entries.get(key);
      if (entry != null) entry.refreshing().set(false);
    } catch (ConnectorException e) {
      entries.remove(key); // the next call meets the same failure, and reports it
    }
  }

  private OpenConnection read(Key key) throws ConnectorException {
    long before = changes.get();
    long now = nanoTime.getAsLong();
    var connection = opened(key);
    if (entries.size() >= MOST) entries.clear();
    entries.put(key, new Entry(connection, now, new AtomicBoolean()));
    if (changes.get() != before) entries.remove(key);
    return connection;
  }

  private OpenConnection opened(Key key) throws ConnectorException {
    try {
      var row =
          row(key)
              .orElseThrow(
                  () ->
                      new Permanent(
                          "There is no connection '"
                              + key.alias()
                              + "' in "
                              + key.environment().id(),
                          null));
      return opened(key, row);
    } catch (DataAccessException e) {
      throw new Transient("The connection '" + key.alias() + "' cannot be read now", e);
    } catch (SealBrokenException e) {
      throw new Permanent("The connection '" + key.alias() + "': " + e.getMessage(), null);
    }
  }

  private OpenConnection opened(Key key, Row row) throws Permanent {
    var form = registry.connectionForms(row.connector()).flatMap(found -> found.form(row.auth()));
    if (form.isEmpty())
      throw new Permanent(
          "The connection '"
              + key.alias()
              + "' is of connector "
              + row.connector()
              + ", which is not installed",
          null);
    var fields = new HashMap<String, String>();
    var settings = ExactJson.reread(row.settings());
    for (var field : settings.properties()) fields.put(field.getKey(), field.getValue().asText());
    fields.putAll(vault.open(new Place(key.tenant(), row.id(), row.version()), row.secrets()));
    try {
      return new OpenConnection(form.get(), row.connector(), fields);
    } catch (BindException e) {
      throw new Permanent("The connection '" + key.alias() + "': " + e.text(), null);
    }
  }

  private Optional<Row> row(Key key) {
    return system
        .sql(
            """
            select id, connector, auth, settings, secrets, version from connection
            where tenant_id = :tenant and environment = :environment and alias = :alias
            """)
        .param("tenant", key.tenant().value())
        .param("environment", key.environment().id())
        .param("alias", key.alias())
        .query(
            (row, number) ->
                new Row(
                    Objects.requireNonNull(row.getObject("id", UUID.class)),
                    Objects.requireNonNull(row.getString("connector")),
                    Objects.requireNonNull(row.getString("auth")),
                    Objects.requireNonNull(row.getString("settings")),
                    Objects.requireNonNull(row.getBytes("secrets")),
                    row.getInt("version")))
        .optional();
  }
}
