package io.interline.flow.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.DeadLetters;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.tenant.Environment;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
    byte[] body = "x".repeat(17 << 20).getBytes(StandardCharsets.US_ASCII);
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

  @Test
  void packedMessageIsUnpacked() throws IOException {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("packed"));
    byte[] packed = gzip("{\"id\": 7301, \"email\": \"zip@example.org\"}");

    var response =
        HUB.send(
            "POST",
            path,
            BodyPublishers.ofByteArray(packed),
            Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"));

    assertThat(response.statusCode()).isEqualTo(202);
    await().until(() -> bodies().contains("{\"number\":7301,\"mail\":\"zip@example.org\"}"));
  }

  @Test
  void messageThatIsHugeOnlyWhenUnpackedIsRefused() throws IOException {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("bomb"));
    byte[] bomb = gzip("{\"id\": 1, \"pad\": \"" + "x".repeat(17 << 20) + "\"}");

    var response =
        HUB.send(
            "POST",
            path,
            BodyPublishers.ofByteArray(bomb),
            Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"));

    assertRefused(response, 413, "payload-too-large");
  }

  @Test
  void otherPackingsAreRefused() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("brotli"));

    var response =
        HUB.send(
            "POST", path, BodyPublishers.ofString("{\"id\": 1}"), Map.of("Content-Encoding", "br"));

    assertRefused(response, 415, "content-encoding-unsupported");
    assertThat(response.headers().firstValue("Accept-Encoding")).contains("gzip");
  }

  @Test
  void messagesOfTooManyValuesLeaveRoomForOthers() throws Exception {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("lists"));
    String small = HUB.deploy(acme, RunningHub.ORDERS.formatted("beside-lists"));
    byte[] lists = ("[" + "[],".repeat(5_000_000) + "[]]").getBytes(StandardCharsets.UTF_8);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var posts = new ArrayList<Future<HttpResponse<String>>>();
      for (int i = 0; i < 4; i++)
        posts.add(
            threads.submit(
                () ->
                    HUB.send("POST", path, BodyPublishers.ofByteArray(lists), "application/json")));
      assertThat(HUB.post(small, "{\"id\": 1}").statusCode()).isEqualTo(202);
      for (var post : posts) assertRefused(post.get(), 413, "json-too-many-values");
    }
  }

  @Test
  void memoryIsGivenBackWhenRunsHaveEnded() {
    String path = HUB.deploy(acme, RunningHub.ORDERS.formatted("memory"));
    String pad = "x".repeat(200_000);

    var run = HUB.accepted(path, "{\"id\": 1, \"pad\": \"" + pad + "\"}");
    HUB.post(path, "{\"id\": \"no\", \"pad\": \"" + pad + "\"}");

    HUB.ended(acme, run);
    await().until(() -> HUB.bean(MemoryBudget.class).used() < 200_000);
  }

  @Test
  void signedMessageRunsOnceHoweverOftenItIsReplayed() {
    sharedSecret("shop");
    String path = HUB.deploy(acme, signed("signed"));
    var headers = signature("msg_1", "{\"id\": 7401}");

    var first = HUB.send("POST", path, BodyPublishers.ofString("{\"id\": 7401}"), headers);
    var replayed = new HashMap<>(headers);
    replayed.put("webhook-signature", "v1,AAAA " + headers.get("webhook-signature"));
    var again = HUB.send("POST", path, BodyPublishers.ofString("{\"id\": 7401}"), replayed);
    var another =
        HUB.send(
            "POST",
            path,
            BodyPublishers.ofString("{\"id\": 7401}"),
            signature("msg_2", "{\"id\": 7401}"));

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).contains("\"duplicate\":true").contains(runId(first));
    assertThat(runId(another)).isNotEqualTo(runId(first));
    assertThat(another.body()).doesNotContain("duplicate");
  }

  @Test
  void unsignedMessageIsRefusedBeforeItsBodyIsRead() throws IOException {
    sharedSecret("shop");
    String path = HUB.deploy(acme, signed("unsigned"));

    assertThat(statusOfHead(path, "Content-Length: 16000000\r\n")).isEqualTo(401);
    assertThat(statusOfHead("/in/nobody-has-this-one-00", "Content-Length: 16000000\r\n"))
        .isEqualTo(404);
    var headers = new HashMap<>(signature(" ", "{}"));
    assertRefused(
        HUB.send("POST", path, BodyPublishers.ofString("{}"), headers),
        401,
        "webhook-unauthorised");
  }

  /// Announces a body and sends none.
  private static int statusOfHead(String path, String headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), HUB.port())) {
      socket.setSoTimeout(10_000);
      String head = "POST " + path + " HTTP/1.1\r\nHost: hub\r\n" + headers + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring(9));
    }
  }

  @Test
  void attemptsThatAreRefusedCountToo() throws SQLException {
    var small = HUB.tenant();
    try (var owner = HUB.hub().database().asOwner();
        var statement = owner.createStatement()) {
      statement.execute("insert into plan values ('tiny', 'Tiny', 1, 1, 5, 1000)");
      statement.execute("update tenant set plan = 'tiny' where tenant_id = '" + small.id() + "'");
    }
    String path = HUB.deploy(small, RunningHub.ORDERS.formatted("attempts"));

    var response = HUB.post(path, "{\"id\": \"no\"}");
    for (int i = 0; i < 100 && response.statusCode() == 422; i++)
      response = HUB.post(path, "{\"id\": \"no\"}");

    assertRefused(response, 429, "quota-exceeded");
  }

  @Test
  void flowAnswersWithItsOwnHeadersOnly() {
    String path =
        HUB.deploy(
            acme,
            """
            format: interline/flow/1
            id: answers
            title: Answers
            trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
            steps:
              - id: answer
                respond:
                  status: 200
                  headers:
                    Content-Type: text/html
                    X-Order: "${.order.id}"
                    Retry-After: "${.order.missing}"
                    Clear-Site-Data: '"*"'
                    Refresh: 0;url=https://example.org
                    Alt-Svc: h3=":443"
                    NEL: "{}"
                    Set-Cookie: a=b
                    Content-Security-Policy: default-src *
                  body: <script>alert(1)</script>
            """);

    var response = HUB.post(path, "{\"id\": 5}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map().keySet())
        .containsExactlyInAnyOrder(
            "content-length",
            "content-security-policy",
            "content-type",
            "date",
            "interline-run",
            "x-content-type-options",
            "x-order");
    assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(response.headers().firstValue("x-order")).contains("5");
    assertSandboxed(response);
    assertSandboxed(HUB.post("/in/nobody-has-this-one-00", "{}"));
  }

  private static void assertSandboxed(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(response.headers().allValues("content-security-policy"))
        .singleElement()
        .asString()
        .contains("sandbox", "default-src 'none'");
  }

  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private void sharedSecret(String alias) {
    TenantScope.run(
        acme.owner(),
        () ->
            HUB.bean(Connections.class)
                .save(
                    new ConnectionSettings(
                        alias,
                        Environment.PRODUCTION,
                        alias,
                        "webhook",
                        "standard-webhooks",
                        Map.of(),
                        Map.of("signingSecret", SECRET)),
                    null));
  }

  private static String signed(String id) {
    return RunningHub.ORDERS
        .formatted(id)
        .replace("verify: none", "verify: standard-webhooks, connection: shop");
  }

  private static Map<String, String> signature(String id, String body) {
    String seconds = Long.toString(Instant.now().getEpochSecond());
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      byte[] sum = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
      return Map.of(
          "webhook-id",
          id,
          "webhook-timestamp",
          seconds,
          "webhook-signature",
          "v1," + Base64.getEncoder().encodeToString(sum));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String runId(HttpResponse<String> response) {
    return response.body().replaceAll(".*\"runId\":\"|\".*", "");
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
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
