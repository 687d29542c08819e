package io.interline.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.audit.AuditObject;
import io.interline.tenant.Account;
import io.interline.tenant.Account.Membership;
import io.interline.tenant.AccountId;
import io.interline.tenant.ApiClients.Registered;
import io.interline.tenant.Duties;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import tools.jackson.databind.json.JsonMapper;

/// Over HTTP, with accounts and clients in memory.
class FilterChainsTest {

  @TempDir static Path folder = Path.of("");

  private static final String SECRET_HASH =
      PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("secret");

  private static ServletWebServerApplicationContext hub;

  private final TenantId acme = new TenantId(UUID.randomUUID());
  private final TenantId other = new TenantId(UUID.randomUUID());
  private final AccountId ada = new AccountId(UUID.randomUUID());
  private final String email = ada + "@example.com";
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  @BeforeAll
  static void start() {
    hub =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(SecurityTestApplication.class)
                .run(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--vaadin.productionMode=true",
                    "--interline.api.requests-per-second=1",
                    "--interline.api.burst=20",
                    "--interline.metrics.token=figures",
                    "--interline.key-file=" + folder.resolve("key"));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  // --- screens

  @Test
  void visitorIsLedToTheLogInPage() throws Exception {
    var response = get("/flows");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).hasValue(uri("/login").toString());
  }

  @Test
  void logInPageIsOurs() throws Exception {
    assertThat(get("/interline/tokens.css").statusCode()).isEqualTo(200);
    assertThat(get("/login").body()).doesNotContain("Please sign in");
  }

  @Test
  void logInBindsThePersonToEachRequestAndRenewsTheSession() throws Exception {
    account(new Membership(acme, "Acme", Role.DEVELOPER));
    get("/login");
    String before = sessionId();

    var response = logIn("right");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(sessionId()).isNotEqualTo(before);
    assertThat(who())
        .contains(acme.toString(), "ACCOUNT", email, "DEVELOPER")
        .doesNotContain(sessionId());
  }

  @Test
  void wrongPasswordAndTooManyAttemptsAreSaidOnTheLogInPage() throws Exception {
    account(new Membership(acme, "Acme", Role.DEVELOPER));

    assertThat(logIn("wrong").headers().firstValue("Location"))
        .hasValueSatisfying(location -> assertThat(location).endsWith("/login?error"));
    assertThat(logIn("often").headers().firstValue("Location"))
        .hasValueSatisfying(
            location -> assertThat(location).endsWith("/login?error=too-many-attempts"));
  }

  @Test
  void changeOfRoleCountsFromTheNextRequestOn() throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER));
    logIn("right");

    account(new Membership(acme, "Acme", Role.VIEWER));

    assertThat(who()).contains("VIEWER");
  }

  @Test
  void revokedMembershipEndsTheSession() throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER));
    logIn("right");
    assertThat(who()).contains(acme.toString());

    account();

    assertThat(who()).isEqualTo("nobody");
    assertThat(get("/flows").statusCode()).isEqualTo(302);
    account(new Membership(acme, "Acme", Role.OWNER));
    assertThat(who()).as("the session does not come back").isEqualTo("nobody");
  }

  @Test
  void newPasswordEndsTheSessionsOfTheOneBefore() throws Exception {
    var membership = new Membership(acme, "Acme", Role.OWNER);
    account(membership);
    logIn("right");
    assertThat(who()).contains(acme.toString());
    var accounts = hub.getBean(FakeAccounts.class);

    accounts.put(new Account(ada, email, "Ada", List.of(membership), 1));

    assertThat(who()).isEqualTo("nobody");
    assertThat(get("/flows").statusCode()).isEqualTo(302);
    logIn("right");
    assertThat(who()).as("after a log-in with the new one").contains(acme.toString());
  }

  @Test
  void memberOfTwoOrganisationsKeepsTheOtherOneWhenOneIsRevoked() throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER), new Membership(other, "O", Role.VIEWER));
    logIn("right");
    assertThat(who()).contains(acme.toString());

    account(new Membership(other, "O", Role.VIEWER));

    assertThat(who()).contains(other.toString(), "VIEWER");
  }

  @Test
  void logInLeadsToNoOtherHost() throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER));
    send(HttpRequest.newBuilder(uri("/flows?continue=https://evil.example/")).GET());

    var response = logIn("right");

    assertThat(response.headers().firstValue("Location"))
        .hasValueSatisfying(
            location -> assertThat(URI.create(location).getHost()).isIn(null, "localhost"));
  }

  @Test
  void formFromAnotherSiteIsRefused() throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER));
    logIn("right");

    assertThat(post("/flows", "", "text/plain").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, http://localhost:1",
    "Origin, null"
  })
  void noOtherSiteLogsSomebodyIn(String header, String value) throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER));
    String body = "username=" + email.replace("@", "%40") + "&password=right";

    for (var path : List.of("/login", "/logout", "/signup", "/?v-r=uidl"))
      assertThat(send(form(path, body).header(header, value)).statusCode()).as(path).isEqualTo(403);
    assertThat(who()).isEqualTo("nobody");
    assertThat(send(form("/login", body).header("Sec-Fetch-Site", "same-origin")).statusCode())
        .isEqualTo(302);
    assertThat(who()).contains(acme.toString());
  }

  @Test
  void ownOriginLogsInWhereBrowsersSayNoMore() throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER));
    String body = "username=" + email.replace("@", "%40") + "&password=right";

    send(form("/login", body).header("Origin", uri("").toString()));

    assertThat(who()).contains(acme.toString());
  }

  private static HttpRequest.Builder form(String path, String body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void addressThatLeadsNowhereIsForTheScreensToSay() throws Exception {
    assertThat(get("/no/such/page").statusCode()).isEqualTo(302);
    account(new Membership(acme, "Acme", Role.OWNER));
    logIn("right");

    assertThat(get("/no/such/page?who").body()).contains(acme.toString());
  }

  @Test
  void cookieAndHeadersAreStrict() throws Exception {
    var response = get("/flows");

    assertThat(response.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"));
    assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
  }

  // --- API

  @Test
  void clientGetsTokenAndCallsInItsTenantsName() throws Exception {
    registered("client-1", Role.DEVELOPER);

    String token = token("client-1", "secret");

    assertThat(api(token).statusCode()).isEqualTo(200);
    assertThat(api(token).body()).contains(acme.toString(), "CLIENT", "Deployer", "DEVELOPER");
    assertThat(payload(token)).contains("\"tenant\":\"" + acme, "\"role\":\"DEVELOPER\"");
    assertThat(cookies.getCookieStore().getCookies()).isEmpty();
  }

  @Test
  void tokenOfRevokedClientIsRefusedAtOnce() throws Exception {
    registered("client-2", Role.OWNER);
    String token = token("client-2", "secret");

    hub.getBean(FakeApiClients.class).revoke("client-2");

    assertProblem(api(token), 401, "token-invalid");
  }

  @Test
  void wrongSecretGivesNoToken() throws Exception {
    registered("client-3", Role.OWNER);

    var response = requestToken("client-3", "guess");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("invalid_client");
    assertThat(hub.getBean(FakeApiClients.class).wrong()).contains("client-3");
  }

  @Test
  void afterTooManyWrongSecretsNoneIsComparedAnyMore() throws Exception {
    registered("client-5", Role.OWNER);
    var wrong = hub.getBean(FakeApiClients.class).wrong();
    try {
      while (wrong.size() < 30) requestToken("client-5", "guess");

      var response = requestToken("client-5", "secret");

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("600");
    } finally {
      wrong.clear();
    }
    assertThat(requestToken("client-5", "secret").statusCode()).isEqualTo(200);
  }

  @Test
  void clientThatAsksTooOftenWaitsAndOthersDoNot() throws Exception {
    registered("client-6", Role.VIEWER);
    registered("client-7", Role.VIEWER);
    String token = token("client-6", "secret");
    HttpResponse<String> answer;
    do answer = api(token);
    while (answer.statusCode() == 200);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"too-many-requests\"");
    assertThat(hub.getBean(Refusals.class).refused())
        .contains(AuditObject.of("client", "client-6"));
    assertThat(api(token("client-7", "secret")).statusCode()).isEqualTo(200);
  }

  @Test
  void callWithoutTokenOrWithForgedOneIsAProblemDocument() throws Exception {
    assertProblem(get("/api/v1/who"), 401, "token-invalid");
    assertProblem(api("nonsense"), 401, "token-invalid");
    assertProblem(api(unsigned("{\"alg\":\"none\"}")), 401, "token-invalid");
    assertProblem(api(unsigned("{\"alg\":\"HS256\"}") + "AAAA"), 401, "token-invalid");
  }

  @Test
  void tokenOfAnotherIssuerOrForAnotherAudienceIsRefused() throws Exception {
    registered("client-4", Role.OWNER);
    var now = Instant.now();
    var claims =
        JwtClaimsSet.builder()
            .subject("client-4")
            .issuedAt(now)
            .expiresAt(now.plusSeconds(60))
            .issuer(uri("").toString())
            .audience(List.of("interline-api"));

    assertThat(api(sign(claims)).statusCode()).isEqualTo(200);
    assertProblem(api(sign(claims.audience(List.of("client-4")))), 401, "token-invalid");
    assertProblem(api(sign(claims.claims(all -> all.remove("aud")))), 401, "token-invalid");
    claims.audience(List.of("interline-api"));
    assertProblem(api(sign(claims.issuer("https://evil.example"))), 401, "token-invalid");
    assertProblem(api(sign(claims.claims(all -> all.remove("iss")))), 401, "token-invalid");
  }

  private static String sign(JwtClaimsSet.Builder claims) {
    return hub.getBean(JwtEncoder.class)
        .encode(
            JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims.build()))
        .getTokenValue();
  }

  @Test
  void metadataNamesThePublicAddressAndWhatIsServed() throws Exception {
    var answer =
        send(
            HttpRequest.newBuilder(
                URI.create(
                    uri("/.well-known/oauth-authorization-server")
                        .toString()
                        .replace("localhost", "127.0.0.1"))));

    var json = JsonMapper.shared().readTree(answer.body());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "issuer",
            "token_endpoint",
            "token_endpoint_auth_methods_supported",
            "grant_types_supported",
            "response_types_supported",
            "scopes_supported");
    assertThat(json.path("issuer").asString()).isEqualTo(uri("").toString());
    assertThat(json.path("token_endpoint").asString()).isEqualTo(uri("/oauth2/token").toString());
    assertThat(get("/oauth2/jwks").statusCode()).isEqualTo(302);
    assertThat(get("/.well-known/openid-configuration").statusCode()).isEqualTo(404);
  }

  @Test
  void sessionOfTheScreensOpensNoApi() throws Exception {
    account(new Membership(acme, "Acme", Role.OWNER));
    logIn("right");

    assertProblem(get("/api/v1/who"), 401, "token-invalid");
  }

  // --- webhooks and figures

  @Test
  void webhookNeedsNoLogInAndGetsNoSession() throws Exception {
    var response = post("/in/token", "{}", "application/json");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void healthIsOpenAndFiguresAreForThisMachineOrTheToken() throws Exception {
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/prometheus").statusCode()).isEqualTo(200);
    assertThat(metrics("X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(401);
    assertThat(statusUnderTheName("hub.example")).isEqualTo(401);
    assertThat(statusUnderTheName("127.0.0.1")).isEqualTo(200);
    assertThat(
            send(HttpRequest.newBuilder(uri("/actuator/prometheus"))
                    .header("X-Forwarded-For", "192.0.2.1")
                    .header("Authorization", "Bearer figures"))
                .statusCode())
        .isEqualTo(200);
    assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void databaseThatIsAwayMakesTheHubUnreadyAndNotDead() throws Exception {
    var database = hub.getBean(FakeDatabaseStatus.class);
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);

    database.set(false);
    try {
      var readiness = get("/actuator/health/readiness");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.body()).contains("\"database\":{\"status\":\"DOWN\"}");
      assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    } finally {
      database.set(true);
    }
  }

  @Test
  void silentDutyMakesTheHubDeadAndIsNamed() throws Exception {
    var duty = hub.getBean(Duties.class).register("replays", Duration.ZERO);

    try {
      var liveness = get("/actuator/health/liveness");
      assertThat(liveness.statusCode()).isEqualTo(503);
      assertThat(liveness.body()).contains("\"replays\":\"silent for ");
      assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
      assertThat(get("/actuator/health").body()).doesNotContain("replays");
    } finally {
      duty.end();
    }
  }

  /// Of the figures, asked as a page does whose name was made to lead to this machine. The
  /// client of the JDK sets the header `Host` itself.
  private static int statusUnderTheName(String host) throws Exception {
    try (var socket = new Socket("127.0.0.1", uri("").getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /actuator/prometheus HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      var line = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(line.substring(9, 12));
    }
  }

  private HttpResponse<String> metrics(String header, String value) throws Exception {
    return send(HttpRequest.newBuilder(uri("/actuator/prometheus")).header(header, value));
  }

  private void account(Membership... memberships) {
    hub.getBean(FakeAccounts.class).put(new Account(ada, email, "Ada", List.of(memberships)));
  }

  private void registered(String clientId, Role role) {
    hub.getBean(FakeApiClients.class)
        .put(new Registered(clientId, acme, "Deployer", role, SECRET_HASH));
  }

  /// As the log-in page does it: with the token against forged requests that its head carries.
  private HttpResponse<String> logIn(String password) throws Exception {
    var page = get("/login");
    var token = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(page.body());
    String csrf = token.find() ? "&_csrf=" + token.group(1) : "";
    return post(
        "/login",
        "username=" + email.replace("@", "%40") + "&password=" + password + csrf,
        "application/x-www-form-urlencoded");
  }

  private String token(String clientId, String secret) throws Exception {
    var token =
        Pattern.compile("\"access_token\":\"([^\"]+)\"")
            .matcher(requestToken(clientId, secret).body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private HttpResponse<String> requestToken(String clientId, String secret) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(uri("/oauth2/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=api")));
  }

  private HttpResponse<String> api(String token) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/who")).header("Authorization", "Bearer " + token));
  }

  private static String unsigned(String header) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString("{\"sub\":\"client-1\"}".getBytes(StandardCharsets.UTF_8))
        + ".";
  }

  private static String payload(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
    assertThat(response.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
  }

  private String sessionId() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("INTERLINE_SESSION"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /// Whom the hub takes us for.
  private String who() throws Exception {
    return get("/VAADIN/any?who").body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> post(String path, String body, String type) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create(
        "http://localhost:" + hub.getEnvironment().getProperty("local.server.port") + path);
  }
}
