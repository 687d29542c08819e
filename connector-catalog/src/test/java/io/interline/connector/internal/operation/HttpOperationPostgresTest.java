package io.interline.connector.internal.operation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Throttled;
import io.interline.connector.spi.ConnectorException.Transient;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Field;
import io.interline.connector.testkit.ConnectorBeans;
import io.interline.connector.testkit.TestServer;
import io.interline.connector.testkit.TestServer.Answer;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `http@1/request` from the engine's side: through binding, connection, network and back.
class HttpOperationPostgresTest {

  private static final TestHub HUB = ConnectorBeans.hub();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OperationRef REQUEST = OperationRef.parse("http@1/request");

  private final TestTenant acme = HUB.tenant();
  private final Operations operations = HUB.bean(Operations.class);
  private final TestServer server = TestServer.start();

  @BeforeEach
  void connect() {
    connect("erp", "none", Map.of("baseUrl", server.url() + "/v1"), Map.of());
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void postsJsonAndTakesTheAnswer() throws Exception {
    server.answer(Answer.of(201, "{\"id\": 12345678901234567890, \"price\": 1.10}"));

    var output = invoke("{'method':'POST','path':'/orders','body':{'n':1}}");

    var request = server.last();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).isEqualTo("/v1/orders");
    assertThat(request.body()).isEqualTo("{\"n\":1}");
    assertThat(request.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("idempotency-key", "key-1")
        .containsEntry("user-agent", "Interline");
    assertThat(output.get("status").intValue()).isEqualTo(201);
    assertThat(output.get("headers").get("content-type").textValue()).isEqualTo("application/json");
    assertThat(output.get("body").toString())
        .isEqualTo("{\"id\":12345678901234567890,\"price\":1.10}");
  }

  @Test
  void sendsQueryHeadersAndText() throws Exception {
    server.answer(Answer.of(200, "fine"));

    var output =
        invoke(
            "{'method':'PUT','path':'x','query':{'page':2,'q':'a b'},"
                + "'headers':{'X-Trace':7},'body':'plain'}");

    assertThat(server.last().uri()).isEqualTo("/v1/x?page=2&q=a%20b");
    assertThat(server.last().body()).isEqualTo("plain");
    assertThat(server.last().headers())
        .containsEntry("x-trace", "7")
        .containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(output.get("body").textValue()).isEqualTo("fine");
  }

  @Test
  void emptyAnswerHasNoBody() throws Exception {
    server.answer(Answer.of(204, ""));

    assertThat(invoke("{'path':'/x'}").has("body")).isFalse();
  }

  @Test
  void binaryAnswerComesAsBase64() throws Exception {
    server.answer(
        new Answer(200, Map.of("Content-Type", "image/png"), new byte[] {1, 2, 3}, false));

    assertThat(invoke("{'path':'/x'}").get("body").textValue()).isEqualTo("AQID");
  }

  @Test
  void statusesNamedCountAsSuccess() throws Exception {
    server.answer(Answer.of(404, "no such order"));

    assertThat(invoke("{'path':'/x','success':'2xx, 404'}").get("status").intValue())
        .isEqualTo(404);
    assertThatThrownBy(() -> invoke("{'path':'/x'}"))
        .isInstanceOf(Permanent.class)
        .hasMessage("The other system refused the request (404): no such order");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, READ",
    "HEAD, READ",
    "PUT, IDEMPOTENT_WRITE",
    "DELETE, IDEMPOTENT_WRITE",
    "POST, WRITE",
    "PATCH, WRITE"
  })
  void effectFollowsTheMethod(String method, Effect effect) throws Exception {
    var bound = operations.action(REQUEST).bind(json("{'path':'/x','method':'" + method + "'}"));

    assertThat(bound.effect()).isEqualTo(effect);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=ISO-8859-1, ISO-8859-1, Zoë",
    "text/plain;charset=iso-8859-15, ISO-8859-15, 5 €",
    "'text/html; Charset=\"windows-1252\"', windows-1252, “5 €”",
    "text/plain; charset=Shift_JIS, Shift_JIS, 日本語",
    "application/xml; charset=utf-16, UTF-16, <ö/>",
    "text/plain, UTF-8, Zoë",
    "'', UTF-8, Zoë",
  })
  void textIsReadByItsCharset(String type, String charset, String text) throws Exception {
    server.answer(
        new Answer(
            200,
            type.isEmpty() ? Map.of() : Map.of("Content-Type", type),
            text.getBytes(charset),
            false));

    var output = invoke("{'path':'/x'}");

    assertThat(output.get("body").textValue()).isEqualTo(text);
    assertThat(output.has("note")).isFalse();
  }

  @Test
  void jsonAndXmlAreReadByTheirCharset() throws Exception {
    server.answer(
        new Answer(
            200,
            Map.of("Content-Type", "application/json; charset=ISO-8859-1"),
            "{\"name\":\"Zoë\"}".getBytes(ISO_8859_1),
            false));
    assertThat(invoke("{'path':'/x'}").at("/body/name").textValue()).isEqualTo("Zoë");

    String xml = "<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>Zoë</a>";
    server.answer(
        new Answer(200, Map.of("Content-Type", "text/xml"), xml.getBytes(ISO_8859_1), false));
    assertThat(invoke("{'path':'/x'}").get("body").textValue()).isEqualTo(xml);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=klingon, , klingon",
    "text/plain; charset=utf-8, , UTF-8",
    "application/json, , UTF-8",
    "text/plain, br, br",
  })
  void whatCannotBeReadComesAsBase64WithANote(String type, String coding, String named)
      throws Exception {
    var bytes = "Zoë".getBytes(ISO_8859_1);
    var answer = new Answer(200, Map.of("Content-Type", type), bytes, false);
    server.answer(coding == null ? answer : answer.with("Content-Encoding", coding));

    var output = invoke("{'path':'/x'}");

    assertThat(output.get("body").textValue()).isEqualTo(Base64.getEncoder().encodeToString(bytes));
    assertThat(output.get("note").textValue()).contains("Base64").contains(named);
  }

  @Test
  void formIsMadeOfAnObject() throws Exception {
    invoke(
        "{'method':'POST','path':'/x','contentType':'application/x-www-form-urlencoded',"
            + "'body':{'a':'1&b=2','tag':['red','x y'],'n':12345678.9,'none':null,'ü':true}}");

    assertThat(server.last().body())
        .isEqualTo("a=1%26b%3D2&tag=red&tag=x+y&n=12345678.9&%C3%BC=true");
    assertThatThrownBy(
            () ->
                invoke(
                    "{'method':'POST','path':'/x','headers':{'content-type':"
                        + "'application/x-www-form-urlencoded;charset=utf-8'},'body':{'a':{'b':1}}}"))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("'a'");
  }

  @Test
  void parameterOfTheQueryIsRepeated() throws Exception {
    invoke("{'path':'/x?z=1','query':{'tag':['red','a&b'],'limit':50,'paid':true,'none':null}}");

    assertThat(server.last().uri()).isEqualTo("/v1/x?z=1&tag=red&tag=a%26b&limit=50&paid=true");
    assertThatThrownBy(() -> invoke("{'path':'/x','query':{'a':{'b':1}}}"))
        .hasMessageContaining("'query.a' must be text");
  }

  @Test
  void placesOfTextAreKnown() {
    var action = operations.action(REQUEST);
    var form = "{'body':'','headers':{'CONTENT-TYPE':'Application/X-WWW-form-urlencoded; a=b'}}";

    assertThat(action.places(json("{'body':''}"))).isEqualTo(Map.of("path", Field.Place.PATH));
    assertThat(action.places(json(form)))
        .isEqualTo(Map.of("path", Field.Place.PATH, "body", Field.Place.FORM));
  }

  @Test
  void statusesChosenAreTriedAgain() {
    server.answer(Answer.of(409, "locked"));

    assertThatThrownBy(() -> invoke("{'path':'/x'}")).isInstanceOf(Permanent.class);
    assertThatThrownBy(() -> invoke("{'path':'/x','retryOn':'409, 423'}"))
        .isInstanceOf(Transient.class);
    assertThatThrownBy(() -> invoke("{'path':'/x','retryOn':'soon'}"))
        .hasMessageContaining("no status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "basic", "api-key"})
  void secretsThatAreSentBackAreNotKept(String auth) throws Exception {
    var secrets =
        switch (auth) {
          case "bearer" -> Map.of("token", "t0ken-t0ken");
          case "basic" -> Map.of("password", "pa55w0rd");
          default -> Map.of("key", "k3y-k3y-k3y");
        };
    var settings = new HashMap<>(Map.of("baseUrl", server.url() + "/v1"));
    if (auth.equals("basic")) settings.put("username", "ann");
    connect("secured-" + auth, auth, settings, secrets);
    server.answer(
        request ->
            Answer.of(
                    200,
                    "{\"headers\": [{\"echo "
                        + request.headers().getOrDefault("authorization", "")
                        + "\": \""
                        + String.join(" ", request.headers().values())
                        + "\"}], \"n\": 5}")
                .with("X-Echo", String.join(" ", request.headers().values())));

    var output =
        operations
            .action(REQUEST)
            .invoke(json("{'path':'/x'}"), context("secured-" + auth, later()));

    String sent = server.last().headers().toString();
    for (String secret : secrets.values()) assertThat(output.toString()).doesNotContain(secret);
    if (auth.equals("basic")) assertThat(output.toString()).doesNotContain("YW5uOnBhNTV3MHJk");
    assertThat(sent).containsAnyOf("t0ken", "YW5uOnBhNTV3MHJk", "k3y");
    assertThat(output.at("/body/n").intValue()).isEqualTo(5);

    server.answer(request -> Answer.of(422, "{\"got\": \"" + request.headers().values() + "\"}"));
    var refused = new ArrayList<JsonNode>();
    var keeping =
        new CallContext(
            acme.id(),
            Environment.DEVELOPMENT,
            "secured-" + auth,
            "key-2",
            later(),
            line -> {},
            refused::add);
    assertThatThrownBy(() -> operations.action(REQUEST).invoke(json("{'path':'/x'}"), keeping))
        .isInstanceOf(Permanent.class);
    assertThat(refused).singleElement().satisfies(kept -> assertThat(kept.has("body")).isTrue());
    for (String secret : secrets.values())
      assertThat(refused.toString()).contains("•••").doesNotContain(secret);
    if (auth.equals("basic")) assertThat(refused.toString()).doesNotContain("YW5uOnBhNTV3MHJk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer x",
        "accept: a\nCOOKIE : a=b",
        "X-Api-Key: 1",
        "x-shop-access-token: 1"
      })
  void secretAmongTheHeadersOfAConnectionIsRefused(String headers) {
    assertThatThrownBy(
            () ->
                connect(
                    "open", "none", Map.of("baseUrl", server.url(), "headers", headers), Map.of()))
        .isInstanceOfSatisfying(
            DomainException.class, e -> assertThat(e.code()).isEqualTo("secret-in-clear"));
  }

  @ParameterizedTest
  @CsvSource({"429, 7, PT7S", "503, 120, PT2M", "429, nonsense, ", "429, 99999999, PT24H"})
  void throttlingSaysHowLongToWait(int status, String header, Duration wait) {
    server.answer(Answer.of(status, "slow down").with("Retry-After", header));

    assertThatThrownBy(() -> invoke("{'path':'/x'}"))
        .isInstanceOfSatisfying(
            Throttled.class, e -> assertThat(e.retryAfter().orElse(null)).isEqualTo(wait));
  }

  @Test
  void redirectIsNotFollowed() {
    server.answer(Answer.of(302, "").with("Location", server.url() + "/elsewhere"));

    assertThatThrownBy(() -> invoke("{'path':'/x'}"))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("redirects to " + server.url() + "/elsewhere");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void everyProblemOfTheInputIsNamed() {
    assertThatThrownBy(() -> invoke("{'method':'FETCH','query':[1],'headers':{'a':{}},'pth':'/x'}"))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("http@1/request")
        .hasMessageContaining("'method' must be one of GET, POST")
        .hasMessageContaining("'query' must be an object")
        .hasMessageContaining("'headers.a' must be text")
        .hasMessageContaining("'pth' is unknown")
        .hasMessageContaining("'path' is required");
    assertThatThrownBy(() -> invoke("{'path':'/x','body':1}")).hasMessageContaining("no body");
    assertThatThrownBy(() -> invoke("{'path':'/x','success':'ok'}"))
        .hasMessageContaining("no status");
    assertThatThrownBy(() -> invoke("[]")).hasMessageContaining("must be an object");
  }

  @Test
  void credentialsStayOnTheHostOfTheConnection() {
    try (var elsewhere = TestServer.start()) {
      assertThatThrownBy(() -> invoke("{'path':'" + elsewhere.url() + "/x'}"))
          .isInstanceOf(Permanent.class)
          .hasMessageContaining("not on the host");
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void timeThatIsOverMeansNoCall() {
    var past = context("erp", Instant.EPOCH);

    assertThatThrownBy(() -> operations.action(REQUEST).invoke(json("{'path':'/x'}"), past))
        .isInstanceOf(Transient.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void deadlineEndsACallThatHangs() {
    server.answer(Answer.never());
    var soon = context("erp", HUB.bean(Clock.class).instant().plusMillis(300));

    assertThatThrownBy(() -> operations.action(REQUEST).invoke(json("{'path':'/x'}"), soon))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("No complete answer");
  }

  @Test
  void connectionOfAnotherConnectorIsRefused() {
    var settings =
        new ConnectionSettings(
            "hook",
            Environment.DEVELOPMENT,
            "Hook",
            "webhook",
            "secret-header",
            Map.of(),
            Map.of("secret", "0123456789abcdef"));
    TenantScope.call(acme.developer(), () -> HUB.bean(Connections.class).save(settings, null));

    assertThatThrownBy(
            () ->
                operations.action(REQUEST).invoke(json("{'path':'/x'}"), context("hook", later())))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("'hook' is one of webhook");
  }

  @Test
  void unknownOperationsAreRefused() {
    assertThatThrownBy(() -> operations.action(OperationRef.parse("http@2/request")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> operations.webhook(OperationRef.parse("schedule@1/cron"), json("{}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> operations.timetable(OperationRef.parse("webhook@1/receive"), json("{}")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysThatLoopbackIsAllowed() {
    assertThat(operations.allowsPrivateAddresses()).isTrue();
  }

  private void connect(
      String alias, String auth, Map<String, String> settings, Map<String, String> secrets) {
    var connection =
        new ConnectionSettings(
            alias, Environment.DEVELOPMENT, "ERP", "http", auth, settings, secrets);
    TenantScope.call(acme.developer(), () -> HUB.bean(Connections.class).save(connection, null));
  }

  private JsonNode invoke(String input) throws Exception {
    return operations.action(REQUEST).invoke(json(input), context("erp", later()));
  }

  private static Instant later() {
    return HUB.bean(Clock.class).instant().plusSeconds(20);
  }

  private CallContext context(String connection, Instant deadline) {
    return new CallContext(
        acme.id(), Environment.DEVELOPMENT, connection, "key-1", deadline, line -> {});
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
