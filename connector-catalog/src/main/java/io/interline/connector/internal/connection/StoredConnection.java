package io.interline.connector.internal.connection;

import io.interline.connector.Connections.Connection;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.Connections.TestResult;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A row of `connection`. Results of tests do not count as changes.
@Entity
@Table(name = "connection")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class StoredConnection {

  @Id private UUID id;

  @org.hibernate.annotations.TenantId
  @Column(name = "tenant_id")
  private UUID tenantId;

  private String environment;
  private String alias;
  private String title;
  private String connector;
  private String auth;

  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, String> settings;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(name = "secret_names")
  private List<String> secretNames;

  private byte[] secrets;
  @Version private int version;

  @Column(name = "changed_at")
  private Instant changedAt;

  @OptimisticLock(excluded = true)
  @Column(name = "test_ok")
  private @Nullable Boolean testOk;

  @OptimisticLock(excluded = true)
  @Column(name = "test_message")
  private @Nullable String testMessage;

  @OptimisticLock(excluded = true)
  @Column(name = "test_took_millis")
  private @Nullable Long testTookMillis;

  @OptimisticLock(excluded = true)
  @Column(name = "tested_at")
  private @Nullable Instant testedAt;

  protected StoredConnection() {}

  StoredConnection(UUID id, TenantId tenant, String alias, Environment environment) {
    this.id = id;
    this.tenantId = tenant.value();
    this.alias = alias;
    this.environment = environment.id();
    this.version = 1;
  }

  UUID id() {
    return id;
  }

  int version() {
    return version;
  }

  String connector() {
    return connector;
  }

  String auth() {
    return auth;
  }

  Map<String, String> settings() {
    return settings;
  }

  byte[] secrets() {
    return secrets;
  }

  /// Takes what an editor says; an earlier test result says nothing any more.
  void change(ConnectionSettings to, Set<String> names, byte[] sealed, Instant at) {
    title = to.title().strip();
    connector = to.connector();
    auth = to.auth();
    settings = new LinkedHashMap<>(to.settings());
    secretNames = List.copyOf(new TreeSet<>(names));
    secrets = sealed;
    changedAt = at;
    testOk = null;
    testMessage = null;
    testTookMillis = null;
    testedAt = null;
  }

  void tested(TestResult result) {
    testOk = result.ok();
    testMessage = result.message();
    testTookMillis = result.tookMillis();
    testedAt = result.at();
  }

  Connection toConnection(int shownVersion) {
    return new Connection(
        alias,
        Environment.parse(environment),
        title,
        connector,
        auth,
        Map.copyOf(settings),
        Set.copyOf(secretNames),
        shownVersion,
        changedAt,
        lastTest());
  }

  private @Nullable TestResult lastTest() {
    if (testOk == null || testMessage == null || testTookMillis == null || testedAt == null)
      return null;
    return new TestResult(testOk, testMessage, testTookMillis, testedAt);
  }
}
