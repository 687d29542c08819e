package io.interline.flow.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.FlowId;
import io.interline.flow.Replays;
import io.interline.flow.Replays.Replay;
import io.interline.flow.Replays.ReplayOrder;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NewMessage;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.flow.internal.ingest.RunningHub.Received;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Replays of one and of many dead letters above a whole engine.
class ReplaysPostgresTest {

  private static final RunningHub HUB = RunningHub.start();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration LONG = Duration.ofSeconds(90);

  /// Two calls; the second one fails while the receiver refuses.
  private static final String TWO_CALLS =
      """
      format: interline/flow/1
      id: %s
      title: Two calls
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      steps:
        - id: first
          use: http@1/request
          connection: erp
          with: { method: POST, path: /first, body: "${.order}" }
        - id: second
          use: http@1/request
          connection: erp
          with: { method: POST, path: /second%s, body: "${.order}" }
      """;

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final DeadLetters letters = HUB.bean(DeadLetters.class);
  private final Replays replays = HUB.bean(Replays.class);
  private final FlowId flow = new FlowId("two-calls-" + NUMBER.incrementAndGet());

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @BeforeEach
  void secondIsRefused() {
    HUB.receiverDoes(
        (received, exchange) ->
            exchange.sendResponseHeaders(received.path().equals("/second") ? 400 : 200, -1));
  }

  @Test
  void replayFromTheFailedStepDoesNotCallTheEarlierOnesAgainAndKeepsTheKey() {
    String path = HUB.deploy(acme, TWO_CALLS.formatted(flow, ""));
    var run = died(path);
    var failed = last("/second");
    HUB.receiverDoes((_, exchange) -> exchange.sendResponseHeaders(200, -1));
    int before = HUB.received().size();

    var again =
        as(acme.developer(), () -> letters.replay(run, ReplayFrom.FAILED_STEP, ReplayOn.SAME));

    var detail = HUB.ended(acme, again);
    assertThat(detail.summary().status()).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(detail.summary().replayOf()).isEqualTo(run);
    assertThat(detail.steps()).extracting(Runs.StepRun::step).containsExactly("first", "second");
    assertThat(HUB.received().subList(before, HUB.received().size()))
        .containsExactly(new Received("/second", failed.body(), failed.key()));
    assertThat(stepsUsed()).as("the first once, the second twice").isEqualTo(3);
  }

  @Test
  void replayOfAReplayKeepsTheKeyToo() {
    String path = HUB.deploy(acme, TWO_CALLS.formatted(flow, ""));
    var run = died(path);
    var failed = last("/second");
    var second =
        as(acme.developer(), () -> letters.replay(run, ReplayFrom.FAILED_STEP, ReplayOn.SAME));
    assertThat(HUB.ended(acme, second).summary().status()).isEqualTo(Runs.Status.DEAD);

    as(acme.developer(), () -> letters.replay(second, ReplayFrom.FAILED_STEP, ReplayOn.SAME));

    await().atMost(LONG).until(() -> count("/second", failed.key()) == 3);
    assertThat(count("/first", null)).isEqualTo(1);
  }

  @Test
  void replayOnTheVersionNowDeployedTakesOverWhatFits() {
    String path = HUB.deploy(acme, TWO_CALLS.formatted(flow, ""));
    var run = died(path);
    HUB.redeploy(acme, flow, TWO_CALLS.formatted(flow, "-mended"));

    var again =
        as(acme.developer(), () -> letters.replay(run, ReplayFrom.FAILED_STEP, ReplayOn.DEPLOYED));

    assertThat(HUB.ended(acme, again).summary().version()).isEqualTo(2);
    assertThat(HUB.ended(acme, again).summary().status()).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(count("/first", null)).isEqualTo(1);
    assertThat(last("/second-mended").key()).isEqualTo(last("/second").key());
  }

  @Test
  void replayThatDoesNotFitIsRefusedAndTheLetterStaysOpen() {
    String path = HUB.deploy(acme, TWO_CALLS.formatted(flow, ""));
    var run = died(path);
    HUB.redeploy(acme, flow, TWO_CALLS.formatted(flow, "").replace("id: first", "id: other"));

    assertThatThrownBy(
            () ->
                as(
                    acme.developer(),
                    () -> letters.replay(run, ReplayFrom.FAILED_STEP, ReplayOn.DEPLOYED)))
        .isInstanceOfSatisfying(
            DomainException.class, refusal -> assertThat(refusal.code()).isEqualTo("does-not-fit"));

    var parts =
        as(
            acme.viewer(),
            () -> replays.dryRun(order(LetterFilter.ALL, ReplayFrom.FAILED_STEP, 10)).parts());
    assertThat(parts).hasSize(1);
    assertThat(parts.getFirst().hindrance()).contains("first");
    assertThat(as(acme.viewer(), () -> letters.get(run)).letter().status())
        .isEqualTo(DeadLetters.Status.OPEN);
  }

  @Test
  void lettersOfOneCauseAreOneGroup() {
    String path = HUB.deploy(acme, failing(flow, "no order "));
    for (int i = 1; i <= 3; i++) HUB.ended(acme, HUB.accepted(path, message(i)));

    var groups = as(acme.viewer(), () -> letters.groups(LetterFilter.ALL));

    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().letters()).isEqualTo(3);
    assertThat(groups.getFirst().label()).contains("no order …");
    assertThat(groups.getFirst().step()).isEqualTo("check");
    var found =
        as(
            acme.viewer(),
            () ->
                letters.find(
                    new DeadLetterQuery(
                        LetterFilter.ALL.of(groups.getFirst().cause()), null, null, 10)));
    assertThat(found.items()).hasSize(3);
    assertThat(as(other.viewer(), () -> letters.groups(LetterFilter.ALL))).isEmpty();
  }

  @Test
  void aHundredThousandLettersAreGroupedFast() {
    HUB.deploy(acme, failing(flow, "no order "));
    HUB.hub()
        .bean("systemJdbcClient", JdbcClient.class)
        .sql(
            """
            insert into dead_letter (tenant_id, run_id, flow, version, environment, title, step, error_class,
              message, accepted_at, died_at)
            select ?, uuidv7(), ?, 1, 'production', 'Many', 'step-' || n % 7, 'permanent',
              'No order ' || n || ' at a' || n || '@example.org', now(), now()
            from generate_series(1, 100000) n""")
        .params(acme.id().value(), flow.value())
        .update();
    long began = System.nanoTime();

    var groups = as(acme.viewer(), () -> letters.groups(LetterFilter.ALL));

    assertThat(groups).hasSize(7);
    assertThat(groups.stream().mapToLong(DeadLetters.CauseGroup::letters).sum()).isEqualTo(100_000);
    assertThat(groups.getFirst().label()).isEqualTo("No order … at …");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void twoThousandAreReplayedOnceEachThoughTheNodeDiesInBetween() {
    String path = HUB.deploy(acme, failing(flow, "no order "));
    try (var senders = Executors.newFixedThreadPool(16)) {
      for (int i = 1; i <= 2_000; i++) {
        int number = i;
        senders.submit(() -> HUB.accepted(path, message(number)));
      }
    }
    await().atMost(LONG).until(() -> open() == 2_000);
    HUB.redeploy(acme, flow, mended(flow));
    HUB.bean(ReplayLifecycle.class).stop();
    var sent = new AtomicInteger();
    var dying = worker(sent, 700);
    var job =
        as(acme.developer(), () -> replays.start(order(LetterFilter.ALL, ReplayFrom.START, 1_000)));

    try {
      await()
          .atMost(LONG)
          .ignoreException(IllegalStateException.class)
          .until(
              () -> {
                dying.turn();
                return false;
              });
    } catch (Dead e) {
      assertThat(sent.get()).isGreaterThanOrEqualTo(700);
    }
    assertThat(state(job).state()).isEqualTo(Replays.State.RUNNING);
    assertThat(state(job).replayed()).isLessThan(700);
    HUB.bean(ReplayLifecycle.class).start();

    await().atMost(LONG).until(() -> state(job).state() == Replays.State.DONE);
    assertThat(state(job).replayed()).isEqualTo(2_000);
    assertThat(state(job).passedOver()).isZero();
    assertThat(open()).isZero();
    await().atMost(LONG).until(() -> count("/mended", null) == 2_000);
    assertThat(
            HUB.received().stream()
                .filter(received -> received.path().equals("/mended"))
                .map(Received::body))
        .doesNotHaveDuplicates();
    assertThat(HUB.hub().events(acme))
        .filteredOn(event -> event.entry().action().startsWith("replay."))
        .hasSize(1);
  }

  @Test
  void replayKeepsToItsRateAndCanBePausedResumedAndCancelled() {
    String path = HUB.deploy(acme, failing(flow, "no order "));
    for (int i = 1; i <= 30; i++) HUB.accepted(path, message(i));
    await().atMost(LONG).until(() -> open() == 30);
    HUB.redeploy(acme, flow, mended(flow));
    var began = Instant.now();

    var job =
        as(acme.developer(), () -> replays.start(order(LetterFilter.ALL, ReplayFrom.START, 5)));
    await().atMost(LONG).until(() -> state(job).replayed() >= 10);
    assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(1_500));
    as(acme.developer(), () -> replays.pause(job.id()));
    long left = open();
    await().during(Duration.ofSeconds(1)).until(() -> open() >= left - 2);
    as(acme.developer(), () -> replays.resume(job.id()));
    await().atMost(LONG).until(() -> open() < left - 2);
    var cancelled = as(acme.developer(), () -> replays.cancel(job.id()));

    assertThat(cancelled.state()).isEqualTo(Replays.State.CANCELLED);
    assertThat(open()).isPositive();
    assertThatThrownBy(() -> as(acme.developer(), () -> replays.resume(job.id())))
        .isInstanceOfSatisfying(
            DomainException.class, refusal -> assertThat(refusal.code()).isEqualTo("replay-over"));
  }

  @Test
  void filterLeavesTheOthersOpen() {
    String path = HUB.deploy(acme, TWO_CALLS.formatted(flow, ""));
    died(path);
    var wanted = new FlowId(flow + "-b");
    String second = HUB.deploy(acme, failing(wanted, "no order "));
    HUB.ended(acme, HUB.accepted(second, message(1)));
    HUB.redeploy(acme, wanted, mended(wanted));
    var filter = new LetterFilter(wanted, null, "mapping", null, null, null, "no order 1");

    var plan = as(acme.viewer(), () -> replays.dryRun(order(filter, ReplayFrom.START, 10)));
    assertThat(plan.letters()).isEqualTo(1);
    assertThat(plan.ready()).isEqualTo(1);
    assertThat(plan.parts().getFirst().runsOn()).isEqualTo(2);
    assertThat(plan.connections()).extracting(circuit -> circuit.alias()).containsExactly("erp");
    var job = as(acme.developer(), () -> replays.start(order(filter, ReplayFrom.START, 10)));

    await().atMost(LONG).until(() -> state(job).state() == Replays.State.DONE);
    assertThat(state(job).total()).isEqualTo(1);
    assertThat(open()).isEqualTo(1);
  }

  @Test
  void whatIsNotDeployedIsPassedOverAndSaid() {
    String path = HUB.deploy(acme, failing(flow, "no order "));
    HUB.ended(acme, HUB.accepted(path, message(1)));
    as(
        acme.developer(),
        () -> {
          HUB.bean(io.interline.flow.Deployments.class)
              .setEnabled(flow, io.interline.tenant.Environment.PRODUCTION, false);
          return flow;
        });

    var job =
        as(acme.developer(), () -> replays.start(order(LetterFilter.ALL, ReplayFrom.START, 10)));

    await().atMost(LONG).until(() -> state(job).state() == Replays.State.DONE);
    assertThat(state(job).passedOver()).isEqualTo(1);
    assertThat(state(job).problem()).contains("takes no messages");
    assertThat(open()).isEqualTo(1);
  }

  @Test
  void otherTenantSeesNothing() {
    String path = HUB.deploy(acme, failing(flow, "no order "));
    HUB.ended(acme, HUB.accepted(path, message(1)));
    var job =
        as(acme.developer(), () -> replays.start(order(LetterFilter.ALL, ReplayFrom.START, 1)));

    assertThat(as(other.owner(), replays::list)).isEmpty();
    for (var call :
        List.<Supplier<?>>of(
            () -> replays.get(job.id()),
            () -> replays.pause(job.id()),
            () -> replays.resume(job.id()),
            () -> replays.cancel(job.id())))
      assertThatThrownBy(() -> as(other.owner(), call::get))
          .isInstanceOfSatisfying(
              DomainException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(DomainException.Kind.NOT_FOUND));
    assertThatThrownBy(
            () ->
                as(
                    other.owner(),
                    () -> replays.start(order(LetterFilter.ALL, ReplayFrom.START, 1))))
        .isInstanceOf(DomainException.class);
    assertThatThrownBy(
            () ->
                as(
                    acme.viewer(),
                    () -> replays.start(order(LetterFilter.ALL, ReplayFrom.START, 1))))
        .isInstanceOf(DomainException.class);
  }

  /// The node is gone.
  private static final class Dead extends Error {}

  /// A worker that dies right after a letter was accepted, before anybody notes it.
  private static ReplayWorker worker(AtomicInteger sent, int diesAt) {
    var real = HUB.bean(Ingest.class);
    var dying =
        new Ingest() {
          @Override
          public Accepted take(NewMessage message, boolean listens) {
            throw new UnsupportedOperationException();
          }

          @Override
          public RunId acceptOnce(String key, NewMessage message) throws NotAccepting {
            var run = real.acceptOnce(key, message);
            if (sent.incrementAndGet() >= diesAt) throw new Dead();
            return run;
          }

          @Override
          public RunId takeOver(String key, NewMessage message, TakenOver from) {
            throw new UnsupportedOperationException();
          }

          @Override
          public OptionalInt acceptAll(
              Map<String, NewMessage> messages, BooleanSupplier alongside) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void checkRoom(TenantId tenant) {}
        };
    var replay =
        new LetterReplay(
            HUB.bean(LiveFlows.class),
            HUB.bean(Plans.class),
            HUB.bean(MessageReader.class),
            HUB.bean(Journal.class),
            dying,
            HUB.hub().bean("systemJdbcClient", JdbcClient.class));
    return new ReplayWorker(
        HUB.bean(StoredReplays.class), replay, HUB.bean(Clock.class), HUB.bean(Isolation.class));
  }

  private static String failing(FlowId flow, String why) {
    return flow(flow, "'if (.order.id) error(\"" + why + "\" + .order.id) else .order'");
  }

  private static String mended(FlowId flow) {
    return flow(flow, "'.order'");
  }

  private static String flow(FlowId flow, String map) {
    return """
    format: interline/flow/1
    id: %s
    title: Checked
    trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
    steps:
      - id: check
        map: %s
      - id: send
        use: http@1/request
        connection: erp
        with: { method: POST, path: /mended, body: "${.check}" }
    """
        .formatted(flow, map);
  }

  private static ReplayOrder order(LetterFilter filter, ReplayFrom from, int perSecond) {
    return new ReplayOrder(filter, from, ReplayOn.DEPLOYED, perSecond);
  }

  private String message(int number) {
    return "{\"id\":" + number + ",\"of\":\"" + flow + "\"}";
  }

  private RunId died(String path) {
    var run = HUB.ended(acme, HUB.accepted(path, message(7)));
    assertThat(run.summary().status()).isEqualTo(Runs.Status.DEAD);
    return run.summary().id();
  }

  private Received last(String path) {
    return HUB.received().stream()
        .filter(received -> received.path().equals(path) && received.body().contains(flow.value()))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  private long count(String path, @org.jspecify.annotations.Nullable String key) {
    return HUB.received().stream()
        .filter(received -> received.path().equals(path) && received.body().contains(flow.value()))
        .filter(received -> key == null || received.key().equals(key))
        .count();
  }

  private long stepsUsed() {
    return HUB.hub()
        .bean("systemJdbcClient", JdbcClient.class)
        .sql("select sum(steps) from usage_day where tenant_id = ?")
        .param(acme.id().value())
        .query(Long.class)
        .single();
  }

  private long open() {
    return as(acme.viewer(), letters::countOpen);
  }

  private Replay state(Replay job) {
    return as(acme.viewer(), () -> replays.get(job.id()));
  }

  private static <T> T as(Caller caller, Supplier<T> call) {
    return TenantScope.call(caller, call::get);
  }

  @Test
  void replaySendsTheSameBytesUnderTheSameKey() {
    String answer = "{\"t\":12345678901234567.89,\"b\":1E+400,\"p\":19.90,\"s\":5E-8}";
    HUB.receiverDoes(
        (received, exchange) -> {
          byte[] bytes = answer.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          boolean first = received.path().equals("/first");
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(first ? 200 : 400, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
    String path =
        HUB.deploy(
            acme,
            """
            format: interline/flow/1
            id: %s
            title: Digits
            trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
            steps:
              - { id: first, use: http@1/request, connection: erp, with: { method: POST, path: /first, body: "${.order}" } }
              - { id: made, map: '{ "of": .first.body, "quarter": .first.body.p / 4, "order": .order }' }
              - { id: second, use: http@1/request, connection: erp, with: { method: POST, path: /second, body: "${.made}" } }
            """
                .formatted(flow));
    var run = died(path);
    assertThat(as(acme.viewer(), () -> letters.get(run)).letter().message()).contains("400");
    var failed = last("/second");

    var again =
        as(acme.developer(), () -> letters.replay(run, ReplayFrom.FAILED_STEP, ReplayOn.SAME));

    HUB.ended(acme, again);
    assertThat(failed.body()).startsWith("{\"of\":" + answer);
    assertThat(last("/second")).isEqualTo(failed);
    assertThat(count("/second", failed.key())).isEqualTo(2);
    assertThat(count("/first", null)).isEqualTo(1);
  }

  @Test
  void letterThatCannotBeReplayedHoldsUpNoOther() throws java.sql.SQLException {
    String path = HUB.deploy(acme, failing(flow, "no order "));
    for (int i = 1; i <= 5; i++) HUB.ended(acme, HUB.accepted(path, message(i)));
    HUB.redeploy(acme, flow, mended(flow));
    try (var owner = HUB.hub().database().asOwner();
        var update =
            owner.prepareStatement(
                """
                update run set payload = 'no JSON' where tenant_id = ? and run_id = (
                  select run_id from dead_letter where tenant_id = ? order by run_id offset 2 limit 1)""")) {
      update.setObject(1, acme.id().value());
      update.setObject(2, acme.id().value());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }

    var job =
        as(acme.developer(), () -> replays.start(order(LetterFilter.ALL, ReplayFrom.START, 100)));

    await().atMost(LONG).until(() -> state(job).state() == Replays.State.DONE);
    assertThat(state(job).replayed()).isEqualTo(4);
    assertThat(state(job).passedOver()).isEqualTo(1);
    assertThat(state(job).problem()).contains("could not be replayed");
    assertThat(open()).isEqualTo(1);
  }
}
