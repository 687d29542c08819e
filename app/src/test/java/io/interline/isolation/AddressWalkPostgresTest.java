package io.interline.isolation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.interline.api.ApiHub;
import io.interline.api.WithApiHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Every address of the web server beside the API's and the screens', which have walks of their
/// own, asked by somebody without a session or token. Whoever knows the address of a webhook may
/// send to it, and learns no more than whether the message was taken.
@ExtendWith(WithApiHub.class)
@TestInstance(Lifecycle.PER_CLASS)
class AddressWalkPostgresTest {

  /// Patterns of what answers, and addresses to ask of it.
  private static final Map<String, List<String>> ADDRESSES =
      Map.ofEntries(
          Map.entry(
              "servlet /", List.of("/", "/runs/<run>", "/flows/<flow>", "/dead-letters?run=<run>")),
          Map.entry("servlet /vaadinServlet/*", List.of("/vaadinServlet/", "/VAADIN/<run>")),
          Map.entry("servlet /in/*", List.of("/in/", "/in/<flow>", "/in/<run>", "/in/<client>")),
          Map.entry("servlet /try/*", List.of("/try/", "/try/<flow>")),
          Map.entry("/**", List.of("/<flow>", "/interline/<flow>", "/outbox/<email>")),
          Map.entry("/webjars/**", List.of("/webjars/<flow>")),
          Map.entry("/error", List.of("/error", "/error?path=<flow>")),
          Map.entry("/actuator", List.of("/actuator")),
          Map.entry("/actuator/health", List.of("/actuator/health")),
          Map.entry(
              "/actuator/health/**", List.of("/actuator/health/<flow>", "/actuator/health/db")),
          Map.entry("/actuator/prometheus", List.of("/actuator/prometheus")),
          Map.entry("/api/**", List.of("/api/", "/api/v2/flows/<flow>", "/api/flows/<flow>")),
          Map.entry("/api/openapi.json", List.of("/api/openapi.json")),
          Map.entry("/api/openapi.json.yaml", List.of("/api/openapi.json.yaml")),
          Map.entry(
              "/.well-known/oauth-authorization-server",
              List.of("/.well-known/oauth-authorization-server")),
          Map.entry("filters", List.of("/oauth2/token")));

  private final ApiHub hub = ApiHub.shared();
  private final HttpClient http = HttpClient.newHttpClient();
  private final OtherTenant globex = OtherTenant.in(hub);
  private final TenantRows rows = new TenantRows(hub.database(), globex.tenant().id());

  static List<String> addresses() {
    return ADDRESSES.values().stream().flatMap(List::stream).sorted().toList();
  }

  @Test
  void everyAddressHasACase() {
    var patterns = new TreeSet<String>();
    requireNonNull(hub.context().getServletContext())
        .getServletRegistrations()
        .forEach(
            (name, servlet) ->
                servlet.getMappings().forEach(mapping -> patterns.add("servlet " + mapping)));
    for (var mapping : hub.context().getBeansOfType(HandlerMapping.class).values())
      patterns.addAll(patterns(mapping));
    patterns.add("filters"); // they answer without a mapping
    patterns.removeIf(pattern -> pattern.startsWith("/api/v1/"));

    assertThat(patterns).isEqualTo(new TreeSet<>(ADDRESSES.keySet()));
  }

  private static Set<String> patterns(HandlerMapping mapping) {
    var patterns = new TreeSet<String>();
    if (mapping instanceof RequestMappingInfoHandlerMapping methods)
      methods.getHandlerMethods().keySet().forEach(it -> patterns.addAll(it.getPatternValues()));
    if (mapping instanceof AbstractUrlHandlerMapping urls)
      patterns.addAll(urls.getHandlerMap().keySet());
    if (mapping instanceof RouterFunctionMapping functions && functions.getRouterFunction() != null)
      patterns.add("router " + functions.getRouterFunction());
    return patterns;
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void nothingOfATenantIsTold(String address) throws IOException, InterruptedException {
    var before = rows.digests();

    for (var method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS")) {
      var answer = answer(method, globex.ids().fill(address));

      assertThat(answer)
          .doesNotContain(OtherTenant.MARK)
          .doesNotContain(globex.tenant().id().toString());
      assertThat(answer).startsWith(answer(method, Ids.unknown().fill(address)).substring(0, 3));
    }
    assertThat(rows.digests()).isEqualTo(before);
  }

  /// Whatever answers, and however: pages, files, the framework's own requests, the API, webhooks,
  /// refusals and errors.
  @Test
  void everyAnswerTellsBrowsersWhatNotToDo() throws IOException, InterruptedException {
    var addresses = new TreeSet<String>();
    addresses().forEach(address -> addresses.add(globex.ids().fill(address)));
    new Screens(hub)
        .addresses(globex.tenant().owner())
        .forEach(
            route -> {
              String path = "/" + route.replaceAll(":[^/]+", "some");
              addresses.addAll(List.of(path, path + "?v-r=init&location=some", path + "/more"));
            });
    for (var mapping : hub.context().getBeansOfType(HandlerMapping.class).values())
      patterns(mapping)
          .forEach(it -> addresses.add(it.replaceAll("\\{[^/]+}", "some").replace("**", "some")));
    addresses.removeIf(it -> it.startsWith("router "));
    addresses.addAll(
        List.of(
            "/?v-r=uidl",
            "/?v-r=heartbeat",
            "/VAADIN/static/push/vaadinPush-min.js",
            "/VAADIN/build/none.js",
            "/interline/tokens.css",
            "/aura/aura.css",
            "/favicon.ico",
            "/logout",
            "/runs;jsessionid=1",
            "/in/none/%0a"));

    assertThat(addresses).contains("/login", "/runs", "/runs/some", "/api/v1/flows/some/draft");
    for (var address : addresses)
      for (var method : List.of("GET", "POST", "PUT", "OPTIONS", "HEAD"))
        assertGuarded(method, address);
  }

  private void assertGuarded(String method, String address)
      throws IOException, InterruptedException {
    var headers = exchange(method, address).headers();

    assertThat(headers.firstValue("Content-Security-Policy"))
        .as(method + " " + address)
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri ")
                    .doesNotContain("http:", "https:", "*"));
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
    assertThat(headers.firstValue("Permissions-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("camera=()", "payment=()"));
  }

  private String answer(String method, String address) throws IOException, InterruptedException {
    var answer = exchange(method, address);
    return answer.statusCode() + " " + answer.body();
  }

  private HttpResponse<String> exchange(String method, String address)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + hub.port() + address))
            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
            .header("Content-Type", "application/json")
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
