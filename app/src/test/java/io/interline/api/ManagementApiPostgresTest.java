package io.interline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.api.ApiCaller.Answer;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.spi.ConnectorException;
import io.interline.tenant.Environment;
import io.interline.tenant.Role;
import io.interline.tenant.testing.TestTenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Over HTTP, with a token of the hub's own authorization server and the real services.
@ExtendWith(WithApiHub.class)
class ManagementApiPostgresTest {

  private static final String DOCUMENT =
      """
      {"format": "interline/flow/1", "id": "order-sync", "title": "Orders",
       "trigger": {"id": "order", "use": "webhook@1/receive", "with": {}},
       "steps": [{"id": "total", "map": "{\\"total\\": .order.price * 1.10}"}]}
      """;

  private final TestTenant acme = ApiHub.shared().tenant();
  private final ApiCaller api = ApiHub.shared().caller(acme, Role.OWNER);

  @Test
  void aFlowLivesFromItsDraftToItsDeployment() {
    var created = api.post("/api/v1/flows", "{\"document\": " + DOCUMENT + "}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/api/v1/flows/order-sync");
    assertThat(created.at("/document/steps/0/id")).isEqualTo("total");

    var draft = api.get("/api/v1/flows/order-sync/draft");
    assertThat(draft.status()).isEqualTo(200);
    assertThat(draft.header("ETag")).isEqualTo("\"" + draft.at("/etag") + "\"");

    var saved =
        api.put(
            "/api/v1/flows/order-sync/draft",
            "{\"document\": " + DOCUMENT.replace("Orders", "All orders") + "}",
            "If-Match",
            draft.header("ETag"));
    assertThat(saved.status()).isEqualTo(200);
    assertThat(saved.at("/title")).isEqualTo("All orders");

    var checked = api.post("/api/v1/flows/order-sync/check", "");
    assertThat(checked.status()).isEqualTo(200);
    assertThat(checked.body().at("/problems").isArray()).isTrue();

    var published =
        api.post(
            "/api/v1/flows/order-sync/versions",
            "{\"note\": \"first\"}",
            "If-Match",
            saved.header("ETag"));
    assertThat(published.status()).as(published.text()).isEqualTo(201);
    assertThat(published.body().at("/number").asInt()).isEqualTo(1);
    assertThat(published.at("/hash")).matches("[0-9a-f]{64}");
    assertThat(published.at("/publishedBy")).isNotBlank();

    var version = api.get(published.header("Location"));
    assertThat(version.at("/document/title")).isEqualTo("All orders");
    assertThat(version.at("/version/note")).isEqualTo("first");
    assertThat(api.get("/api/v1/flows/order-sync/versions").body().at("/items").size())
        .isEqualTo(1);

    String deployment = "/api/v1/flows/order-sync/deployments/production";
    assertThat(api.get(deployment).status()).isEqualTo(404);
    var deployed = api.put(deployment, "{\"version\": 1}");
    assertThat(deployed.status()).as(deployed.text()).isEqualTo(200);
    assertThat(deployed.at("/webhookPath")).startsWith("/in/");
    assertThat(deployed.body().at("/enabled").asBoolean()).isTrue();
    assertThat(api.put(deployment, "{\"enabled\": false}").body().at("/enabled").asBoolean())
        .isFalse();
    assertThat(api.get(deployment).body().at("/enabled").asBoolean()).isFalse();
    assertThat(api.get("/api/v1/flows").at("/items/0/deployments/0/environment"))
        .isEqualTo("production");

    assertThat(api.delete("/api/v1/flows/order-sync").code()).isEqualTo("flow-deployed");
    assertThat(api.delete(deployment).status()).isEqualTo(204);
    assertThat(api.delete("/api/v1/flows/order-sync").status()).isEqualTo(204);
    assertThat(api.get("/api/v1/flows/order-sync").status()).isEqualTo(404);
  }

  @Test
  void documentsMayBeWrittenInYaml() {
    String yaml =
        """
        format: interline/flow/1
        id: nightly
        title: Nightly
        trigger: { id: tick, use: schedule@1/cron, with: { cron: "0 3 * * *" } }
        steps: []
        """;

    var created =
        api.send(
            "POST",
            "/api/v1/flows",
            BodyPublishers.ofString(yaml),
            List.of("Content-Type", "application/yaml"));
    var saved =
        api.send(
            "PUT",
            "/api/v1/flows/nightly/draft",
            BodyPublishers.ofString(yaml.replace("Nightly", "Every night")),
            List.of("Content-Type", "application/yaml", "If-Match", "*"));

    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(saved.at("/document/title")).isEqualTo("Every night");
  }

  @Test
  void twoEditorsNoticeEachOther() {
    var first = newFlow();
    String path = first.header("Location") + "/draft";
    String body = "{\"document\": " + first.body().at("/document") + "}";
    String changed = body.replace("\"steps\":[]", "\"steps\":[{\"id\":\"a\",\"map\":\".\"}]");

    var mine = api.put(path, changed, "If-Match", first.header("ETag"));
    var theirs = api.put(path, body, "If-Match", first.header("ETag"));
    var careless = api.put(path, body);

    assertThat(mine.status()).isEqualTo(200);
    assertThat(theirs.status()).isEqualTo(412);
    assertThat(theirs.code()).isEqualTo("draft-changed");
    assertThat(careless.status()).isEqualTo(428);
    assertThat(careless.code()).isEqualTo("if-match-required");
  }

  @Test
  void aFlowWithMistakesIsNotPublished() {
    var flow =
        api.post(
            "/api/v1/flows",
            "{\"document\": " + DOCUMENT.replace(".order.price * 1.10", "nope(") + "}");

    var refused = api.post("/api/v1/flows/order-sync/versions", "", "If-Match", "*");

    assertThat(flow.status()).isEqualTo(201);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.code()).isEqualTo("flow-invalid");
    assertThat(refused.at("/problems/0/severity")).isEqualTo("error");
    assertThat(refused.at("/problems/0/pointer")).startsWith("/steps/0");
    assertThat(refused.at("/problems/0/message")).isNotBlank();
  }

  @Test
  void flowsReachTheTestReceiverAndNothingElseOfTheHub() throws Exception {
    String self = "http://localhost:" + ApiHub.shared().port();
    connect("start", self + "/try");
    connect("self", self);

    var received = request("start", "POST", "/uk/orders");

    assertThat(received.at("/body/path").textValue()).isEqualTo("/uk/orders");
    assertThat(received.at("/body/received/n").intValue()).isEqualTo(1);
    for (String path :
        List.of("/outbox", "/actuator/prometheus", "/api/v1/flows", "/try/..;/outbox"))
      assertThatThrownBy(() -> request("self", "GET", path))
          .as(path)
          .isInstanceOf(ConnectorException.Permanent.class);
    assertThat(api.post("/api/v1/connections/development/self/test", "").text())
        .contains("the hub itself");
  }

  private void connect(String alias, String baseUrl) {
    String body =
        """
        {"title": "Self", "connector": "http", "auth": "none", "settings": {"baseUrl": "%s"}}
        """;
    var made = api.put("/api/v1/connections/development/" + alias, body.formatted(baseUrl));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
  }

  private JsonNode request(String alias, String method, String path) throws Exception {
    var input = JsonNodeFactory.instance.objectNode().put("method", method).put("path", path);
    if (method.equals("POST")) input.putObject("body").put("n", 1);
    var context =
        new CallContext(
            acme.id(),
            Environment.DEVELOPMENT,
            alias,
            "key",
            Instant.now().plusSeconds(20),
            _ -> {});
    return ApiHub.shared()
        .bean(Operations.class)
        .action(OperationRef.parse("http@1/request"))
        .invoke(input, context);
  }

  @Test
  void connectionsComeBackWithoutTheirSecrets() {
    String path = "/api/v1/connections/development/erp";
    String body =
        """
        {"title": "ERP", "connector": "http", "auth": "bearer",
         "settings": {"baseUrl": "http://localhost:9"}, "secrets": {"token": "t0p-s3cret"}}
        """;

    var made = api.put(path, body);
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(made.body().at("/secretsSet").toString()).isEqualTo("[\"token\"]");
    assertThat(made.text()).doesNotContain("t0p-s3cret");
    assertThat(api.get("/api/v1/connections").body().at("/items").size()).isEqualTo(1);

    var changed =
        api.put(
            path,
            body.replace("\"ERP\"", "\"The ERP\"").replace("\"token\": \"t0p-s3cret\"", ""),
            "If-Match",
            api.get(path).header("ETag"));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.at("/title")).isEqualTo("The ERP");

    var stale = api.put(path, body, "If-Match", made.header("ETag"));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("connection-changed");

    var tested = api.post(path + "/test", "");
    assertThat(tested.status()).isEqualTo(200);
    assertThat(tested.body().at("/ok").asBoolean()).isFalse();
    assertThat(tested.at("/message")).isNotBlank().doesNotContain("t0p-s3cret");

    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.get(path).code()).isEqualTo("connection-not-found");
  }

  @Test
  void aMessageThatFailsIsMendedAndReplayed() {
    String address = live(DOCUMENT.replace(".order.price * 1.10", "number(.order.price)"));
    var anonymous = ApiHub.shared().anonymous();
    String good = anonymous.post(address, "{\"price\": \"12.50\"}").at("/runId");
    String bad = anonymous.post(address, "{\"price\": \"much\"}").at("/runId");
    String worse = anonymous.post(address, "{\"price\": \"more\"}").at("/runId");

    assertThat(ended(good).at("/run/status")).isEqualTo("succeeded");
    assertThat(ended(good).at("/steps/0/output/total")).isEqualTo("12.5");
    assertThat(ended(bad).at("/run/status")).isEqualTo("dead");
    assertThat(ended(bad).at("/run/failedStep")).isEqualTo("total");
    assertThat(ended(worse).at("/payload/price")).isEqualTo("more");

    var first = api.get("/api/v1/runs?limit=2&flow=order-sync");
    var second = api.get("/api/v1/runs?limit=2&flow=order-sync&cursor=" + first.at("/next"));
    assertThat(first.body().at("/items").size()).isEqualTo(2);
    assertThat(second.body().at("/items").size()).isEqualTo(1);
    assertThat(second.body().at("/next").isNull()).isTrue();
    assertThat(api.get("/api/v1/runs?status=dead").body().at("/items").size()).isEqualTo(2);
    assertThat(api.get("/api/v1/runs?cursor=nonsense").status()).isEqualTo(400);

    var letters = api.get("/api/v1/dead-letters");
    assertThat(letters.body().at("/items").size()).isEqualTo(2);
    assertThat(letters.at("/items/0/step")).isEqualTo("total");
    var letter = api.get("/api/v1/dead-letters/" + bad);
    assertThat(letter.at("/payload/price")).isEqualTo("much");
    assertThat(letter.at("/letter/status")).isEqualTo("open");

    var replay =
        api.post("/api/v1/dead-letters/" + bad + "/replay", "{\"payload\": {\"price\": \"7\"}}");
    assertThat(replay.status()).as(replay.text()).isEqualTo(202);
    assertThat(ended(replay.at("/runId")).at("/run/replayOf")).isEqualTo(bad);
    assertThat(ended(replay.at("/runId")).at("/run/status")).isEqualTo("succeeded");
    assertThat(api.post("/api/v1/dead-letters/" + bad + "/replay", "").code())
        .isEqualTo("not-open");

    String discard = "/api/v1/dead-letters/" + worse + "/discard";
    assertThat(api.post(discard, "{}").code()).isEqualTo("reason-missing");
    assertThat(api.post(discard, "{\"reason\": \"a test\"}").status()).isEqualTo(204);
    assertThat(api.get("/api/v1/dead-letters").body().at("/items").size()).isZero();
    assertThat(api.get("/api/v1/dead-letters?status=any").body().at("/items").size()).isEqualTo(2);
    assertThat(api.post("/api/v1/dead-letters/replay", "{\"runs\": [\"" + worse + "\"]}").text())
        .isEqualTo("{\"runIds\":[]}");
  }

  @Test
  void whatIsDoneIsOnTheAuditLog() {
    newFlow();
    newFlow();

    var page = api.get("/api/v1/audit-events?action=flow.create&limit=1");
    var next =
        api.get("/api/v1/audit-events?action=flow.create&limit=1&cursor=" + page.at("/next"));

    assertThat(page.at("/items/0/action")).isEqualTo("flow.create");
    assertThat(page.at("/items/0/actor/kind")).isEqualTo("client");
    assertThat(page.at("/items/0/outcome")).isEqualTo("succeeded");
    assertThat(page.at("/items/0/authentication")).isEqualTo("client-credentials");
    assertThat(next.at("/items/0/id")).isNotBlank().isNotEqualTo(page.at("/items/0/id"));
    assertThat(next.body().at("/next").isNull()).isTrue();
  }

  @Test
  void aRoleThatMayNotIsRefused() {
    var viewer = ApiHub.shared().caller(acme, Role.VIEWER);

    var refused = viewer.post("/api/v1/flows", "{\"title\": \"No\"}");

    assertThat(viewer.get("/api/v1/flows").status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("access-refused");
    assertThat(api.get("/api/v1/audit-events?outcome=refused").body().at("/items").size())
        .isEqualTo(1);
  }

  @Test
  void nothingIsAnsweredWithoutAToken() {
    var anonymous = ApiHub.shared().anonymous();

    assertThat(anonymous.get("/api/v1/flows").status()).isEqualTo(401);
    assertThat(anonymous.withToken("nonsense").get("/api/v1/flows").status()).isEqualTo(401);
    assertThat(anonymous.token("nobody", "nothing").at("/error").asString())
        .isEqualTo("invalid_client");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\": | 400 | body-malformed",
        "{\"titel\": \"x\"} | 400 | body-malformed",
        "{\"title\": {}} | 400 | body-malformed",
        "[] | 400 | body-malformed",
        "{} | 422 | title-missing",
        "{\"title\": \"x\", \"id\": \"No Id\"} | 422 | flow-id-invalid",
        "{\"document\": {\"format\": \"other\"}} | 400 | document-malformed",
      })
  void aWrongBodyIsSaidToBeWrong(String body, int status, String code) {
    var refused = api.post("/api/v1/flows", body);

    assertThat(refused.status()).as(refused.text()).isEqualTo(status);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.at("/detail")).isNotBlank();
  }

  @Test
  void aMalformedBodyNamesThePlace() {
    var refused = api.post("/api/v1/flows", "{\n  \"title\": tru\n}");

    assertThat(refused.at("/detail")).contains("line 2").doesNotContain("Exception");
  }

  @Test
  void bodiesThatAreTooMuchAreRefused() {
    var deep = api.post("/api/v1/flows", "{\"document\":" + "[".repeat(10_000));
    var large = api.post("/api/v1/flows", "{\"title\": \"" + "a".repeat(17 << 20) + "\"}");

    assertThat(deep.code()).isEqualTo("body-malformed");
    assertThat(deep.status()).isEqualTo(400);
    assertThat(large.status()).isIn(400, 413);
    assertThat(large.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/runs?limit=0",
        "/api/v1/runs?limit=501",
        "/api/v1/runs?limit=many",
        "/api/v1/runs?status=SUCCEEDED",
        "/api/v1/runs?from=yesterday",
        "/api/v1/runs?flow=No%20Flow",
        "/api/v1/runs?environment=moon",
        "/api/v1/dead-letters?status=closed",
        "/api/v1/audit-events?outcome=odd",
        "/api/v1/audit-events?cursor=nonsense",
      })
  void aWrongParameterIsSaidToBeWrong(String path) {
    var refused = api.get(path);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.code()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/flows/missing",
        "/api/v1/flows/No%20Id",
        "/api/v1/flows/missing/versions",
        "/api/v1/flows/missing/deployments/moon",
        "/api/v1/connections/production/missing",
        "/api/v1/runs/019a0000-0000-7000-8000-000000000000",
        "/api/v1/runs/none",
        "/api/v1/dead-letters/none",
        "/api/v1/nothing",
        "/api/v2/flows",
      })
  void whatIsNotThereIsNotFound(String path) {
    var refused = api.get(path);

    assertThat(refused.status()).as(refused.text()).isEqualTo(404);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.code()).endsWith("-not-found");
  }

  @Test
  void theApiDescribesItself() {
    var description = ApiHub.shared().anonymous().get("/api/openapi.json");

    assertThat(description.status()).isEqualTo(200);
    assertThat(description.at("/openapi")).startsWith("3.");
    assertThat(description.body().at("/paths").propertyNames())
        .allMatch(path -> path.startsWith("/api/v1/"))
        .contains("/api/v1/flows/{flow}/draft", "/api/v1/audit-events");
    assertThat(
            description.at("/components/securitySchemes/client/flows/clientCredentials/tokenUrl"))
        .isEqualTo("/oauth2/token");
  }

  /// Publishes and deploys, and answers the webhook's path.
  @Test
  void runsAreDecidedToldAndCancelled() {
    String address =
        live(
            DOCUMENT.replace(
                "\"steps\": [",
                """
                "steps": [
                  {"id": "release", "wait": {"for": "approval", "roles": ["OWNER"], "message": "Go?"}},
                  {"id": "paid", "wait": {"for": "event", "event": "payment.received", "key": "${.order.id}"}},
                """));
    var anonymous = ApiHub.shared().anonymous();
    String run = anonymous.post(address, "{\"id\": \"A-1\", \"price\": 1}").at("/runId");
    String path = "/api/v1/approvals/" + run + "/release";
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/v1/approvals?mine=true").at("/items/0/run").equals(run));
    assertThat(api.get(path).at("/context/order/id")).isEqualTo("A-1");
    assertThat(api.post(path + "/decide", "{}").code()).isEqualTo("decision-missing");
    assertThat(api.post(path + "/decide", "{\"decision\": \"approved\"}").status()).isEqualTo(204);
    assertThat(api.post(path + "/decide", "{\"decision\": \"rejected\"}").code())
        .isEqualTo("already-decided");

    String event = "/api/v1/events/payment.received";
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/v1/runs/" + run).text().contains("\"key\":\"A-1\""));
    assertThat(api.post(event, "{\"key\": \"A-2\"}").body().at("/runs").asInt()).isZero();
    assertThat(
            api.post(event, "{\"environment\": \"development\", \"key\": \"A-1\"}")
                .body()
                .at("/runs")
                .asInt())
        .isZero();
    assertThat(
            api.post(event, "{\"key\": \"A-1\", \"data\": {\"ok\": true}}")
                .body()
                .at("/runs")
                .asInt())
        .isEqualTo(1);
    assertThat(ended(run).at("/run/status")).isEqualTo("succeeded");
    assertThat(api.post(event, "{}").code()).isEqualTo("event-key-invalid");

    String one = anonymous.post(address, "{\"id\": \"A-3\", \"price\": 1}").at("/runId");
    String two = anonymous.post(address, "{\"id\": \"A-4\", \"price\": 1}").at("/runId");
    assertThat(api.post("/api/v1/runs/" + one + "/cancel", "{\"reason\": \"Twice\"}").status())
        .isEqualTo(202);
    assertThat(ended(one).at("/run/error")).startsWith("Cancelled by ").endsWith(": Twice");
    assertThat(api.post("/api/v1/runs/" + one + "/cancel", "").code()).isEqualTo("not-running");
    assertThat(api.post("/api/v1/runs/cancel", "{}").code()).isEqualTo("runs-missing");
    var many = api.post("/api/v1/runs/cancel", "{\"filter\": {\"flow\": \"order-sync\"}}");
    assertThat(many.body().at("/runs").asInt()).isEqualTo(1);
    assertThat(ended(two).at("/run/status")).isEqualTo("cancelled");
  }

  private String live(String document) {
    assertThat(api.post("/api/v1/flows", "{\"document\": " + document + "}").status())
        .isEqualTo(201);
    api.post("/api/v1/flows/order-sync/versions", "", "If-Match", "*");
    return api.put("/api/v1/flows/order-sync/deployments/production", "{\"version\": 1}")
        .at("/webhookPath");
  }

  private Answer ended(String run) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> api.get("/api/v1/runs/" + run),
            answer -> List.of("succeeded", "dead", "cancelled").contains(answer.at("/run/status")));
  }

  private Answer newFlow() {
    var created =
        api.post(
            "/api/v1/flows", "{\"title\": \"A flow\", \"id\": \"f" + System.nanoTime() + "\"}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created;
  }
}
