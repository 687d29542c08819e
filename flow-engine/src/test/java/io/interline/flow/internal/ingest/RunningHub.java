package io.interline.flow.internal.ingest;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/// All of the modules up to this one on a database of their own, webhook addresses on a real web
/// server, and a system that receives what flows send.
public final class RunningHub implements AutoCloseable {

  /// An order flow that maps, and posts to the receiver through connection `erp`.
  public static final String ORDERS =
      """
      format: interline/flow/1
      id: %s
      title: Orders
      trigger:
        id: order
        use: webhook@1/receive
        with: { verify: none }
        schema: { type: object, required: [id], properties: { id: { type: integer } } }
      steps:
        - id: mapped
          map: '{ "number": .order.id, "mail": .order.email }'
        - id: erp
          use: http@1/request
          connection: erp
          with: { method: POST, path: /orders, body: "${.mapped}" }
          retry: { max: 2, backoff: { first: PT0.05S, factor: 1, max: PT1S, jitter: full } }
      redact: [ /order/email ]
      """;

  private final TestHub hub;
  private final List<String> properties;
  private final Tomcat web;
  private final HttpServer receiver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = (_, exchange) -> exchange.sendResponseHeaders(204, -1);

  /// What the receiver does with a request.
  @FunctionalInterface
  public interface Behaviour {
    void answer(Received received, HttpExchange exchange) throws IOException;
  }

  /// A request at the receiver.
  public record Received(String path, String body, String key) {}

  private RunningHub(TestHub hub, List<String> properties) {
    this.hub = hub;
    this.properties = properties;
    this.receiver = startReceiver();
    this.web = startWeb();
  }

  public static RunningHub start() {
    return start(List.of());
  }

  /// With properties in the form `name=value`.
  public static RunningHub start(List<String> properties) {
    var all = new ArrayList<>(properties);
    all.add("interline.key-file=" + keyFile());
    return new RunningHub(TestHub.start(all, Beans.class), all);
  }

  /// One more node over the same database, with the same key.
  public RunningHub beside() {
    return new RunningHub(hub.beside(properties, Beans.class), properties);
  }

  public TestHub hub() {
    return hub;
  }

  public <T> T bean(Class<T> type) {
    return hub.bean(type);
  }

  /// What the receiver does from now on; 204 unless told.
  public void receiverDoes(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  /// A new tenant with connection `erp` to the receiver.
  public TestTenant tenant() {
    var tenant = hub.tenant();
    connect(tenant, "erp", Map.of());
    return tenant;
  }

  /// Connects a tenant's production to the receiver.
  ///
  /// @param more settings beside the base address
  public void connect(TestTenant tenant, String alias, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("baseUrl", "http://127.0.0.1:" + receiver.getAddress().getPort());
    TenantScope.run(
        tenant.owner(),
        () ->
            bean(Connections.class)
                .save(
                    new ConnectionSettings(
                        alias, Environment.PRODUCTION, alias, "http", "none", settings, Map.of()),
                    null));
  }

  /// Publishes a document and makes it live.
  ///
  /// @return path of its webhook address; empty when it has none
  public String deploy(TestTenant tenant, String document) {
    return TenantScope.call(
        tenant.owner(),
        () -> {
          var flows = bean(Flows.class);
          var draft = flows.importDocument(document);
          var version = flows.publish(draft.id(), draft.etag(), null);
          var path =
              bean(Deployments.class)
                  .deploy(draft.id(), version.number(), Environment.PRODUCTION)
                  .webhookPath();
          return path == null ? "" : path;
        });
  }

  /// Publishes a further version of a flow and makes it live.
  public void redeploy(TestTenant tenant, FlowId flow, String document) {
    TenantScope.run(
        tenant.owner(),
        () -> {
          var flows = bean(Flows.class);
          var draft = flows.save(flow, flows.draft(flow).etag(), document);
          var version = flows.publish(flow, draft.etag(), null);
          bean(Deployments.class).deploy(flow, version.number(), Environment.PRODUCTION);
        });
  }

  public HttpResponse<String> post(String path, String body) {
    return send("POST", path, BodyPublishers.ofString(body), "application/json");
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, String contentType) {
    return send(
        method, path, body, contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType));
  }

  /// Port of the web server.
  public int port() {
    return web.getConnector().getLocalPort();
  }

  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, Map<String, String> headers) {
    try {
      int port = web.getConnector().getLocalPort();
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, body)
              .timeout(Duration.ofSeconds(60));
      headers.forEach(request::header);
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Posts a message that is accepted.
  public RunId accepted(String path, String body) {
    var response = post(path, body);
    if (response.statusCode() != 202) throw new AssertionError(response.body());
    return RunId.parse(response.body().replaceAll(".*:\"|\"}", ""));
  }

  /// The run once it has ended.
  public RunDetail ended(TestTenant tenant, RunId run) {
    var runs = bean(Runs.class);
    var found = new ArrayList<RunDetail>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var detail = TenantScope.call(tenant.viewer(), () -> runs.get(run));
              if (detail.summary().endedAt() == null) return false;
              found.add(detail);
              return true;
            });
    return found.getLast();
  }

  @Override
  public void close() {
    receiver.stop(0);
    try {
      web.stop();
      web.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
    hub.close();
  }

  private HttpServer startReceiver() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::receive);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request =
          new Received(
              exchange.getRequestURI().getPath(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              Objects.requireNonNullElse(
                  exchange.getRequestHeaders().getFirst("Idempotency-Key"), ""));
      received.add(request);
      behaviour.answer(request, exchange);
    }
  }

  private Tomcat startWeb() {
    try {
      var tomcat = new Tomcat();
      tomcat.setBaseDir(Files.createTempDirectory("interline-web").toString());
      tomcat.setPort(0);
      var context = tomcat.addContext("", null);
      Tomcat.addServlet(context, "webhooks", bean(WebhookServlet.class));
      context.addServletMappingDecoded("/in/*", "webhooks");
      tomcat
          .getConnector()
          .getProtocolHandler()
          .setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      tomcat.start();
      return tomcat;
    } catch (IOException | LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String keyFile() {
    try {
      var file = Files.createTempFile("interline-test-", ".key");
      file.toFile().deleteOnExit();
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      return Files.write(file, key).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Configuration
  @ComponentScan(
      basePackages = {"io.interline.connector.internal", "io.interline.flow.internal"},
      excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Fixture.*"))
  static class Beans {}
}
