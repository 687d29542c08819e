package io.interline.connector.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.audit.Changes;
import io.interline.audit.Changes.Change;
import io.interline.audit.Outcome;
import io.interline.connector.Connections;
import io.interline.connector.Connections.Connection;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.internal.call.OpenConnections;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.testkit.ConnectorBeans;
import io.interline.connector.testkit.TestServer;
import io.interline.connector.testkit.TestServer.Answer;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionServicePostgresTest {

  private static final TestHub HUB = ConnectorBeans.hub();
  private static final Environment DEVELOPMENT = Environment.DEVELOPMENT;
  private static final String SECRET = "s3cr3t-value";

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final Connections connections = HUB.bean(Connections.class);
  private final OpenConnections open = HUB.bean(OpenConnections.class);
  private final TestServer server = TestServer.start();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void savedConnectionShowsEverythingButItsSecrets() {
    var saved = save(bearer("erp", SECRET), null);

    assertThat(saved.version()).isEqualTo(1);
    assertThat(saved.secretsSet()).containsExactly("token");
    assertThat(saved.settings()).containsOnlyKeys("baseUrl");
    assertThat(saved.lastTest()).isNull();
    assertThat(as(acme, () -> connections.get("erp", DEVELOPMENT))).isEqualTo(saved);
    assertThat(as(acme, connections::list)).containsExactly(saved);
    assertThat(saved.toString()).doesNotContain(SECRET);
    assertThat(bearer("erp", SECRET).toString()).doesNotContain(SECRET);
  }

  @Test
  void secretIsStoredSealed() throws SQLException {
    save(bearer("erp", SECRET), null);

    try (var owner = HUB.database().asOwner();
        var rows =
            owner.prepareStatement("select connection::text from connection").executeQuery()) {
      while (rows.next()) assertThat(rows.getString(1)).doesNotContain(SECRET, hex(SECRET));
    }
  }

  @Test
  void eachEnvironmentHasItsOwn() {
    save(bearer("erp", SECRET), null);
    var production = settings("erp", Environment.PRODUCTION, "bearer", Map.of("token", "other"));

    as(acme, () -> connections.save(production, null));

    assertThat(as(acme, connections::list))
        .extracting(Connection::environment)
        .containsExactly(DEVELOPMENT, Environment.PRODUCTION);
  }

  @Test
  void secretLeftOutKeepsItsValue() throws ConnectorException {
    save(bearer("erp", SECRET), null);

    var changed = save(bearer("erp", null), 1);

    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.secretsSet()).containsExactly("token");
    assertThat(open.open(acme.id(), DEVELOPMENT, "erp").field("token")).contains(SECRET);
  }

  @Test
  void secretIsNeverKeptForAnotherHost() {
    save(bearer("erp", SECRET), null);
    var elsewhere =
        new ConnectionSettings(
            "erp",
            DEVELOPMENT,
            "ERP",
            "http",
            "bearer",
            Map.of("baseUrl", "https://evil.test"),
            Map.of());

    assertInvalid(() -> save(elsewhere, 1), "connection-invalid", "'token' is required");
    assertInvalid(
        () -> as(acme, () -> connections.test(elsewhere)),
        "connection-invalid",
        "'token' is required");
  }

  @Test
  void secretIsNotKeptForAnotherScheme() {
    save(bearer("erp", SECRET), null);
    var basic =
        new ConnectionSettings(
            "erp",
            DEVELOPMENT,
            "ERP",
            "http",
            "basic",
            Map.of("baseUrl", server.url(), "username", "u"),
            Map.of());

    assertInvalid(() -> save(basic, 1), "connection-invalid", "'password' is required");
  }

  @Test
  void staleVersionIsAConflict() {
    save(bearer("erp", SECRET), null);
    save(bearer("erp", null), 1);

    assertFails(() -> save(bearer("erp", null), 1), Kind.CONFLICT, "connection-changed");
    assertFails(() -> save(bearer("erp", SECRET), null), Kind.CONFLICT, "connection-exists");
    assertFails(() -> save(bearer("crm", SECRET), 1), Kind.NOT_FOUND, "connection-not-found");
  }

  @Test
  void ofManyWhoSaveAtOnceOneWins() throws Exception {
    save(bearer("erp", SECRET), null);
    int editors = 4;
    var barrier = new CyclicBarrier(editors);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes =
          IntStream.range(0, editors)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            barrier.await();
                            return save(bearer("erp", "new-secret-" + i), 1);
                          }))
              .toList();

      assertThat(outcomes.stream().filter(ConnectionServicePostgresTest::succeeded)).hasSize(1);
    }
    assertThat(as(acme, () -> connections.get("erp", DEVELOPMENT)).version()).isEqualTo(2);
  }

  private static boolean succeeded(Future<?> outcome) {
    try {
      outcome.get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .isInstanceOfSatisfying(
              DomainException.class,
              refused -> assertThat(refused.code()).isEqualTo("connection-changed"));
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Erp, ERP, http, bearer, https://api.test, t, alias-invalid",
    "'', ERP, http, bearer, https://api.test, t, alias-invalid",
    "erp, ' ', http, bearer, https://api.test, t, title-invalid",
    "erp, ERP, nothing, bearer, https://api.test, t, connector-unknown",
    "erp, ERP, core, none, https://api.test, t, connector-unknown",
    "erp, ERP, http, oauth, https://api.test, t, auth-unknown",
    "erp, ERP, http, bearer, ftp://api.test, t, connection-invalid",
    "erp, ERP, http, bearer, https://u:p@api.test, t, connection-invalid",
    "erp, ERP, http, bearer, '', t, connection-invalid",
    "erp, ERP, http, bearer, https://api.test, '', connection-invalid",
    "erp, ERP, http, none, https://api.test, t, secret-unknown",
  })
  void refusesWhatMakesNoSense(
      String alias,
      String title,
      String connector,
      String auth,
      String baseUrl,
      String token,
      String code) {
    var settings =
        new ConnectionSettings(
            alias,
            DEVELOPMENT,
            title,
            connector,
            auth,
            Map.of("baseUrl", baseUrl),
            Map.of("token", token));

    assertInvalid(() -> save(settings, null), code, "");
    assertThat(as(acme, connections::list)).isEmpty();
  }

  @Test
  void secretAmongTheSettingsIsRefused() {
    var settings =
        new ConnectionSettings(
            "erp",
            DEVELOPMENT,
            "ERP",
            "http",
            "bearer",
            Map.of("baseUrl", "https://api.test", "token", SECRET),
            Map.of());

    assertInvalid(() -> save(settings, null), "secret-in-clear", "token");
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    var settings =
        new ConnectionSettings(
            "erp",
            DEVELOPMENT,
            "ERP",
            "http",
            "api-key",
            Map.of("timeout", "soon", "colour", "red", "in", "cookie"),
            Map.of());

    assertThatThrownBy(() -> save(settings, null))
        .hasMessageContaining("'baseUrl' is required")
        .hasMessageContaining("'timeout' must be a duration")
        .hasMessageContaining("'in' must be one of header, query")
        .hasMessageContaining("'key' is required")
        .hasMessageContaining("'colour' is unknown");
  }

  @Test
  void testTellsWhatAnsweredAndKeepsIt() {
    save(bearer("erp", SECRET), null);
    server.answer(Answer.of(200, "{}"));

    var result = as(acme, () -> connections.test("erp", DEVELOPMENT));

    assertThat(result.ok()).as(result.message()).isTrue();
    assertThat(server.last().headers()).containsEntry("authorization", "Bearer " + SECRET);
    var stored = as(acme, () -> connections.get("erp", DEVELOPMENT));
    assertThat(stored.lastTest()).isNotNull();
    assertThat(stored.version()).isEqualTo(1);
    assertThat(save(bearer("erp", null), 1).lastTest()).isNull();
  }

  @Test
  void testThatFailsSaysWhyWithoutSecrets() {
    save(bearer("erp", SECRET), null);
    server.answer(Answer.of(401, "who is Bearer " + SECRET + "?"));

    var result = as(acme, () -> connections.test("erp", DEVELOPMENT));

    assertThat(result.ok()).isFalse();
    assertThat(result.message()).contains("401", "•••").doesNotContain(SECRET);
  }

  @Test
  void settingsAreTestedBeforeTheyAreSaved() {
    var fresh = as(acme, () -> connections.test(bearer("erp", SECRET)));
    save(bearer("erp", SECRET), null);
    var withStoredSecret = as(acme, () -> connections.test(bearer("erp", null)));

    assertThat(fresh.ok()).isTrue();
    assertThat(withStoredSecret.ok()).isTrue();
    assertThat(server.last().headers()).containsEntry("authorization", "Bearer " + SECRET);
    assertThat(as(acme, () -> connections.get("erp", DEVELOPMENT)).lastTest())
        .isEqualTo(withStoredSecret);
  }

  @Test
  void testOfWhatIsStoredIsKeptFromTheDrawerToo() {
    server.answer(Answer.of(200, "{}"));
    save(bearer("erp", SECRET), null);

    as(acme, () -> connections.test(bearer("erp", null)));
    assertThat(as(acme, () -> connections.get("erp", DEVELOPMENT)).lastTest()).isNotNull();

    save(bearer("erp", "another"), 1);
    assertThat(as(acme, () -> connections.get("erp", DEVELOPMENT)).lastTest()).isNull();
  }

  @Test
  void testBeforeSavingIsKeptWhenJustThatIsSaved() {
    server.answer(Answer.of(200, "{}"));
    as(acme, () -> connections.test(bearer("erp", SECRET)));
    as(other, () -> connections.test(bearer("other", SECRET)));

    assertThat(save(bearer("erp", SECRET), null).lastTest()).isNotNull();
    assertThat(save(bearer("other", SECRET), null).lastTest()).isNull();
    assertThat(save(bearer("erp", "not tested"), 1).lastTest()).isNull();
  }

  @Test
  void deletedConnectionIsGone() {
    save(bearer("erp", SECRET), null);

    TenantScope.run(acme.developer(), () -> connections.delete("erp", DEVELOPMENT));

    assertThat(as(acme, connections::list)).isEmpty();
    assertThatThrownBy(() -> open.open(acme.id(), DEVELOPMENT, "erp"))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("no connection 'erp' in development");
  }

  @Test
  void engineSeesAChangeAtOnce() throws ConnectorException {
    save(bearer("erp", SECRET), null);
    assertThat(open.open(acme.id(), DEVELOPMENT, "erp").field("token")).contains(SECRET);

    save(bearer("erp", "another-value"), 1);

    assertThat(open.open(acme.id(), DEVELOPMENT, "erp").field("token")).contains("another-value");
  }

  @Test
  void viewerLooksAndChangesNothing() {
    save(bearer("erp", SECRET), null);
    var viewer = acme.viewer();

    assertThat(TenantScope.call(viewer, connections::list)).hasSize(1);
    assertThat(TenantScope.call(viewer, () -> connections.get("erp", DEVELOPMENT))).isNotNull();
    assertFails(
        () -> TenantScope.call(viewer, () -> connections.save(bearer("x", SECRET), null)),
        Kind.REFUSED,
        "access-refused");
    assertFails(
        () -> TenantScope.run(viewer, () -> connections.delete("erp", DEVELOPMENT)),
        Kind.REFUSED,
        "access-refused");
    assertFails(
        () -> TenantScope.call(viewer, () -> connections.test("erp", DEVELOPMENT)),
        Kind.REFUSED,
        "access-refused");
    assertFails(
        () -> TenantScope.call(viewer, () -> connections.test(bearer("x", SECRET))),
        Kind.REFUSED,
        "access-refused");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void everyChangeIsOnTheAuditLogWithoutSecrets() {
    save(bearer("erp", SECRET), null);
    save(bearer("erp", "another-value"), 1);
    as(acme, () -> connections.test("erp", DEVELOPMENT));
    TenantScope.run(acme.developer(), () -> connections.delete("erp", DEVELOPMENT));

    var events = HUB.events(acme);

    assertThat(events)
        .extracting(event -> event.entry().action())
        .containsExactly(
            "connection.delete", "connection.test", "connection.change", "connection.create");
    assertThat(events).allMatch(event -> event.entry().outcome() == Outcome.SUCCEEDED);
    assertThat(events.toString()).doesNotContain(SECRET, "another-value");
  }

  @Test
  void changeIsOnTheAuditLogWithBeforeAndAfter() {
    save(bearer("erp", SECRET), null);
    save(bearer("erp", "another-value"), 1);
    var moved = bearer("erp", SECRET);
    save(
        new ConnectionSettings(
            "erp",
            DEVELOPMENT,
            "ERP, moved",
            moved.connector(),
            moved.auth(),
            Map.of("baseUrl", server.url() + "/v2"),
            moved.secrets()),
        2);

    var details = HUB.events(acme).stream().map(event -> event.entry().details()).toList();
    assertThat(details.get(1))
        .containsEntry("secretsReplaced", "token")
        .doesNotContainKey("changes");
    assertThat(Changes.of(details.getFirst()).changes())
        .containsExactly(
            new Change("settings.baseUrl", server.url(), server.url() + "/v2"),
            new Change("title", moved.title(), "ERP, moved"));
  }

  @Test
  void otherTenantSeesNothing() {
    save(bearer("erp", SECRET), null);

    assertThat(as(other, connections::list)).isEmpty();
    assertFails(
        () -> as(other, () -> connections.get("erp", DEVELOPMENT)),
        Kind.NOT_FOUND,
        "connection-not-found");
    assertFails(
        () -> as(other, () -> connections.save(bearer("erp", null), 1)),
        Kind.NOT_FOUND,
        "connection-not-found");
    assertFails(
        () -> TenantScope.run(other.owner(), () -> connections.delete("erp", DEVELOPMENT)),
        Kind.NOT_FOUND,
        "connection-not-found");
    assertFails(
        () -> as(other, () -> connections.test("erp", DEVELOPMENT)),
        Kind.NOT_FOUND,
        "connection-not-found");
    assertInvalid(
        () -> as(other, () -> connections.test(bearer("erp", null))),
        "connection-invalid",
        "'token' is required");
    assertThatThrownBy(() -> open.open(other.id(), DEVELOPMENT, "erp"))
        .isInstanceOf(Permanent.class);
    assertThat(as(other, () -> connections.save(bearer("erp", "their-own"), null)).version())
        .isEqualTo(1);
    assertThat(as(acme, () -> connections.get("erp", DEVELOPMENT)).version()).isEqualTo(1);
  }

  @Test
  void sealedSecretsCannotBeMovedToAnotherTenantOrVersion() throws SQLException {
    save(bearer("erp", SECRET), null);
    as(other, () -> connections.save(bearer("erp", "their-own"), null));

    try (var owner = HUB.database().asOwner();
        var move =
            owner.prepareStatement(
                """
                update connection set secrets =
                  (select secrets from connection where tenant_id = ? and alias = 'erp')
                where tenant_id = ?
                """)) {
      move.setObject(1, acme.id().value());
      move.setObject(2, other.id().value());
      move.executeUpdate();
      owner
          .prepareStatement(
              "update connection set version = 7 where tenant_id = '" + acme.id() + "'")
          .executeUpdate();
    }

    for (var tenant : new TestTenant[] {acme, other})
      assertThatThrownBy(() -> open.open(tenant.id(), DEVELOPMENT, "erp"))
          .isInstanceOf(Permanent.class)
          .hasMessageContaining("cannot be opened");
  }

  private Connection save(ConnectionSettings settings, @Nullable Integer version) {
    return as(acme, () -> connections.save(settings, version));
  }

  private static <T> T as(TestTenant tenant, ScopedValue.CallableOp<T, RuntimeException> work) {
    return TenantScope.call(tenant.developer(), work);
  }

  private ConnectionSettings bearer(String alias, @Nullable String token) {
    return settings(
        alias, DEVELOPMENT, "bearer", token == null ? Map.of() : Map.of("token", token));
  }

  private ConnectionSettings settings(
      String alias, Environment environment, String auth, Map<String, String> secrets) {
    return new ConnectionSettings(
        alias,
        environment,
        "ERP",
        "http",
        auth,
        new HashMap<>(Map.of("baseUrl", server.url())),
        secrets);
  }

  private static void assertInvalid(ThrowingCallable call, String code, String text) {
    assertFails(call, Kind.INVALID, code);
    assertThatThrownBy(call).hasMessageContaining(text);
  }

  private static void assertFails(ThrowingCallable call, Kind kind, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DomainException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.kind()).isEqualTo(kind);
            });
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
