package io.interline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.api.ApiCaller.Answer;
import io.interline.tenant.Role;
import io.interline.tenant.testing.TestTenant;
import java.lang.annotation.Annotation;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// What is wrong with a request is said as a client or server error that its sender can understand:
/// for every route that there is, and in plain words.
@ExtendWith(WithApiHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiBordersPostgresTest {

  /// Names of packages, of nested classes, and of failures of Java.
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "\\b(java|javax|jakarta|tools|com|org|io|sun)\\.[a-z]\\w*\\.|\\w\\$\\w|[A-Z]\\w+(Exception|Error|Throwable)\\b"
              + "|\\b(JsonToken|ObjectNode|LinkedHashMap|ArrayList|JsonNode)\\b|`[A-Z]\\w+`");

  private final TestTenant acme = ApiHub.shared().tenant();
  private final ApiCaller api = ApiHub.shared().caller(acme, Role.OWNER);

  /// @param body whether it reads one
  record ApiRoute(RequestMethod method, String path, HandlerMethod handler, boolean body) {

    List<String> parameters() {
      return parameters(handler, RequestParam.class)
          .map(MethodParameter::getParameterName)
          .toList();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }

    static Stream<MethodParameter> parameters(
        HandlerMethod handler, Class<? extends Annotation> type) {
      return Arrays.stream(handler.getMethodParameters())
          .filter(it -> it.hasParameterAnnotation(type))
          .map(HandlerMethodParameters::named);
    }
  }

  /// Reads the names that the compiler kept.
  private static final class HandlerMethodParameters {
    static MethodParameter named(MethodParameter parameter) {
      parameter.initParameterNameDiscovery(
          new org.springframework.core.DefaultParameterNameDiscoverer());
      return parameter;
    }
  }

  static List<ApiRoute> routes() {
    var routes = new ArrayList<ApiRoute>();
    ApiHub.shared()
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (route, handler) -> {
              for (var path : route.getPatternValues())
                for (var method : route.getMethodsCondition().getMethods())
                  if (path.startsWith("/api/v1/"))
                    routes.add(
                        new ApiRoute(
                            method,
                            path.replace("{environment}", "production")
                                .replaceAll("\\{[^}]+}", "x"),
                            handler,
                            ApiRoute.parameters(handler, RequestBody.class).count() > 0));
            });
    assertThat(routes).hasSizeGreaterThan(40);
    return routes;
  }

  static Stream<ApiRoute> bodyRoutes() {
    return routes().stream().filter(ApiRoute::body);
  }

  static Stream<ApiRoute> parameterRoutes() {
    return routes().stream().filter(it -> !it.parameters().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("bodyRoutes")
  void bodyOfAnotherTypeIsToldWhatToSend(ApiRoute route) {
    for (var type : List.of("application/x-www-form-urlencoded", "text/plain", "application/xml")) {
      var answer =
          api.send(
              route.method().name(),
              route.path(),
              BodyPublishers.ofString("{\"title\": \"x\"}"),
              List.of("Content-Type", type));

      assertThat(answer.status()).as(type + " " + answer.text()).isEqualTo(415);
      assertThat(answer.code()).isEqualTo("type-unsupported");
      assertThat(answer.at("/detail")).contains("Content-Type: application/json", type);
    }
  }

  @Test
  void bodyThatMayBeYamlIsToldSo() {
    var answer =
        api.send(
            "POST",
            "/api/v1/flows",
            BodyPublishers.ofString("title=x"),
            List.of("Content-Type", "application/x-www-form-urlencoded"));

    assertThat(answer.at("/detail")).contains("application/json or application/yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/yaml",
        "application/xml",
        "text/html",
        "application/cbor",
        "application/x-jackson-smile",
        "application/x-protobuf"
      })
  void answersAreJsonAndNothingElse(String type) {
    for (var path :
        List.of("flows", "connections", "runs", "dead-letters", "replays", "triggers", "limits")) {
      var answer = accept(path, type);
      assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(406);
      assertThat(answer.code()).isEqualTo("type-unacceptable");
      assertThat(accept(path, type + ", */*;q=0.1").header("Content-Type"))
          .isEqualTo("application/json");
    }
  }

  private Answer accept(String path, String type) {
    return api.send("GET", "/api/v1/" + path, BodyPublishers.noBody(), List.of("Accept", type));
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    var answer = api.send("PATCH", "/api/v1/flows", BodyPublishers.ofString("{}"), List.of());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.at("/detail")).contains("GET", "POST");
    assertThat(api.get("/api/v1/nothing").code()).isEqualTo("route-not-found");
  }

  @ParameterizedTest
  @MethodSource("parameterRoutes")
  void parameterThatNothingCanKeepIsNamed(ApiRoute route) {
    for (var parameter : route.parameters())
      for (var value : List.of("a%00b", "%ED%A0%80", "+999999999-12-31T23:59:59Z")) {
        var answer =
            api.send(
                route.method().name(),
                route.path() + "?" + parameter + "=" + value.replace("+", "%2B"),
                route.method() == RequestMethod.GET
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{}"),
                List.of());

        assertThat(answer.status()).as(parameter + "=" + value + answer.text()).isLessThan(500);
        assertPlain(answer);
        if (value.equals("a%00b")) {
          assertThat(answer.status()).isEqualTo(400);
          assertThat(answer.at("/detail")).contains("'" + parameter + "'", "NUL");
        }
      }
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs/%0a", "flows/%2e%2e/x", "flows/a;b", "flows//x"})
  void strangeAddressIsAProblemToo(String path) {
    var answer = api.get("/api/v1/" + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("address-malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59.999999999Z",
        "-999999999-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z"
      })
  void timeBeyondWhatDatabasesKeepIsNoTime(String time) {
    for (var path : List.of("runs", "dead-letters", "dead-letters/causes", "audit-events"))
      for (var name : List.of("from", "until")) {
        var answer = api.get("/api/v1/" + path + "?" + name + "=" + time.replace("+", "%2B"));
        assertThat(answer.status()).as(path + answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("parameter-invalid");
        assertThat(answer.at("/detail")).contains("'" + name + "'", "2026-01-31T13:45:00Z");
      }
  }

  /// Bodies that are wrong in every way one can think of, for every route that reads one.
  @ParameterizedTest
  @MethodSource("bodyRoutes")
  void whatIsWrongWithABodyIsSaidInPlainWords(ApiRoute route) {
    for (var body :
        List.of(
            "",
            "{",
            "[",
            "nonsense",
            "\"text\"",
            "17",
            "[]",
            "[{}]",
            "{\"nothing\": 1}",
            "{\"title\": {}, \"reason\": [], \"note\": {}, \"version\": \"x\"}",
            "{\"title\": [1]}",
            "{\"reason\": []}",
            "{\"runs\": {}}",
            "{\"runs\": [{}]}",
            "{\"version\": \"three\"}",
            "{\"version\": 99999999999999999999}",
            "{\"filter\": 3}",
            "{\"undo\": \"perhaps\"}",
            "{\"settings\": 4}",
            "{\"document\": 5}",
            "{\"a\": \"\\x\"}",
            "{\"a\": \"\u0001\"}",
            "{\"a\": 01}",
            "{\"a\": 1e}",
            "{a: 1}",
            "{\"a\": 1,}",
            "{\"a\" 1}",
            "{\"data\": \"\\u0000\"}",
            "{\"title\": \"\\ud800\"}",
            "[".repeat(300),
            "{\"data\": " + "9".repeat(1_100) + "}")) {
      var answer =
          api.send(
              route.method().name(),
              route.path(),
              BodyPublishers.ofString(body),
              List.of("Content-Type", "application/json", "If-Match", "\"x\""));

      assertThat(answer.status()).as(body + " " + answer.text()).isBetween(400, 499);
      assertPlain(answer);
    }
  }

  private static void assertPlain(Answer answer) {
    assertThat(answer.text()).doesNotContainPattern(CLASS_NAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"titel\": \"x\"} | no field 'titel' here; known are document, id, template, title",
        "{\"title\": {}} | 'title' must be a text",
        "[] | must be an object",
        "{\"title\": \"a\\u0000b\"} | 'title' holds the character NUL (U+0000) at position 2",
        "{\"title\": \"\\ud800\"} | 'title' holds half of a surrogate pair",
        "{\"document\": {\"steps\": [{\"id\": \"\\u0000\"}]}} | holds the character NUL",
        "{\"title\": \"x\", | ends too early",
        "{\"title\": tru} | no JSON value",
      })
  void fieldAndReasonAreNamed(String body, String words) {
    var answer = api.post("/api/v1/flows", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("body-malformed");
    assertThat(answer.at("/detail")).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\\nb", "a\\u001b[31mb", "a\\u202eb", "a\\u2066b", "a\\ufeff", "a\\u2028b"})
  void namesAreOneLineOfOrdinaryCharacters(String title) {
    var flow = api.post("/api/v1/flows", "{\"title\": \"" + title + "\"}");
    var document =
        api.post(
            "/api/v1/flows",
            """
            {"document": {"format": "interline/flow/1", "id": "odd", "title": "%s",
              "trigger": {"id": "t", "use": "webhook@1/receive", "with": {}}, "steps": []}}
            """
                .formatted(title));
    var connection =
        api.put(
            "/api/v1/connections/production/odd",
            """
            {"title": "%s", "connector": "http", "auth": "none",
              "settings": {"baseUrl": "https://a.example"}, "secrets": {}}
            """
                .formatted(title));

    for (var answer : List.of(flow, document, connection)) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.at("/detail")).contains("'title'");
    }
    assertThat(Objects.requireNonNull(api.get("/api/v1/flows").body().path("items")).size())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"H 9 * * *", "0 25 * * *", "0 9 * *", "@fortnightly", "0 0 30 2 *"})
  void timetableThatIsNoneIsSaidInPlainWords(String cron) {
    var other = ApiHub.shared().caller(ApiHub.shared().tenant(), Role.OWNER);
    var saved =
        other.post(
            "/api/v1/flows",
            """
            {"document": {"format": "interline/flow/1", "id": "odd-times", "title": "Odd times",
              "trigger": {"id": "t", "use": "schedule@1/cron", "with": {"cron": "%s"}}, "steps": []}}
            """
                .formatted(cron));

    assertThat(saved.status()).as(saved.text()).isEqualTo(201);
    assertThat(saved.at("/problems/0/pointer")).as(saved.text()).startsWith("/trigger/with");
    assertThat(saved.at("/problems/0/message")).contains("cron expression");
    assertPlain(saved);
  }

  /// The ids of others are asked for as often as one likes, and not unseen.
  @Test
  void idsThatAreNotOnesOwnAreOnTheAuditLog() {
    var run = "/api/v1/runs/01900000-0000-7000-8000-000000000000";
    var other = ApiHub.shared().caller(ApiHub.shared().tenant(), Role.OWNER);

    assertThat(other.get(run).status()).isEqualTo(404);

    var event = other.get("/api/v1/audit-events?action=api.not-found").body().at("/items/0");
    assertThat(event.at("/object/id").asString()).isEqualTo(run);
    assertThat(event.path("outcome").asString()).isEqualToIgnoringCase("refused");
  }
}
