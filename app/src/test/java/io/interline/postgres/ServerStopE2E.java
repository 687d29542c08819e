package io.interline.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.interline.api.ApiHub;
import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.Deployments;
import io.interline.flow.Flows;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.startup.Installation;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.Caller;
import io.interline.tenant.Environment;
import io.interline.tenant.Onboarding;
import io.interline.tenant.TenantScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.util.FileSystemUtils;

/// The built-in server is killed under a hub that is accepting, and started again by the hub. Apart
/// from the tests that share a hub: Quartz keeps one data source for a whole process.
class ServerStopE2E {

  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private static final int SENDERS = 16;
  private static final int ENOUGH = 300;
  private static final String ORDERS =
      """
      format: interline/flow/1
      id: orders
      title: Orders
      trigger:
        id: order
        use: webhook@1/receive
        with: { verify: none }
      steps:
        - id: first
          use: http@1/request
          connection: erp
          with: { method: POST, path: /first, body: "${.order}" }
        - id: second
          use: http@1/request
          connection: erp
          with: { method: POST, path: /second, body: "${.order}" }
      """;

  private final Map<Integer, RunId> accepted = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong slowestRefusal = new AtomicLong();
  private final Set<String> refusals = ConcurrentHashMap.newKeySet();
  private final Set<Integer> readiness = ConcurrentHashMap.newKeySet();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Set<Integer> received = ConcurrentHashMap.newKeySet();
  private Path home = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    home = Files.createTempDirectory("interline-server-stop");
    assertThat(home.toFile().setExecutable(true, false)).isTrue();
    UsedFolder.at(home.resolve("postgres"));
  }

  @AfterEach
  void removeFolder() throws IOException {
    FileSystemUtils.deleteRecursively(home);
  }

  @Test
  void serverThatIsKilledComesBackByItselfAndNothingIsLost() throws Exception {
    try (var receiver = receiver();
        var installation = Installation.prepare(Map.of("INTERLINE_HOME", home.toString()));
        var hub = hub(installation)) {
      var acme = tenant(hub);
      var address = deploy(hub, acme, receiver.port());

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        sendTo(address, threads);
        awaitMore(ENOUGH);
        watchReadiness(address, threads);
        logged.start();
        ROOT.addAppender(logged);

        killServer();
        await().atMost(Duration.ofSeconds(15)).until(() -> refused.get() > 0);
        int before = accepted.size();
        await().atMost(Duration.ofSeconds(15)).until(() -> accepted.size() > before + SENDERS);

        awaitMore(ENOUGH);
        threads.shutdownNow();
      }
      ROOT.detachAppender(logged);

      await().atMost(Duration.ofMinutes(2)).until(() -> unended(installation) == 0);
      assertThat(received).containsAll(accepted.keySet());
      var runs = hub.getBean(Runs.class);
      for (var run : accepted.values())
        assertThat(TenantScope.call(acme, () -> runs.get(run)).summary().status())
            .isEqualTo(Runs.Status.SUCCEEDED);

      assertThat(refusals).isEqualTo(Set.of("503 application/problem+json with Retry-After"));
      assertThat(slowestRefusal).hasValueLessThan(Duration.ofSeconds(10).toMillis());
      assertThat(readiness).containsExactlyInAnyOrder(200, 503);
      assertThat(readiness(address)).isEqualTo(200);
      assertThat(logged.list)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .extracting(ILoggingEvent::getFormattedMessage)
          .satisfiesOnlyOnce(line -> assertThat(line).startsWith("the database is away"))
          .satisfiesOnlyOnce(line -> assertThat(line).contains("PostgreSQL has ended"))
          .hasSizeLessThan(6);
    }
  }

  @Test
  void hubStopsSoonAlsoWhenItsServerDoesNotComeBack() throws Exception {
    try (var installation = Installation.prepare(Map.of("INTERLINE_HOME", home.toString()));
        var hub = hub(installation)) {
      var address =
          URI.create("http://127.0.0.1:" + Objects.requireNonNull(hub.getWebServer()).getPort());
      Files.delete(data().resolve("global/pg_control"));
      killServer();
      await().atMost(Duration.ofSeconds(30)).until(() -> readiness(address) == 503);

      var stop = CompletableFuture.runAsync(hub::close);

      assertThat(stop).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private void watchReadiness(URI address, ExecutorService threads) {
    threads.submit(
        () -> {
          while (!Thread.currentThread().isInterrupted()) readiness.add(readiness(address));
          return null;
        });
  }

  private int readiness(URI address) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(address.resolve("/actuator/health/readiness")).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private void awaitMore(int more) {
    int before = accepted.size();
    await().atMost(Duration.ofSeconds(90)).until(() -> accepted.size() >= before + more);
  }

  private void sendTo(URI address, ExecutorService threads) {
    for (int i = 0; i < SENDERS; i++)
      threads.submit(
          () -> {
            while (!Thread.currentThread().isInterrupted()) send(address);
            return null;
          });
  }

  /// Only what was answered 202 counts; the rest may be there or not.
  private void send(URI address) throws InterruptedException {
    int number = next.getAndIncrement();
    var request =
        HttpRequest.newBuilder(address)
            .POST(BodyPublishers.ofString("{\"number\": " + number + "}"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .build();
    long began = System.nanoTime();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 202)
        accepted.put(number, RunId.parse(response.body().replaceAll(".*:\"|\"}", "")));
      else refused(response, Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      refusals.add(e.toString());
    }
  }

  private void refused(HttpResponse<String> response, Duration after) {
    var headers = response.headers();
    refusals.add(
        response.statusCode()
            + " "
            + headers.firstValue("Content-Type").map(type -> type.split(";", 2)[0]).orElse("")
            + (headers.firstValue("Retry-After").isPresent() ? " with Retry-After" : ""));
    slowestRefusal.accumulateAndGet(after.toMillis(), Math::max);
    refused.incrementAndGet();
  }

  /// `kill -9` of all its processes: none has a say in it.
  private void killServer() throws IOException {
    var server = ProcessHandle.of(new ServerFolder(folder()).pid()).orElseThrow();
    var children = server.descendants().toList();
    server.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private Path folder() throws IOException {
    return home.toRealPath().resolve("postgres");
  }

  private Path data() throws IOException {
    return folder().resolve("data");
  }

  /// Runs that are neither done nor dead nor cancelled.
  private static int unended(Installation installation) throws SQLException {
    var properties = installation.properties();
    try (var connection =
            DriverManager.getConnection(
                text(properties, "interline.database.url"),
                "interline_system",
                text(properties, "interline.database.system-password"));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from run left join run_end using (tenant_id, run_id)"
                    + " where run_end.run_id is null")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String text(Map<String, Object> properties, String name) {
    return Objects.requireNonNull(properties.get(name)).toString();
  }

  private static ServletWebServerApplicationContext hub(Installation installation) {
    return ApiHub.start(
        installation.properties().entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue()));
  }

  private static Caller tenant(ServletWebServerApplicationContext hub) {
    var account =
        hub.getBean(Onboarding.class)
            .establish(
                new SignUp("Acme", "Maya", "maya@acme.example", "a long one for Maya"),
                "unlimited");
    return Caller.system(account.memberships().getFirst().tenant(), "test");
  }

  private static URI deploy(ServletWebServerApplicationContext hub, Caller acme, int receiver) {
    var path =
        TenantScope.call(
            acme,
            () -> {
              hub.getBean(Connections.class)
                  .save(
                      new ConnectionSettings(
                          "erp",
                          Environment.PRODUCTION,
                          "ERP",
                          "http",
                          "none",
                          Map.of("baseUrl", "http://127.0.0.1:" + receiver),
                          Map.of()),
                      null);
              var flows = hub.getBean(Flows.class);
              var draft = flows.importDocument(ORDERS);
              var version = flows.publish(draft.id(), draft.etag(), null);
              return hub.getBean(Deployments.class)
                  .deploy(draft.id(), version.number(), Environment.PRODUCTION)
                  .webhookPath();
            });
    int port = Objects.requireNonNull(hub.getWebServer()).getPort();
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private record Receiver(HttpServer server) implements AutoCloseable {

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /// Answers 204, and remembers what came to the second step.
  private Receiver receiver() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (exchange.getRequestURI().getPath().equals("/second"))
              received.add(Integer.parseInt(body.replaceAll("[^0-9]", "")));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    return new Receiver(server);
  }
}
