package io.interline.flow.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.DeadLetters;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Webhook addresses over real HTTP, down to the database and out to a receiver.
class WebhookServletPostgresTest {

  private static final RunningHub HUB = RunningHub.start();

  private final TestTenant acme = HUB.tenant();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void acceptedMessageIsDelivered() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("delivered"));

    var response = HUB.post(path, "{\"id\": 7001, \"email\": \"ann@example.org\"}");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).matches("\\{\"runId\":\"[0-9a-f-]{36}\"}");
    await().until(() -> bodies().contains("{\"number\":7001,\"mail\":\"ann@example.org\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\": 7          | 400 | json-malformed",
        "{} trailing         | 400 | json-malformed",
        "''                  | 400 | json-malformed",
        "{\"id\": \"x\"}     | 422 | message-invalid",
        "[1, 2]              | 422 | message-invalid",
        "{\"id\": 1, \"t\": \"\\u0000\"} | 400 | json-bad-text",
        "{\"id\": 1, \"t\": \"\\ud800\"} | 400 | json-bad-text",
      })
  void wrongBodyIsNamed(String body, int status, String code) {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("wrong"));

    assertRefused(HUB.post(path, body), status, code);
  }

  @Test
  void misfitNamesEachPlace() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("misfit"));

    var response = HUB.post(path, "{\"id\": \"x\"}");

    assertThat(response.body()).contains("\"pointer\":\"/id\"");
  }

  @Test
  void tooDeepIsRefused() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("deep"));

    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertRefused(HUB.post(path, deep), 400, "json-too-deep");
  }

  @Test
  void numberTooLongIsRefused() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("long"));

    assertRefused(HUB.post(path, "{\"id\": " + "9".repeat(1_001) + "}"), 400, "json-too-long");
  }

  @Test
  void tooLargeIsRefusedWithAndWithoutContentLength() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("large"));
    byte[] body = new byte[17 << 20];
    var chunked = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));

    assertRefused(
        HUB.send("POST", path, BodyPublishers.ofByteArray(body), "application/json"),
        413,
        "payload-too-large");
    assertRefused(HUB.send("POST", path, chunked, "application/json"), 413, "payload-too-large");
  }

  @Test
  void chunkedBodyIsTaken() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("chunked"));
    byte[] body =
        ("{\"id\": 1, \"pad\": \"" + "x".repeat(100_000) + "\"}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var chunked = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));

    assertThat(HUB.send("POST", path, chunked, "").statusCode()).isEqualTo(202);
  }

  @Test
  void otherContentTypesAreRefused() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("typed"));

    assertRefused(
        HUB.send(
            "POST", path, BodyPublishers.ofString("id=1"), "application/x-www-form-urlencoded"),
        415,
        "content-type-unsupported");
    assertThat(
            HUB.send(
                    "POST",
                    path,
                    BodyPublishers.ofString("{\"id\": 1}"),
                    "application/cloudevents+json; charset=utf-8")
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void wrongMethodIsTold() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("method"));

    var response = HUB.send("GET", path, BodyPublishers.noBody(), "");

    assertRefused(response, 405, "method-not-allowed");
    assertThat(response.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void unknownAddressIsNotFound() {
    assertRefused(HUB.post("/in/nobody-has-this-one-00", "{}"), 404, "webhook-unknown");
    assertRefused(HUB.post("/in/", "{}"), 404, "webhook-unknown");
  }

  @Test
  void disabledFlowAsksToComeLater() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("resting"));
    enable("resting", false);

    var response = HUB.post(path, "{\"id\": 1}");

    assertRefused(response, 503, "flow-disabled");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    enable("resting", true);
    assertThat(HUB.post(path, "{\"id\": 1}").statusCode()).isEqualTo(202);
  }

  @Test
  void endlessMappingEndsItsRunOnly() {
    String endless =
        """
        format: interline/flow/1
        id: endless
        title: Endless
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        steps:
          - { id: loop, map: "def f(n) f($n + 1) f(.order.n)" }
        """;
    String loop = HUB.deploy(acme, endless);
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("besides"));

    var stuck = HUB.accepted(loop, "{\"n\": 1}");
    var good = HUB.accepted(path, "{\"id\": 5}");

    assertThat(HUB.ended(acme, good).summary().status()).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(HUB.ended(acme, stuck).summary().status()).isEqualTo(Runs.Status.DEAD);
  }

  @Test
  void overTheLimitIsToldWhenToComeAgain() throws SQLException {
    var small = HUB.tenant();
    try (var owner = HUB.hub().database().asOwner();
        var statement = owner.createStatement()) {
      statement.execute("insert into plan values ('small', 'Small', 1, 1, 5, 1000)");
      statement.execute("update tenant set plan = 'small' where tenant_id = '" + small.id() + "'");
    }
    String path = HUB.deploy(small, RunningHub.ORDERS.formatted("limited"));

    assertThat(HUB.post(path, "{\"id\": 1}").statusCode()).isEqualTo(202);
    var refused = firstRefusal(path);

    assertRefused(refused, 429, "quota-exceeded");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    String other = HUB.deploy(acme, RunningHub.ORDERS.formatted("unhurt"));
    assertThat(HUB.post(other, "{\"id\": 1}").statusCode()).isEqualTo(202);
  }

  /// One message a second is allowed, so that one of a hundred is over it.
  private static HttpResponse<String> firstRefusal(String path) {
    var response = HUB.post(path, "{\"id\": 2}");
    for (int i = 0; i < 100 && response.statusCode() == 202; i++)
      response = HUB.post(path, "{\"id\": 2}");
    return response;
  }

  @Test
  void receiverThatFailsOnceGetsTheMessageAgainUnderOneKey() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("shaky"));
    var failed = new AtomicBoolean();
    HUB.receiverDoes(
        (received, exchange) -> {
          boolean first = received.body().contains("8801") && failed.compareAndSet(false, true);
          exchange.sendResponseHeaders(first ? 500 : 204, -1);
        });

    var run = HUB.accepted(path, "{\"id\": 8801}");

    assertThat(HUB.ended(acme, run).summary().status()).isEqualTo(Runs.Status.SUCCEEDED);
    var tries = HUB.received().stream().filter(each -> each.body().contains("8801")).toList();
    assertThat(tries).hasSize(2);
    assertThat(tries.stream().map(RunningHub.Received::key).distinct()).hasSize(1);
  }

  @Test
  void receiverThatIsDownLeavesADeadLetterThatReplaysWhenItIsUp() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("down"));
    HUB.receiverDoes(
        (received, exchange) ->
            exchange.sendResponseHeaders(received.body().contains("8802") ? 503 : 204, -1));
    var run = HUB.accepted(path, "{\"id\": 8802}");
    assertThat(HUB.ended(acme, run).summary().status()).isEqualTo(Runs.Status.DEAD);

    HUB.receiverDoes((_, exchange) -> exchange.sendResponseHeaders(204, -1));
    var again = TenantScope.call(acme.owner(), () -> HUB.bean(DeadLetters.class).replay(run, null));

    assertThat(HUB.ended(acme, again).summary().status()).isEqualTo(Runs.Status.SUCCEEDED);
  }

  @Test
  void lostDatabaseConnectionsLoseNoMessage() throws Exception {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("cut"));
    var accepted = new ArrayList<RunId>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var owner = HUB.hub().database().asOwner()) {
      var posts = new ArrayList<Future<HttpResponse<String>>>();
      for (int i = 0; i < 400; i++) {
        String body = "{\"id\": " + (50_000 + i) + "}";
        posts.add(threads.submit(() -> HUB.post(path, body)));
        if (i % 100 == 50) cut(owner);
      }
      for (var post : posts)
        if (post.get().statusCode() == 202)
          accepted.add(RunId.parse(post.get().body().replaceAll(".*:\"|\"}", "")));
    }

    assertThat(accepted).isNotEmpty();
    for (var run : accepted)
      assertThat(HUB.ended(acme, run).summary().status()).isEqualTo(Runs.Status.SUCCEEDED);
  }

  private static void cut(java.sql.Connection owner) throws SQLException {
    try (var statement = owner.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'interline_system'"
              + " and datname = current_database()");
    }
  }

  private void enable(String flow, boolean enabled) {
    TenantScope.run(
        acme.owner(),
        () ->
            HUB.bean(Deployments.class)
                .setEnabled(new FlowId(flow), Environment.PRODUCTION, enabled));
  }

  private static java.util.List<String> bodies() {
    return HUB.received().stream().map(RunningHub.Received::body).toList();
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.body()).contains("\"code\":\"" + code + "\"");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
  }
}
