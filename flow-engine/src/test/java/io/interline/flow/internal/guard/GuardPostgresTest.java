package io.interline.flow.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.interline.flow.Circuits;
import io.interline.flow.Circuits.Circuit;
import io.interline.flow.Circuits.State;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A whole engine before systems that fail, hang and ask for patience.
class GuardPostgresTest {

  private static final RunningHub HUB = RunningHub.start();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TestTenant acme = HUB.tenant();
  private final Circuits circuits = HUB.bean(Circuits.class);
  private final String name = "guard-" + NUMBER.incrementAndGet();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void systemThatFailsForAWhileIsSparedAndGetsEveryMessageOnce() {
    String path = flow("failing", Map.of("failureWindow", "4", "restFor", "PT2S"), 5);
    var failing = new AtomicBoolean(true);
    var delivered = new ConcurrentLinkedQueue<String>();
    HUB.receiverDoes(
        (received, exchange) -> {
          if (!failing.get()) delivered.add(received.key());
          exchange.sendResponseHeaders(failing.get() ? 500 : 204, -1);
        });

    var runs = send(path, 20);

    await()
        .atMost(LONG)
        .until(
            () -> circuit("failing").state() == State.OPEN && circuit("failing").underWay() == 0);
    int before = received();
    assertThat(circuit("failing").openUntil()).isNotNull();
    assertThat(circuit("failing").lastError()).isEqualTo("The other system failed (500).");
    await().during(Duration.ofMillis(700)).until(() -> received() == before);
    // The trial call fails, and the rest is longer.
    await().atMost(LONG).until(() -> received() > before);
    await().atMost(LONG).until(() -> circuit("failing").state() == State.OPEN);
    await().during(Duration.ofMillis(1_500)).until(() -> received() == before + 1);

    failing.set(false);

    for (var run : runs) assertThat(status(run)).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(delivered).hasSize(20).doesNotHaveDuplicates();
    assertThat(circuit("failing").state()).isEqualTo(State.CLOSED);
  }

  @Test
  void systemThatAsksForPatienceGetsItAndIsNotTakenForBroken() {
    String path = flow("patient", Map.of("failureWindow", "4"), 2);
    var times = new ConcurrentHashMap<String, Queue<Instant>>();
    HUB.receiverDoes(
        (received, exchange) -> {
          var calls = times.computeIfAbsent(received.key(), _ -> new ConcurrentLinkedQueue<>());
          calls.add(Instant.now());
          if (calls.size() == 1) exchange.getResponseHeaders().add("Retry-After", "1");
          exchange.sendResponseHeaders(calls.size() == 1 ? 503 : 204, -1);
        });

    var runs = send(path, 8);

    for (var run : runs) assertThat(status(run)).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(circuit("patient").state()).isEqualTo(State.CLOSED);
    assertThat(circuit("patient").throttled()).isEqualTo(8);
    assertThat(circuit("patient").refused()).isZero();
    assertThat(times).hasSize(8);
    for (var calls : times.values()) {
      var of = List.copyOf(calls);
      assertThat(of).hasSize(2);
      assertThat(Duration.between(of.get(0), of.get(1))).isGreaterThan(Duration.ofMillis(990));
    }
  }

  @Test
  void systemThatHangsHoldsUpNoOther() {
    String slow = flow("hanging", Map.of("concurrentCalls", "2"), 0);
    String quick = flow("quick", Map.of(), 0);
    var release = new CountDownLatch(1);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    HUB.receiverDoes(
        (received, exchange) -> {
          if (received.path().contains("hanging")) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
              release.await(40, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            now.decrementAndGet();
          }
          exchange.sendResponseHeaders(204, -1);
        });

    var held = send(slow, 8);
    await().atMost(LONG).until(() -> circuit("hanging").refused() > 0);
    for (var run : send(quick, 20)) assertThat(status(run)).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(now).hasValue(2);
    release.countDown();

    for (var run : held) assertThat(status(run)).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(most).hasValue(2);
    long used =
        HUB.hub()
            .bean("systemJdbcClient", JdbcClient.class)
            .sql("select sum(steps) from usage_day where tenant_id = ?")
            .param(acme.id().value())
            .query(Long.class)
            .single();
    assertThat(used).as("calls that were held back are no steps").isEqualTo(28);
  }

  @Test
  void retriesStayAShareWhenAllFails() {
    String path = flow("budget", Map.of(), 8);
    int before = received();
    HUB.receiverDoes((_, exchange) -> exchange.sendResponseHeaders(429, -1));

    send(path, 100);

    await()
        .atMost(LONG)
        .until(() -> received() - before >= 120 && circuit("budget").refused() >= 80);
    await().during(Duration.ofSeconds(2)).until(() -> received() - before <= 126);
    var circuit = circuit("budget");
    assertThat(circuit.retries()).isEqualTo(circuit.retriesAllowed());
  }

  @Test
  void somebodyStopsAConnectionAndLetsItGoOn() {
    String path = flow("stopped", Map.of("restFor", "PT1S"), 0);
    HUB.receiverDoes((_, exchange) -> exchange.sendResponseHeaders(204, -1));
    int before = received();

    as(acme.owner(), () -> circuits.forceOpen("stopped", Environment.PRODUCTION));
    var runs = send(path, 3);
    await().atMost(LONG).until(() -> circuit("stopped").refused() >= 3);
    assertThat(received()).isEqualTo(before);
    assertThat(circuit("stopped").byHand()).isTrue();
    as(acme.owner(), () -> circuits.reset("stopped", Environment.PRODUCTION));

    for (var run : runs) assertThat(status(run)).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(circuit("stopped").state()).isEqualTo(State.CLOSED);
  }

  @Test
  void viewerMayOnlyLook() {
    flow("looked-at", Map.of(), 0);

    assertThat(as(acme.viewer(), () -> circuits.get("looked-at", Environment.PRODUCTION)).state())
        .isEqualTo(State.CLOSED);
    assertThatThrownBy(
            () -> as(acme.viewer(), () -> circuits.forceOpen("looked-at", Environment.PRODUCTION)))
        .isInstanceOf(DomainException.class);
  }

  @Test
  void otherTenantSeesNothing() {
    flow("mine", Map.of(), 0);
    as(acme.owner(), () -> circuits.forceOpen("mine", Environment.PRODUCTION));
    var other = HUB.tenant();

    assertThat(as(other.owner(), circuits::list)).isEmpty();
    assertThatThrownBy(
            () -> as(other.owner(), () -> circuits.reset("mine", Environment.PRODUCTION)))
        .isInstanceOf(DomainException.class);
    assertThat(circuit("mine").byHand()).isTrue();
  }

  /// A flow with a connection of its own.
  private String flow(String alias, Map<String, String> settings, int retries) {
    HUB.connect(acme, alias, settings);
    return HUB.deploy(
        acme,
        """
        format: interline/flow/1
        id: %s
        title: Guarded
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        steps:
          - id: send
            use: http@1/request
            connection: %s
            with: { method: POST, path: /%s, body: "${.order}" }
            retry: { max: %d, backoff: { first: PT0.05S, factor: 1, max: PT1S, jitter: full } }
        """
            .formatted(name + "-" + alias, alias, alias, retries));
  }

  private static List<RunId> send(String path, int count) {
    var runs = new ArrayList<RunId>();
    for (int i = 0; i < count; i++) runs.add(HUB.accepted(path, "{\"id\":" + i + "}"));
    return runs;
  }

  private static int received() {
    return HUB.received().size();
  }

  private Circuit circuit(String alias) {
    return as(acme.viewer(), () -> circuits.get(alias, Environment.PRODUCTION));
  }

  private Runs.Status status(RunId run) {
    return HUB.ended(acme, run).summary().status();
  }

  private static <T> T as(Caller caller, Supplier<T> work) {
    return TenantScope.call(caller, work::get);
  }
}
