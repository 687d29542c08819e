package io.interline.flow.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.interline.connector.Connections;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.FlowId;
import io.interline.flow.Limits;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.Status;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.TestBench;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Runs, dead letters and the test bench above a whole engine.
class InspectPostgresTest {

  private static final RunningHub HUB = RunningHub.start();
  private static final JdbcClient SYSTEM = HUB.hub().bean("systemJdbcClient", JdbcClient.class);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final AtomicBoolean BROKEN = new AtomicBoolean();
  private static final String MESSAGE = "{\"id\": 7, \"email\": \"ann@example.org\"}";

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final Runs runs = HUB.bean(Runs.class);
  private final DeadLetters letters = HUB.bean(DeadLetters.class);
  private final TestBench bench = HUB.bean(TestBench.class);
  private final FlowId flow = new FlowId("orders-" + NUMBER.incrementAndGet());
  private final String path = HUB.deploy(acme, RunningHub.ORDERS.formatted(flow));

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @BeforeEach
  void receiverRefusesWhenBroken() {
    BROKEN.set(false);
    HUB.receiverDoes(
        (received, exchange) -> {
          byte[] answer =
              ("no " + received.body()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(BROKEN.get() ? 400 : 200, answer.length);
          exchange.getResponseBody().write(answer);
        });
  }

  @Test
  void runShowsEachStepWithItsDataMasked() {
    var run = HUB.ended(acme, HUB.accepted(path, MESSAGE));

    assertThat(run.summary().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.payload()).isEqualTo("{\"id\":7,\"email\":\"***\"}");
    assertThat(run.document()).contains("redact");
    assertThat(run.steps()).extracting(Runs.StepRun::step).containsExactly("mapped", "erp");
    assertThat(run.steps()).extracting(Runs.StepRun::status).containsOnly(StepStatus.SUCCEEDED);
    assertThat(run.steps().getFirst().output()).isEqualTo("{\"number\":7,\"mail\":\"***\"}");
    assertThat(run.steps().getLast().input()).contains("\"mail\":\"***\"");
    assertThat(run.steps().getLast().attempts()).hasSize(1);
    assertThat(run.toString()).doesNotContain("ann@example.org");
  }

  @Test
  void failureAndItsAttemptsAreShown() {
    var tries = new AtomicInteger();
    HUB.receiverDoes(
        (_, exchange) -> exchange.sendResponseHeaders(tries.incrementAndGet() < 3 ? 500 : 204, -1));

    var run = HUB.ended(acme, HUB.accepted(path, MESSAGE));

    assertThat(run.summary().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.steps().getLast().attempts())
        .extracting(Runs.Attempt::errorClass)
        .containsExactly("transient", "transient", null);
    var keys =
        HUB.received().stream()
            .filter(received -> received.body().contains("ann@example.org"))
            .map(RunningHub.Received::key)
            .toList();
    assertThat(keys.subList(keys.size() - 3, keys.size()))
        .as("one key on every attempt")
        .containsOnly(keys.getLast());
  }

  @Test
  void textFindsARunByItsIdAndByItsFlow() {
    var run = HUB.accepted(path, MESSAGE);
    var later = HUB.accepted(path, MESSAGE);
    String id = run.toString();

    assertThat(withText(id)).containsExactly(run);
    assertThat(withText(id.substring(0, 8))).contains(run, later);
    assertThat(withText(id.substring(0, 35))).containsExactly(run);
    assertThat(withText(id.substring(0, 20).toUpperCase(java.util.Locale.ROOT))).contains(run);
    assertThat(withText(id.substring(26))).contains(run);
    assertThat(withText(flow.value())).containsExactly(later, run);
    assertThat(withText("ORDER")).containsExactly(later, run);
    assertThat(withText("no such thing")).isEmpty();
    assertThat(withText("%")).isEmpty();
    assertThat(as(other.viewer(), () -> runs.find(byText(id.substring(0, 8)))).items()).isEmpty();
  }

  private List<RunId> withText(String text) {
    return as(acme.viewer(), () -> runs.find(byText(text))).items().stream()
        .map(Runs.RunSummary::id)
        .toList();
  }

  private static RunQuery byText(String text) {
    return new RunQuery(null, null, null, null, null, text, null, 100);
  }

  @Test
  void listIsFilteredAndPaged() {
    var all = new ArrayList<RunId>();
    for (int i = 0; i < 5; i++) all.add(HUB.accepted(path, MESSAGE));
    all.forEach(run -> HUB.ended(acme, run));

    var first = as(acme.viewer(), () -> runs.find(query(null, null, 2)));
    var second = as(acme.viewer(), () -> runs.find(query(null, first.next(), 2)));
    var third = as(acme.viewer(), () -> runs.find(query(null, second.next(), 2)));

    assertThat(first.items()).hasSize(2);
    assertThat(third.items()).hasSize(1);
    assertThat(third.next()).isNull();
    assertThat(first.items().getFirst().id()).isEqualTo(all.getLast());
    assertThat(as(acme.viewer(), () -> runs.find(query(Status.DEAD, null, 10))).items()).isEmpty();
    assertThat(as(acme.viewer(), () -> runs.find(query(Status.QUEUED, null, 10))).items())
        .isEmpty();
    assertThat(as(acme.viewer(), () -> runs.find(query(Status.SUCCEEDED, null, 10))).items())
        .hasSize(5);
    var byText =
        new RunQuery(null, null, null, null, null, all.get(2).toString().substring(20), null, 10);
    assertThat(as(acme.viewer(), () -> runs.find(byText)).items())
        .extracting(Runs.RunSummary::id)
        .containsExactly(all.get(2));
  }

  @Test
  void figuresCountWhatHappened() {
    HUB.ended(acme, HUB.accepted(path, MESSAGE));
    var dead = died();

    var now = Instant.now().plusSeconds(1);
    var figures =
        as(
            acme.viewer(),
            () -> runs.statistics(Environment.PRODUCTION, now.minusSeconds(3600), now));

    assertThat(dead).isNotNull();
    assertThat(figures.accepted()).isEqualTo(2);
    assertThat(figures.succeeded()).isEqualTo(1);
    assertThat(figures.dead()).isEqualTo(1);
    assertThat(figures.waiting()).isZero();
    assertThat(figures.p99Millis()).isNotNull();
    assertThat(figures.buckets()).hasSize(24);
    assertThat(figures.flows()).hasSize(1);
  }

  @Test
  void messageThatHasLongWaitedForItsTurnIsCountedAndListed() {
    var now = HUB.bean(Clock.class).instant();
    var id = stored(now.minusSeconds(7200));
    SYSTEM
        .sql(
            """
            insert into run_order (tenant_id, flow, environment, order_key, run_id, shard, blocked)
            values (?, ?, 'production', 'k', ?, 0, true)""")
        .params(acme.id().value(), flow.value(), id)
        .update();

    var figures =
        as(acme.viewer(), () -> runs.statistics(Environment.PRODUCTION, now.minusSeconds(60), now));
    var queued = as(acme.viewer(), () -> runs.find(query(Status.QUEUED, null, 10)));

    assertThat(figures.waiting()).isEqualTo(1);
    assertThat(figures.oldestWaitingAt()).isNotNull();
    assertThat(queued.items()).extracting(run -> run.id().value()).containsExactly(id);
  }

  @Test
  void figuresStayTheSameWhenTheyAreSummedUp() {
    for (int i = 0; i < 3; i++) HUB.ended(acme, HUB.accepted(path, MESSAGE));
    var dead = died();
    var now = HUB.bean(Clock.class).instant();
    var open = stored(now);
    var until = now.plusSeconds(60);
    var before = figures(until);

    sumUp();

    assertThat(dead).isNotNull();
    assertThat(before.accepted()).isEqualTo(5);
    assertThat(before.succeeded()).isEqualTo(3);
    assertThat(before.dead()).isEqualTo(1);
    assertThat(figures(until)).isEqualTo(before);
    assertThat(limits().topFlows()).extracting(Limits.TopFlow::accepted).containsExactly(5L);
    assertThat(minutes("accepted")).isEqualTo(5);

    ended(open, now.plusMillis(5_040));
    BROKEN.set(false);
    HUB.ended(acme, HUB.accepted(path, MESSAGE));
    for (int i = 0; i < 3; i++) sumUp();

    var after = figures(until);
    assertThat(after.accepted()).isEqualTo(6);
    assertThat(after.succeeded()).isEqualTo(5);
    assertThat(after.dead()).isEqualTo(1);
    // The next lower of the steps that times are rounded to.
    assertThat(after.p99Millis()).isEqualTo(4_992);
    assertThat(minutes("accepted")).isEqualTo(6);
    assertThat(minutes("(select sum(c) from unnest(counts) c)")).isEqualTo(5);
  }

  @Test
  void whatEndsWhileItIsSummedUpIsCountedOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      var accepted = HUB.bean(Clock.class).instant();
      var some = Stream.generate(() -> stored(accepted)).limit(10).toList();
      var summed = CompletableFuture.runAsync(InspectPostgresTest::sumUp);
      some.forEach(run -> ended(run, accepted.plusMillis(10)));
      summed.get();
    }
    sumUp();

    assertThat(minutes("accepted")).isEqualTo(200);
    assertThat(minutes("succeeded")).isEqualTo(200);
    assertThat(figures(HUB.bean(Clock.class).instant()).succeeded()).isEqualTo(200);
  }

  private static void sumUp() {
    HUB.bean(RunMinutes.class).sumUp(Duration.ZERO);
  }

  /// What the minutes of this tenant say together.
  private long minutes(String column) {
    return SYSTEM
        .sql("select coalesce(sum(" + column + "), 0)::bigint from run_minute where tenant_id = ?")
        .params(acme.id().value())
        .query(Long.class)
        .single();
  }

  private Runs.Statistics figures(Instant until) {
    return as(
        acme.viewer(),
        () -> runs.statistics(Environment.PRODUCTION, until.minusSeconds(86_400), until));
  }

  private Limits.Use limits() {
    return as(acme.viewer(), () -> HUB.bean(Limits.class).current());
  }

  /// A run of which no node knows.
  private UUID stored(Instant accepted) {
    var id = new UUID(accepted.toEpochMilli() << 16 | 0x7000, 1L << 63 | NUMBER.incrementAndGet());
    SYSTEM
        .sql(
            """
            insert into run (tenant_id, run_id, shard, flow, version, environment, title, accepted_at, payload)
            values (?, ?, 0, ?, 1, 'production', 'Orders', ?, '{}')""")
        .params(acme.id().value(), id, flow.value(), Timestamp.from(accepted))
        .update();
    return id;
  }

  private void ended(UUID run, Instant at) {
    SYSTEM
        .sql(
            "insert into run_end (tenant_id, run_id, status, ended_at) values (?, ?, 'SUCCEEDED', ?)")
        .params(acme.id().value(), run, Timestamp.from(at))
        .update();
  }

  @Test
  void letterIsReplayedOnce() {
    var run = died();
    BROKEN.set(false);

    var replay = as(acme.developer(), () -> letters.replay(run, null));

    var detail = HUB.ended(acme, replay);
    assertThat(detail.summary().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(detail.summary().replayOf()).isEqualTo(run);
    assertThatThrownBy(() -> as(acme.developer(), () -> letters.replay(run, null)))
        .isInstanceOfSatisfying(
            DomainException.class, refusal -> assertThat(refusal.code()).isEqualTo("not-open"));
    assertThat(HUB.hub().events(acme))
        .extracting(event -> event.entry().action())
        .contains("dead-letter.replay");
  }

  @Test
  void editedReplayKeepsWhatWasShownMasked() {
    var run = died();
    BROKEN.set(false);
    var shown = as(acme.viewer(), () -> letters.get(run)).payload();
    assertThat(shown).isEqualTo("{\"id\":7,\"email\":\"***\"}");

    var replay = as(acme.developer(), () -> letters.replay(run, shown.replace("7", "8")));

    HUB.ended(acme, replay);
    assertThat(HUB.received().getLast().body())
        .isEqualTo("{\"number\":8,\"mail\":\"ann@example.org\"}");
  }

  @Test
  void editedReplayMustFitTheSchema() {
    var run = died();

    assertThatThrownBy(() -> as(acme.developer(), () -> letters.replay(run, "{\"id\":\"x\"}")))
        .isInstanceOfSatisfying(
            DomainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("message-invalid"));
  }

  @Test
  void manyAreReplayedAndThoseNotOpenPassedOver() {
    var first = died();
    var second = died();
    BROKEN.set(false);
    as(acme.developer(), () -> letters.replay(first, null));

    var replays = as(acme.developer(), () -> letters.replayAll(List.of(first, second)));

    assertThat(replays).hasSize(1);
    assertThat(HUB.ended(acme, replays.getFirst()).summary().replayOf()).isEqualTo(second);
  }

  @Test
  void discardedLetterIsClosed() {
    var run = died();

    as(
        acme.developer(),
        () -> {
          letters.discard(run, "a test order");
          return run;
        });

    assertThat(as(acme.viewer(), () -> letters.countOpen())).isZero();
    assertThat(as(acme.viewer(), () -> letters.get(run)).letter().status())
        .isEqualTo(DeadLetters.Status.DISCARDED);
  }

  @Test
  void viewerReplaysNothing() {
    var run = died();

    assertThatThrownBy(() -> as(acme.viewer(), () -> letters.replay(run, null)))
        .isInstanceOfSatisfying(
            DomainException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(DomainException.Kind.REFUSED));
  }

  @Test
  void otherTenantSeesNothing() {
    var run = died();
    var stranger = other.owner();

    assertThat(as(stranger, () -> runs.find(RunQuery.latest(10))).items()).isEmpty();
    assertNotFound(() -> runs.get(run));
    var now = Instant.now().plusSeconds(1);
    assertThat(
            as(stranger, () -> runs.statistics(Environment.PRODUCTION, now.minusSeconds(60), now))
                .accepted())
        .isZero();
    var anyLetter = new DeadLetterQuery(null, null, null, null, null, 10);
    assertThat(as(stranger, () -> letters.find(anyLetter)).items()).isEmpty();
    assertThat(as(stranger, () -> letters.countOpen())).isZero();
    assertNotFound(() -> letters.get(run));
    assertNotFound(() -> letters.replay(run, null));
    assertThat(as(stranger, () -> letters.replayAll(List.of(run)))).isEmpty();
    assertNotFound(
        () -> {
          letters.discard(run, "mine now");
          return run;
        });
    assertThat(as(acme.viewer(), () -> letters.get(run)).letter().status())
        .isEqualTo(DeadLetters.Status.OPEN);
  }

  @Test
  void draftIsTriedStepByStep() {
    String draft =
        """
        format: interline/flow/1
        id: draft
        title: Draft
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        steps:
          - { id: twice, map: "{ \\"n\\": .order.n * 2 }" }
          - { id: wrong, map: ".order.n / 0" }
        """;

    var whole = tested(draft, "{\"n\": 21}", null);
    var part = tested(draft, "{\"n\": 21}", "twice");

    assertThat(whole.succeeded()).isFalse();
    assertThat(whole.error()).startsWith("wrong: ");
    assertThat(part.succeeded()).isTrue();
    assertThat(part.steps()).extracting(Runs.StepRun::output).containsExactly("{\"n\":42}");
    assertThatThrownBy(() -> as(acme.viewer(), () -> bench.start(draft, "{}", null)))
        .isInstanceOf(DomainException.class);
  }

  private TestBench.TestRun tested(String draft, String sample, @Nullable String upTo) {
    return over(as(acme.developer(), () -> bench.start(draft, sample, upTo)));
  }

  private static TestBench.TestRun over(TestBench.Test test) {
    return await().until(test::now, run -> !run.running());
  }

  private static final String CALLING =
      """
      format: interline/flow/1
      id: calling
      title: Calling
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      steps:
        - { id: mapped, map: '{ "n": .order.n }' }
        - id: erp
          use: http@1/request
          connection: erp
          with: { method: POST, path: /orders, body: "${.mapped}" }
        - { id: after, map: .mapped }
      """;

  @Test
  void testIsFollowedWhileItRunsAndEndsWhenItIsStopped() throws InterruptedException {
    connectDevelopment();
    var arrived = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    HUB.receiverDoes(
        (_, exchange) -> {
          arrived.countDown();
          await().until(() -> answer.getCount() == 0);
          exchange.sendResponseHeaders(204, -1);
        });

    var test = as(acme.developer(), () -> bench.start(CALLING, "{\"n\": 1}", null));
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    var during = test.now();
    assertThat(test.now()).as("nothing changed").isSameAs(during);
    test.stop();
    var stopped = over(test);
    answer.countDown();

    assertThat(during.state()).isEqualTo(TestBench.TestState.RUNNING);
    assertThat(during.at()).isEqualTo("erp");
    assertThat(during.steps())
        .extracting(Runs.StepRun::step, Runs.StepRun::status)
        .containsExactly(tuple("mapped", StepStatus.SUCCEEDED), tuple("erp", StepStatus.RUNNING));
    assertThat(stopped.state()).isEqualTo(TestBench.TestState.STOPPED);
    assertThat(stopped.at()).isEqualTo("erp");
    assertThat(stopped.steps()).extracting(Runs.StepRun::step).containsExactly("mapped");
    test.stop();
    assertThat(test.now()).isSameAs(over(test));
  }

  @Test
  void callThatFailsInATestHasFailedAndIsNotTriedAgain() {
    connectDevelopment();
    HUB.receiverDoes((_, exchange) -> exchange.sendResponseHeaders(500, -1));

    var failed = tested(CALLING, "{\"n\": 1}", null);

    assertThat(failed.state()).isEqualTo(TestBench.TestState.FAILED);
    assertThat(failed.error()).startsWith("erp: ");
    var erp = failed.steps().getLast();
    assertThat(erp.status()).isEqualTo(StepStatus.FAILED);
    assertThat(erp.attempts()).extracting(Runs.Attempt::nextAt).containsOnlyNulls();
  }

  @Test
  void failedCallShowsWhatWasAnsweredToEachAttempt() {
    HUB.receiverDoes(
        (received, exchange) -> {
          byte[] answer =
              ("{\"reason\": \"stock\", \"of\": " + received.body() + "}")
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("X-Trace", "t-1");
          exchange.getResponseHeaders().add("Set-Cookie", "session=abcdef");
          exchange.sendResponseHeaders(503, answer.length);
          exchange.getResponseBody().write(answer);
        });

    var run = HUB.ended(acme, HUB.accepted(path, MESSAGE));

    var attempts = run.steps().getLast().attempts();
    assertThat(attempts).hasSize(3).extracting(Runs.Attempt::answer).doesNotContainNull();
    assertThat(attempts.getFirst().answer())
        .contains("\"status\":503", "\"x-trace\":\"t-1\"", "\"reason\":\"stock\"", "\"number\":7")
        .contains("\"mail\":\"***\"")
        .doesNotContain("abcdef");
    assertThat(run.steps().getLast().input()).contains("\"number\":7");
    assertThat(run.toString()).doesNotContain("ann@example.org");
  }

  @Test
  void failedMappingAndCheckShowWhatTheyRead() {
    String failing =
        """
        format: interline/flow/1
        id: failing
        title: Failing
        trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
        redact: [ /order/card ]
        steps:
          - { id: made, map: '{ "n": .order.n, "card": .order.card }' }
          - { id: unread, map: '{ "big": 1 }' }
          - %s
        """;
    String sample = "{\"n\": 21, \"card\": \"canaryCARD\"}";

    var mapping =
        tested(failing.formatted("{ id: bad, map: 'if (.made) .made.n / 0' }"), sample, null);
    var check =
        tested(
            failing.formatted(
                "{ id: bad, validate: { schema: { type: object, required: [total] }, value: '${.made}' } }"),
            sample,
            null);
    var message =
        tested(
            failing.formatted(
                "{ id: bad, validate: { schema: { type: object, required: [total] } } }"),
            sample,
            null);
    var condition =
        tested(
            failing.formatted("{ id: bad, switch: [ { when: '${.order.n / 0 > 1}', do: [] } ] }"),
            sample,
            null);

    assertThat(List.of(mapping, check, message, condition))
        .extracting(TestBench.TestRun::error)
        .allMatch(error -> error.startsWith("bad: "));
    assertThat(Stream.of(mapping, check, message, condition).map(run -> run.steps().getLast()))
        .extracting(Runs.StepRun::step, Runs.StepRun::status, Runs.StepRun::input)
        .containsExactly(
            tuple("bad", StepStatus.FAILED, "{\"made\":{\"n\":21,\"card\":\"***\"}}"),
            tuple("bad", StepStatus.FAILED, "{\"n\":21,\"card\":\"***\"}"),
            tuple("bad", StepStatus.FAILED, "{\"n\":21,\"card\":\"***\"}"),
            tuple("bad", StepStatus.FAILED, "{\"order\":{\"n\":21,\"card\":\"***\"}}"));
  }

  @Test
  void tenantHasANumberOfTestsAtATime() {
    connectDevelopment();
    var answer = new CountDownLatch(1);
    HUB.receiverDoes(
        (_, exchange) -> {
          await().until(() -> answer.getCount() == 0);
          exchange.sendResponseHeaders(204, -1);
        });
    Supplier<TestBench.Test> another =
        () -> as(acme.developer(), () -> bench.start(CALLING, "{\"n\": 1}", null));

    var tests = Stream.generate(another).limit(RunningTests.MOST_OF_A_TENANT).toList();

    assertThatThrownBy(another::get)
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("stop one");
    tests.forEach(TestBench.Test::stop);
    answer.countDown();
    tests.forEach(InspectPostgresTest::over);
    await().untilAsserted(() -> another.get().stop());
  }

  private void connectDevelopment() {
    TenantScope.run(
        acme.owner(),
        () -> {
          var connections = HUB.bean(Connections.class);
          var settings = connections.get("erp", Environment.PRODUCTION).settings();
          connections.save(
              new Connections.ConnectionSettings(
                  "erp", Environment.DEVELOPMENT, "ERP", "http", "none", settings, Map.of()),
              null);
        });
  }

  @Test
  void previewSaysWhatIsWrongAndWhere() {
    var good =
        as(
            acme.viewer(),
            () -> bench.preview(".order.n + 1", TestBench.Language.JSLT, "{\"order\":{\"n\":1}}"));
    var text =
        as(
            acme.viewer(),
            () ->
                bench.preview(
                    "No ${.order.n}", TestBench.Language.TEMPLATE, "{\"order\":{\"n\":1}}"));
    var bad = as(acme.viewer(), () -> bench.preview("{\n  ]", TestBench.Language.JSLT, "{}"));

    assertThat(good.value()).isEqualTo("2");
    assertThat(text.value()).isEqualTo("\"No 1\"");
    assertThat(bad.value()).isNull();
    assertThat(bad.error()).isNotNull();
    assertThat(bad.line()).isPositive();
  }

  private RunId died() {
    BROKEN.set(true);
    var run = HUB.ended(acme, HUB.accepted(path, MESSAGE));
    assertThat(run.summary().status()).isEqualTo(Status.DEAD);
    assertThat(run.summary().failedStep()).isEqualTo("erp");
    assertThat(run.summary().error()).doesNotContain("ann@example.org").contains("***");
    return run.summary().id();
  }

  private RunQuery query(
      @org.jspecify.annotations.Nullable Status status,
      @org.jspecify.annotations.Nullable String cursor,
      int limit) {
    return new RunQuery(flow, Environment.PRODUCTION, status, null, null, null, cursor, limit);
  }

  private void assertNotFound(Supplier<?> call) {
    assertThatThrownBy(() -> as(other.owner(), call::get))
        .isInstanceOfSatisfying(
            DomainException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(DomainException.Kind.NOT_FOUND));
  }

  private static <T> T as(Caller caller, Supplier<T> call) {
    return TenantScope.call(caller, call::get);
  }

  @Test
  void runThatCannotBeSummedUpHoldsUpNoOther() {
    sumUp();
    // What is older than the last sum is not summed up any more.
    var now = HUB.bean(Clock.class).instant();
    long before = minutes("accepted");
    for (int i = 0; i < 5; i++) ended(stored(now), now.plusMillis(10));
    var poisoned = stored(now);
    var late = stored(now);
    endless(poisoned);
    for (int i = 0; i < 5; i++) ended(stored(now), now.plusMillis(10));

    sumUp();
    sumUp();

    assertThat(minutes("accepted") - before).isEqualTo(11);
    assertThat(HUB.bean(Isolation.class).setAside())
        .anyMatch(aside -> aside.loop().equals("rollup") && aside.member().contains("" + poisoned));

    endless(late);
    var later = HUB.bean(Clock.class).instant();
    var other = stored(later);
    sumUp();
    ended(other, later.plusMillis(10));
    sumUp();
    assertThat(minutes("succeeded") - before).isGreaterThanOrEqualTo(11);
  }

  /// A time that no statistics can hold.
  private void endless(UUID run) {
    SYSTEM
        .sql(
            "insert into run_end (tenant_id, run_id, status, ended_at) values (?, ?, 'SUCCEEDED', 'infinity')")
        .params(acme.id().value(), run)
        .update();
  }
}
