package io.interline.flow.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.check.FakeOperations;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NewMessage;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Environment;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The receiver behind its servlet, over real sockets, with an ingest of its own.
class WebhookReceiverTest {

  private static final TenantId ACME = new TenantId(new UUID(7, 1));
  private static final TenantId OTHER = new TenantId(new UUID(7, 2));
  private static final int ATTEMPTS = 40;

  private final MemoryBudget memory = new MemoryBudget(32 << 20);
  private final AtomicInteger attempts = new AtomicInteger();
  private final List<NewMessage> taken = new CopyOnWriteArrayList<>();
  private final Tomcat tomcat = new Tomcat();

  @BeforeEach
  void start() throws IOException, LifecycleException {
    var settings =
        new IngestSettings(
            Duration.ofMillis(400),
            1 << 20,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));
    var quotas = new Attempts();
    var webhooks = new Webhooks(new Flows(), (_, _, _) -> plan(), new FakeOperations());
    var receiver =
        new WebhookReceiver(
            new RequestAdmission(webhooks, quotas, DatabaseStatus.ALWAYS_AVAILABLE),
            new MessageIntake(new MessageReader(), quotas, new Taking(), settings),
            memory,
            settings);
    tomcat.setBaseDir(Files.createTempDirectory("interline-web").toString());
    tomcat.setPort(0);
    var context = tomcat.addContext("", null);
    Tomcat.addServlet(
        context,
        "webhooks",
        new WebhookServlet(receiver, new Answers(), new SimpleMeterRegistry()));
    context.addServletMappingDecoded("/in/*", "webhooks");
    tomcat
        .getConnector()
        .getProtocolHandler()
        .setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void bodiesThatDripEndAndOthersAreTakenMeanwhile() throws IOException {
    var dripping = new ArrayList<Socket>();
    for (int i = 0; i < 9; i++) dripping.add(open("acme-0000000000000", "", 16 << 20));
    for (var socket : dripping) send(socket, "{\"text\":\"" + "x".repeat(100_000));

    try (var other = open("other-000000000000", "", 200_010)) {
      send(other, "{\"a\":\"" + "y".repeat(200_002) + "\"}");
      assertThat(status(other)).isEqualTo(202);
    }

    for (var socket : dripping) {
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                // The hub may have closed it already; its answer is there all the same.
                if (socket.getInputStream().available() == 0) send(socket, "x");
                return socket.getInputStream().available() > 0;
              });
      assertThat(status(socket)).isEqualTo(408);
      socket.close();
    }
    taken.forEach(message -> Objects.requireNonNull(message.memory()).close());
    await().until(() -> memory.used() == 0);
  }

  @Test
  void attemptsCountThoughTheyAreRefused() throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) assertThat(post("acme-0000000000000", "{no")).isEqualTo(400);

    assertThat(post("acme-0000000000000", "{}")).isEqualTo(429);
    assertThat(post("other-000000000000", "{}")).isEqualTo(202);
  }

  @Test
  void whatTheHeadTellsCountsNoAttemptAndReadsNoBody() throws IOException {
    assertThat(headOf("nobody-00000000000", "")).isEqualTo(404);
    assertThat(headOf("x", "")).isEqualTo(404);
    assertThat(headOf("closed-00000000000", "")).isEqualTo(503);
    assertThat(headOf("acme-0000000000000", "Content-Type: text/html\r\n")).isEqualTo(415);
    assertThat(headOf("acme-0000000000000", "Content-Encoding: br\r\n")).isEqualTo(415);

    assertThat(attempts).hasValue(0);
  }

  private int headOf(String token, String headers) throws IOException {
    try (var socket = open(token, headers, 16 << 20)) {
      return status(socket);
    }
  }

  private int post(String token, String body) throws IOException {
    try (var socket = open(token, "", body.length())) {
      send(socket, body);
      return status(socket);
    }
  }

  private Socket open(String token, String headers, int length) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
    socket.setSoTimeout(20_000);
    send(
        socket,
        "POST /in/"
            + token
            + " HTTP/1.1\r\nHost: hub\r\n"
            + headers
            + "Content-Length: "
            + length
            + "\r\n\r\n");
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static int status(Socket socket) throws IOException {
    var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    return Integer.parseInt(line.substring(9));
  }

  private static Plan plan() {
    return new Plan(
        new FlowId("orders"),
        "Orders",
        "order",
        null,
        List.of(),
        List.of(),
        List.of(),
        Place.END,
        List.of(),
        null,
        null);
  }

  private static final class Flows implements LiveFlows {

    @Override
    public Optional<LiveFlow> byWebhook(String token) {
      if (token.startsWith("nobody")) return Optional.empty();
      return Optional.of(
          new LiveFlow(
              token.startsWith("other") ? OTHER : ACME,
              new FlowId("orders"),
              Environment.PRODUCTION,
              1,
              !token.startsWith("closed"),
              """
              {"format": "interline/flow/1", "id": "orders", "title": "Orders",
               "trigger": {"id": "order", "use": "webhook@1/receive", "with": {"verify": "none"}},
               "steps": []}
              """));
    }

    @Override
    public Optional<LiveFlow> find(TenantId tenant, FlowId flow, Environment environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> document(TenantId tenant, FlowId flow, int version) {
      throw new UnsupportedOperationException();
    }
  }

  /// So many attempts of one tenant.
  private final class Attempts implements Quotas {

    private final io.interline.tenant.Plan plan =
        new io.interline.tenant.Plan("p", "P", 1, 1, 1, 16 << 20);

    @Override
    public Duration tryAttempt(TenantId tenant) {
      if (tenant.equals(OTHER)) return Duration.ZERO;
      return attempts.incrementAndGet() <= ATTEMPTS ? Duration.ZERO : Duration.ofSeconds(1);
    }

    @Override
    public Duration tryRun(TenantId tenant) {
      return Duration.ZERO;
    }

    @Override
    public Duration tryAccept(TenantId tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public io.interline.tenant.Plan plan(TenantId tenant) {
      return plan;
    }

    @Override
    public io.interline.tenant.Plan share(TenantId tenant) {
      return plan;
    }

    @Override
    public Load elsewhere(TenantId tenant) {
      return Load.NONE;
    }

    @Override
    public void exchange(UUID node, Map<TenantId, Load> here) {}
  }

  /// Takes everything.
  private final class Taking implements Ingest {

    @Override
    public Accepted take(NewMessage message, boolean listens) {
      taken.add(message);
      return new Accepted(new RunId(new UUID(1, taken.size())), true, null);
    }

    @Override
    public RunId acceptOnce(String key, NewMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RunId takeOver(String key, NewMessage message, TakenOver from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalInt acceptAll(Map<String, NewMessage> messages, BooleanSupplier alongside) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkRoom(TenantId tenant) {}
  }
}
