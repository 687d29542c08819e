package io.interline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every route of the API, called with one tenant's token and another tenant's ids.
@ExtendWith(WithApiHub.class)
class TenantWalkPostgresTest {

  private static final String MARK = "acme-only";
  private static final String DOCUMENT =
      """
      {"format": "interline/flow/1", "id": "acme-only", "title": "acme-only",
       "trigger": {"id": "order", "use": "webhook@1/receive", "with": {}},
       "steps": [{"id": "total", "map": "if (.order.waits) 1 else error(\\"no\\")"},
                 {"id": "both", "parallel": {"branches": [
                    {"do": [{"id": "release", "wait": {"for": "approval", "message": "acme-only"}}]},
                    {"do": [{"id": "paid", "wait": {"for": "event", "event": "paid", "key": "acme-only"}}]}]}}]}
      """;
  private static final String CONNECTION =
      "{\"connector\": \"http\", \"auth\": \"none\", \"settings\": {\"baseUrl\": \"http://localhost:9\"}}";

  /// What another tenant gets to see: nothing.
  private enum Expected {
    /// The id is not theirs, and so there is none.
    NOT_FOUND,
    /// A list, in which nothing of others is.
    EMPTY,
    /// It makes something of their own, under the same name.
    OWN
  }

  private record Case(String path, String body, Expected expected) {}

  private static final Map<String, Case> CASES =
      Map.ofEntries(
          listed("GET /api/v1/flows"),
          Map.entry(
              "POST /api/v1/flows",
              new Case("/api/v1/flows", "{\"title\": \"acme-only\"}", Expected.OWN)),
          hidden("GET /api/v1/flows/{flow}", ""),
          hidden("DELETE /api/v1/flows/{flow}", ""),
          hidden("GET /api/v1/flows/{flow}/draft", ""),
          hidden("PUT /api/v1/flows/{flow}/draft", "{\"document\": " + DOCUMENT + "}"),
          hidden("POST /api/v1/flows/{flow}/check", ""),
          hidden("GET /api/v1/flows/{flow}/versions", ""),
          hidden("POST /api/v1/flows/{flow}/versions", ""),
          hidden("GET /api/v1/flows/{flow}/versions/{number}", ""),
          hidden("GET /api/v1/flows/{flow}/deployments/{environment}", ""),
          hidden("PUT /api/v1/flows/{flow}/deployments/{environment}", "{\"version\": 1}"),
          hidden("DELETE /api/v1/flows/{flow}/deployments/{environment}", ""),
          listed("GET /api/v1/connections"),
          hidden("GET /api/v1/connections/{environment}/{alias}", ""),
          hidden("DELETE /api/v1/connections/{environment}/{alias}", ""),
          hidden("POST /api/v1/connections/{environment}/{alias}/test", ""),
          Map.entry(
              "PUT /api/v1/connections/{environment}/{alias}",
              new Case("/api/v1/connections/production/acme-only", CONNECTION, Expected.OWN)),
          listed("GET /api/v1/runs"),
          hidden("GET /api/v1/runs/{run}", ""),
          waiting("POST /api/v1/runs/{run}/cancel", "", Expected.NOT_FOUND),
          Map.entry(
              "POST /api/v1/runs/cancel",
              new Case("/api/v1/runs/cancel", "{\"runs\": [\"{waiting}\"]}", Expected.EMPTY)),
          listed("GET /api/v1/approvals"),
          waiting("GET /api/v1/approvals/{run}/{step}", "", Expected.NOT_FOUND),
          waiting(
              "POST /api/v1/approvals/{run}/{step}/decide",
              "{\"decision\": \"approved\"}",
              Expected.NOT_FOUND),
          Map.entry(
              "POST /api/v1/events/{name}",
              new Case("/api/v1/events/paid", "{\"key\": \"acme-only\"}", Expected.EMPTY)),
          listed("GET /api/v1/dead-letters"),
          hidden("GET /api/v1/dead-letters/{run}", ""),
          hidden("POST /api/v1/dead-letters/{run}/replay", "{}"),
          hidden("POST /api/v1/dead-letters/{run}/discard", "{\"reason\": \"x\"}"),
          Map.entry(
              "POST /api/v1/dead-letters/replay",
              new Case("/api/v1/dead-letters/replay", "{\"runs\": [\"{run}\"]}", Expected.EMPTY)),
          listed("GET /api/v1/limits"),
          listed("GET /api/v1/dead-letters/causes"),
          listed("GET /api/v1/connections/circuits"),
          hidden("GET /api/v1/connections/{environment}/{alias}/circuit", ""),
          hidden("POST /api/v1/connections/{environment}/{alias}/circuit/reset", ""),
          hidden("POST /api/v1/connections/{environment}/{alias}/circuit/open", ""),
          listed("GET /api/v1/replays"),
          hidden("GET /api/v1/replays/{id}", ""),
          hidden("POST /api/v1/replays/{id}/pause", ""),
          hidden("POST /api/v1/replays/{id}/resume", ""),
          hidden("POST /api/v1/replays/{id}/cancel", ""),
          Map.entry(
              "POST /api/v1/replays",
              new Case("/api/v1/replays", "{\"filter\": {}}", Expected.OWN)),
          Map.entry(
              "POST /api/v1/replays/dry-run",
              new Case("/api/v1/replays/dry-run", "{}", Expected.EMPTY)),
          listed("GET /api/v1/triggers"),
          hidden("GET /api/v1/triggers/{flow}/{environment}", ""),
          hidden("PUT /api/v1/triggers/{flow}/{environment}/cursor", "{\"expected\": 0}"),
          hidden("POST /api/v1/triggers/{flow}/{environment}/pause", "{\"reason\": \"x\"}"),
          hidden("POST /api/v1/triggers/{flow}/{environment}/resume", ""),
          hidden("POST /api/v1/triggers/{flow}/{environment}/fire", ""),
          hidden(
              "POST /api/v1/triggers/{flow}/{environment}/backfill",
              "{\"from\": \"2026-01-01T00:00:00Z\", \"until\": \"2026-01-02T00:00:00Z\"}"),
          // What was refused names what they asked for themselves.
          Map.entry(
              "GET /api/v1/audit-events",
              new Case("/api/v1/audit-events?outcome=succeeded", "", Expected.EMPTY)));

  @Test
  void everyRouteHasACase() {
    var routes = new TreeSet<String>();
    var mapping =
        ApiHub.shared().bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    mapping
        .getHandlerMethods()
        .keySet()
        .forEach(
            route ->
                route.getPatternValues().stream()
                    .filter(path -> path.startsWith("/api/v1/"))
                    .forEach(
                        path ->
                            route
                                .getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + path))));

    assertThat(routes).isEqualTo(new TreeSet<>(CASES.keySet()));
  }

  @Test
  void noRouteShowsOrChangesWhatIsSomebodyElses() {
    var acme = ApiHub.shared().caller(ApiHub.shared().tenant(), Role.OWNER);
    var other = ApiHub.shared().caller(ApiHub.shared().tenant(), Role.OWNER);
    String address = populate(acme);
    String run = ApiHub.shared().anonymous().post(address, "{\"is\": \"acme-only\"}").at("/runId");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> acme.get("/api/v1/dead-letters/" + run).status() == 200);
    String waiting =
        ApiHub.shared()
            .anonymous()
            .post(address, "{\"is\": \"acme-only\", \"waits\": true}")
            .at("/runId");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> acme.get("/api/v1/approvals/" + waiting + "/release").status() == 200);
    Awaitility.await()
        .until(() -> acme.get("/api/v1/runs/" + waiting).at("/run/status").equals("waiting"));
    String before = state(acme);

    CASES.forEach(
        (route, walk) -> check(route, walk, Map.of("{run}", run, "{waiting}", waiting), other));

    assertThat(state(acme)).isEqualTo(before);
  }

  private static void check(String route, Case walk, Map<String, String> ids, ApiCaller other) {
    String method = route.substring(0, route.indexOf(' '));
    if (walk.expected() == Expected.OWN) return; // theirs, tried below everything else
    var answer =
        other.send(
            method,
            with(ids, walk.path()),
            BodyPublishers.ofString(with(ids, walk.body())),
            List.of("If-Match", "*"));
    if (walk.expected() == Expected.NOT_FOUND) {
      assertThat(answer.status()).as(route + " " + answer.text()).isEqualTo(404);
    } else {
      assertThat(answer.status()).as(route + " " + answer.text()).isBetween(200, 299);
      assertThat(answer.text()).as(route).doesNotContain(MARK).doesNotContain(ids.values());
    }
  }

  private static String with(Map<String, String> ids, String text) {
    String said = text;
    for (var id : ids.entrySet()) said = said.replace(id.getKey(), id.getValue());
    return said;
  }

  @Test
  void theSameNamesMayBeUsedByTwoTenants() {
    var acme = ApiHub.shared().caller(ApiHub.shared().tenant(), Role.OWNER);
    var other = ApiHub.shared().caller(ApiHub.shared().tenant(), Role.OWNER);
    populate(acme);
    String before = state(acme);

    populate(other);

    assertThat(state(acme)).isEqualTo(before);
  }

  private static String populate(ApiCaller api) {
    assertThat(api.post("/api/v1/flows", "{\"document\": " + DOCUMENT + "}").status())
        .isEqualTo(201);
    assertThat(api.post("/api/v1/flows/acme-only/versions", "", "If-Match", "*").status())
        .isEqualTo(201);
    assertThat(api.put("/api/v1/connections/production/acme-only", CONNECTION).status())
        .isEqualTo(200);
    return api.put("/api/v1/flows/acme-only/deployments/production", "{\"version\": 1}")
        .at("/webhookPath");
  }

  private static String state(ApiCaller api) {
    return String.join(
        "\n",
        api.get("/api/v1/flows").text(),
        api.get("/api/v1/flows/acme-only/draft").text(),
        api.get("/api/v1/flows/acme-only/versions").text(),
        api.get("/api/v1/connections").text(),
        api.get("/api/v1/runs").text(),
        api.get("/api/v1/approvals").text(),
        api.get("/api/v1/dead-letters?status=any").text());
  }

  private static Map.Entry<String, Case> listed(String route) {
    return Map.entry(route, new Case(path(route), "", Expected.EMPTY));
  }

  private static Map.Entry<String, Case> hidden(String route, String body) {
    return Map.entry(route, new Case(path(route), body, Expected.NOT_FOUND));
  }

  /// With a run that waits for a decision.
  private static Map.Entry<String, Case> waiting(String route, String body, Expected expected) {
    String path = path(route.replace("{run}", "{waiting}").replace("{step}", "release"));
    return Map.entry(route, new Case(path, body, expected));
  }

  private static String path(String route) {
    return route
        .substring(route.indexOf(' ') + 1)
        .replace("{flow}", MARK)
        .replace("{alias}", MARK)
        .replace("{environment}", "production")
        .replace("{number}", "1")
        .replace("{id}", "01980000-0000-7000-8000-000000000000");
  }
}
