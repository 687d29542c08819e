package io.interline.connector.internal.connection;

import io.interline.audit.AuditObject;
import io.interline.audit.Changes;
import io.interline.connector.Connections;
import io.interline.connector.internal.connection.ConnectionCheck.Checked;
import io.interline.connector.internal.connection.ConnectionCheck.Stored;
import io.interline.connector.internal.vault.Vault;
import io.interline.connector.internal.vault.Vault.Place;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Connections of the tenant in scope, in PostgreSQL, with their secrets in the vault.
@Service
class ConnectionService implements Connections {

  private final EntityManager entities;
  private final TransactionTemplate transactions;
  private final AccessControl access;
  private final AuditTrail audit;
  private final Vault vault;
  private final ConnectionCheck check;
  private final ConnectionTester tester;
  private final RecentTests recent;
  private final CachedConnections cache;
  private final Clock clock;
  private final Supplier<UUID> ids;

  ConnectionService(
      EntityManager entities,
      TransactionTemplate transactions,
      AccessControl access,
      AuditTrail audit,
      Vault vault,
      ConnectionCheck check,
      ConnectionTester tester,
      RecentTests recent,
      CachedConnections cache,
      Clock clock,
      Supplier<UUID> ids) {
    this.entities = entities;
    this.transactions = transactions;
    this.access = access;
    this.audit = audit;
    this.vault = vault;
    this.check = check;
    this.tester = tester;
    this.recent = recent;
    this.cache = cache;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public List<Connection> list() {
    access.require(Permission.CONNECTION_VIEW, object("*"));
    return inTransaction(
        () ->
            entities
                .createQuery(
                    """
                    from StoredConnection where tenantId = :tenant order by alias, environment
                    """,
                    StoredConnection.class)
                .setParameter("tenant", TenantScope.tenant().value())
                .getResultStream()
                .map(stored -> stored.toConnection(stored.version()))
                .toList());
  }

  @Override
  public Connection get(String alias, Environment environment) {
    access.require(Permission.CONNECTION_VIEW, object(alias));
    return inTransaction(
        () -> {
          var stored = require(alias, environment);
          return stored.toConnection(stored.version());
        });
  }

  @Override
  public Connection save(ConnectionSettings settings, @Nullable Integer version) {
    access.require(Permission.CONNECTION_EDIT, object(settings.alias()));
    return inTransaction(() -> version == null ? create(settings) : change(settings, version));
  }

  private Connection create(ConnectionSettings settings) {
    if (find(settings.alias(), settings.environment()).isPresent()) throw exists(settings);
    var checked = check.check(settings, null);
    var stored =
        new StoredConnection(
            ids.get(), TenantScope.tenant(), settings.alias(), settings.environment());
    put(stored, settings, checked, 1);
    entities.persist(stored);
    try {
      entities.flush();
    } catch (ConstraintViolationException e) {
      throw exists(settings);
    }
    return saved("connection.create", stored, settings, 1, Map.of());
  }

  private Connection change(ConnectionSettings settings, int version) {
    var stored = require(settings.alias(), settings.environment());
    if (stored.version() != version) throw changed(settings);
    var opened = opened(stored);
    var before = shown(stored);
    var checked = check.check(settings, opened);
    put(stored, settings, checked, version + 1);
    try {
      entities.flush();
    } catch (OptimisticLockException e) {
      throw changed(settings);
    }
    var details = new HashMap<String, String>();
    Changes.between(before, shown(stored)).addTo(details);
    var replaced =
        checked.secrets().entrySet().stream()
            .filter(secret -> !secret.getValue().equals(opened.secrets().get(secret.getKey())))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!replaced.isEmpty()) details.put("secretsReplaced", String.join(" ", replaced));
    return saved("connection.change", stored, settings, version + 1, details);
  }

  private void put(
      StoredConnection stored, ConnectionSettings settings, Checked checked, int version) {
    var sealed = vault.seal(place(stored, version), checked.secrets());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as PostgreSQL keeps it
    stored.change(settings, checked.secrets().keySet(), sealed, now);
    recent.of(settings, checked.secrets()).ifPresent(stored::tested);
  }

  private Connection saved(
      String action,
      StoredConnection stored,
      ConnectionSettings settings,
      int version,
      Map<String, String> more) {
    forgetAfterCommit(settings.alias(), settings.environment());
    var details = new HashMap<>(more);
    details.put("environment", settings.environment().id());
    details.put("connector", settings.connector());
    details.put("auth", settings.auth());
    details.put("secretsGiven", String.join(" ", settings.secrets().keySet()));
    audit.succeeded(
        action, new AuditObject("connection", settings.alias(), String.valueOf(version)), details);
    return stored.toConnection(version);
  }

  /// What may be seen of a connection, by name, for the log of changes.
  private static Map<String, String> shown(StoredConnection stored) {
    var shown = new HashMap<String, String>();
    var connection = stored.toConnection(stored.version());
    shown.put("title", connection.title());
    shown.put("connector", connection.connector());
    shown.put("auth", connection.auth());
    connection.settings().forEach((name, value) -> shown.put("settings." + name, value));
    return shown;
  }

  @Override
  public void delete(String alias, Environment environment) {
    access.require(Permission.CONNECTION_EDIT, object(alias));
    inTransaction(
        () -> {
          entities.remove(require(alias, environment));
          forgetAfterCommit(alias, environment);
          audit.succeeded(
              "connection.delete", object(alias), Map.of("environment", environment.id()));
          return alias;
        });
  }

  @Override
  public TestResult test(String alias, Environment environment) {
    access.require(Permission.CONNECTION_EDIT, object(alias));
    var before =
        inTransaction(
            () -> {
              var stored = require(alias, environment);
              return new Tested(
                  stored.version(), settings(stored, alias, environment), opened(stored));
            });
    var result = run(check.check(before.settings(), before.stored()), alias, environment);
    return inTransaction(
        () -> {
          find(alias, environment)
              .filter(stored -> stored.version() == before.version())
              .ifPresent(stored -> stored.tested(result));
          return audited(result, alias, environment, "stored");
        });
  }

  private record Tested(int version, ConnectionSettings settings, Stored stored) {}

  @Override
  public TestResult test(ConnectionSettings settings) {
    access.require(Permission.CONNECTION_EDIT, object(settings.alias()));
    var stored =
        inTransaction(() -> find(settings.alias(), settings.environment()).map(this::opened));
    var checked = check.check(settings, stored.orElse(null));
    var result = run(checked, settings.alias(), settings.environment());
    recent.keep(settings, checked.secrets(), result);
    return inTransaction(
        () -> {
          boolean saved = keepOnStored(settings, checked, result);
          return audited(
              result, settings.alias(), settings.environment(), saved ? "stored" : "unsaved");
        });
  }

  /// Whether what was tested is what is stored: then the result is the connection's.
  private boolean keepOnStored(ConnectionSettings settings, Checked checked, TestResult result) {
    var found = find(settings.alias(), settings.environment());
    if (found.isEmpty()) return false;
    var stored = opened(found.get());
    boolean same =
        stored.connector().equals(settings.connector())
            && stored.auth().equals(settings.auth())
            && stored.settings().equals(settings.settings())
            && stored.secrets().equals(checked.secrets());
    if (same) found.get().tested(result);
    return same;
  }

  private TestResult run(Checked checked, String alias, Environment environment) {
    return tester.test(
        checked.connector(), checked.connection(), TenantScope.tenant(), environment, alias);
  }

  private TestResult audited(
      TestResult result, String alias, Environment environment, String what) {
    audit.succeeded(
        "connection.test",
        object(alias),
        Map.of(
            "environment",
            environment.id(),
            "settings",
            what,
            "result",
            result.ok() ? "ok" : "failed"));
    return result;
  }

  private static ConnectionSettings settings(
      StoredConnection stored, String alias, Environment environment) {
    var shown = stored.toConnection(stored.version());
    return new ConnectionSettings(
        alias,
        environment,
        shown.title(),
        shown.connector(),
        shown.auth(),
        shown.settings(),
        Map.of());
  }

  private Stored opened(StoredConnection stored) {
    var secrets = vault.open(place(stored, stored.version()), stored.secrets());
    return new Stored(stored.connector(), stored.auth(), Map.copyOf(stored.settings()), secrets);
  }

  private static Place place(StoredConnection stored, int version) {
    return new Place(TenantScope.tenant(), stored.id(), version);
  }

  private StoredConnection require(String alias, Environment environment) {
    return find(alias, environment)
        .orElseThrow(() -> DomainException.notFound("connection", alias));
  }

  private Optional<StoredConnection> find(String alias, Environment environment) {
    return entities
        .createQuery(
            """
            from StoredConnection
            where tenantId = :tenant and environment = :environment and alias = :alias
            """,
            StoredConnection.class)
        .setParameter("tenant", TenantScope.tenant().value())
        .setParameter("environment", environment.id())
        .setParameter("alias", alias)
        .getResultStream()
        .findFirst();
  }

  private void forgetAfterCommit(String alias, Environment environment) {
    var tenant = TenantScope.tenant();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            cache.forget(tenant, environment, alias);
          }
        });
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }

  private static AuditObject object(String alias) {
    return AuditObject.of("connection", alias);
  }

  private static DomainException exists(ConnectionSettings settings) {
    return new DomainException(
        DomainException.Kind.CONFLICT,
        "connection-exists",
        "There is a connection '"
            + settings.alias()
            + "' in "
            + settings.environment().id()
            + " already; change that one, or choose another alias.");
  }

  private static DomainException changed(ConnectionSettings settings) {
    return new DomainException(
        DomainException.Kind.CONFLICT,
        "connection-changed",
        "Somebody changed the connection '"
            + settings.alias()
            + "' in the meantime; reload it and make your change again.");
  }
}
