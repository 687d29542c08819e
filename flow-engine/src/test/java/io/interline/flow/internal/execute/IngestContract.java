package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.execute.Ingest.Reply;
import io.interline.flow.internal.execute.NotAccepting.Reason;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.PlanFixtures;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ingest promises to those who bring messages, whatever keeps them. What it takes shows
/// in the calls that its runs make.
abstract class IngestContract {

  private static final FlowId ORDERS = new FlowId("orders");
  private static final FlowId RETURNS = new FlowId("returns");
  private static final String ONE_CALL =
      """
      steps:
        - { id: a, use: http@1/request, with: { number: "${.order.number}" } }
      """;
  private static final String ANSWERS =
      """
      steps:
        - { id: a, use: http@1/request, with: { number: "${.order.number}" } }
        - { id: done, respond: { status: 201, body: "${.order.number}" } }
      """;

  private final MovableClock clock = new MovableClock();
  private final ScriptedOperations operations = new ScriptedOperations();
  private final Map<FlowId, Plan> plans = new ConcurrentHashMap<>();
  private final TenantId tenant = new TenantId(UUID.randomUUID());
  private volatile io.interline.tenant.Plan limits = limits(10_000, 100);
  private Store store;
  private Ingest ingest;
  private EngineLifecycle lifecycle;

  /// What keeps the messages.
  record Store(Journal journal, Shards shards, Runnable leave) {}

  /// An empty one, or one that others have used.
  abstract Store open(MovableClock clock) throws Exception;

  @BeforeEach
  void start() throws Exception {
    for (var flow : List.of(ORDERS, RETURNS))
      plans.put(flow, PlanFixtures.of(ONE_CALL, operations));
    store = open(clock);
    var engine =
        EngineFixture.engine(
            store.journal(), store.shards(), plans, clock, Duration.ofSeconds(8), () -> limits);
    ingest = engine;
    lifecycle = new EngineLifecycle(engine);
    lifecycle.start();
    await().atMost(Duration.ofSeconds(20)).until(engine::isAccepting);
  }

  @AfterEach
  void stop() {
    lifecycle.stop();
    store.leave().run();
  }

  @Test
  void whatIsTakenIsWorkedOnUnderItsOwnRun() throws Exception {
    var runs = new HashSet<RunId>();
    for (int i = 0; i < 20; i++) runs.add(ingest.accept(message(ORDERS, i)));

    assertThat(runs).hasSize(20);
    awaitNumbers(20);
    assertThat(numbers()).containsExactlyInAnyOrderElementsOf(upTo(20));
  }

  @Test
  void messageThatCameBeforeWithinItsWindowIsTheRunOfThen() throws Exception {
    var first = ingest.take(same(ORDERS, 1, "k"), false);
    var second = ingest.take(same(ORDERS, 2, "k"), true);
    var other = ingest.take(same(ORDERS, 3, "another"), false);
    var ofAnotherFlow = ingest.take(same(RETURNS, 4, "k"), false);

    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.run()).isEqualTo(first.run());
    assertThat(second.reply()).isNull();
    assertThat(other.isNew()).isTrue();
    assertThat(ofAnotherFlow.isNew()).isTrue();
    awaitNumbers(3);
    assertThat(numbers()).containsExactlyInAnyOrder(1, 3, 4);
  }

  @Test
  void senderWhoTriesManyTimesAtOnceStartsOneRun() throws Exception {
    var taken = new HashSet<RunId>();
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries = new ArrayList<Future<RunId>>();
      for (int i = 0; i < 16; i++)
        tries.add(senders.submit(() -> ingest.take(same(ORDERS, 7, "once"), false).run()));
      for (var each : tries) taken.add(each.get(20, TimeUnit.SECONDS));
    }

    assertThat(taken).hasSize(1);
    ingest.accept(message(ORDERS, 8));
    awaitNumbers(2);
    assertThat(numbers()).containsExactlyInAnyOrder(7, 8);
  }

  @Test
  void keyIsAcceptedOnceForEver() throws Exception {
    var first = ingest.acceptOnce("daily/1", message(ORDERS, 1));
    awaitNumbers(1);
    var second = ingest.acceptOnce("daily/1", message(ORDERS, 2));
    var next = ingest.acceptOnce("daily/2", message(ORDERS, 3));

    assertThat(second).isEqualTo(first);
    assertThat(next).isNotEqualTo(first);
    awaitNumbers(2);
    assertThat(numbers()).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void manyAreKeptWithWhatRidesAlongOrNoneIs() throws Exception {
    var refused = ingest.acceptAll(messages(0, 10), () -> false);
    assertThatThrownBy(
            () ->
                ingest.acceptAll(
                    messages(0, 10),
                    () -> {
                      throw new IllegalStateException("the cursor could not be written");
                    }))
        .isInstanceOf(IllegalStateException.class);
    var kept = ingest.acceptAll(messages(0, 10), () -> true);
    var again = ingest.acceptAll(messages(5, 15), () -> true);
    var nothing = ingest.acceptAll(Map.of(), () -> true);

    assertThat(refused).isEmpty();
    assertThat(kept).isEqualTo(OptionalInt.of(10));
    assertThat(again).isEqualTo(OptionalInt.of(5));
    assertThat(nothing).isEqualTo(OptionalInt.of(0));
    awaitNumbers(15);
    assertThat(numbers()).containsExactlyInAnyOrderElementsOf(upTo(15));
  }

  @Test
  void whoTakesOverMakesCallsWithTheKeysOfTheOrigin() throws Exception {
    var origin = ingest.accept(message(ORDERS, 1));
    awaitNumbers(1);
    var from = new Ingest.TakenOver(origin, 0, "[]".getBytes(StandardCharsets.UTF_8));

    var run = ingest.takeOver("replay/1", message(ORDERS, 1), from);
    var again = ingest.takeOver("replay/1", message(ORDERS, 1), from);

    assertThat(run).isNotEqualTo(origin);
    assertThat(again).isEqualTo(run);
    awaitNumbers(2);
    assertThat(operations.calls()).extracting(ScriptedOperations.Made::key).containsOnly(keyOf(0));
  }

  @Test
  void senderWhoListensHearsTheAnswer() throws Exception {
    plans.put(ORDERS, PlanFixtures.of(ANSWERS, operations));

    var reply = ingest.take(message(ORDERS, 42), true).reply();
    var none = ingest.take(message(ORDERS, 43), false).reply();

    assertThat(none).isNull();
    assertThat(heard(reply))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered -> {
              assertThat(answered.answer().path("status").asInt()).isEqualTo(201);
              assertThat(answered.answer().path("body").asInt()).isEqualTo(42);
            });
  }

  @Test
  void senderWhoListensHearsOfAnEndWithoutAnAnswer() throws Exception {
    var well = ingest.take(message(ORDERS, 1), true).reply();
    assertThat(heard(well)).isEqualTo(new Reply.Silent(false));

    operations.does(
        (_, _) -> {
          throw new io.interline.connector.spi.ConnectorException.Permanent("no", null);
        });
    var badly = ingest.take(message(ORDERS, 2), true).reply();
    assertThat(heard(badly)).isEqualTo(new Reply.Silent(true));
  }

  @Test
  void messagesOfOneOrderKeyAreWorkedOnInTheirOrder() throws Exception {
    for (int i = 0; i < 20; i++)
      ingest.accept(message(tenant, ORDERS, i, new NewMessage.Terms(null, null, "customer")));

    awaitNumbers(20);
    assertThat(numbers()).containsExactlyElementsOf(upTo(20));
  }

  @Test
  void whoHasTooMuchWaitingIsRefusedAndNobodyElse() throws Exception {
    limits = limits(3, 1);
    var go = new CountDownLatch(1);
    operations.does(
        (input, _) -> {
          go.await();
          return input;
        });
    int taken = 0;
    while (isRoom() && taken < 50) ingest.accept(message(ORDERS, taken++));

    assertRefused(() -> ingest.accept(message(ORDERS, 98)), Reason.BACKLOG_FULL);
    assertRefused(() -> ingest.checkRoom(tenant), Reason.BACKLOG_FULL);
    assertRefused(() -> ingest.acceptOnce("one/more", message(ORDERS, 99)), Reason.BACKLOG_FULL);
    assertRefused(() -> ingest.acceptAll(messages(90, 95), () -> true), Reason.BACKLOG_FULL);
    ingest.checkRoom(other());
    ingest.accept(message(other(), ORDERS, 1_000, NewMessage.Terms.NONE));
    go.countDown();
    awaitNumbers(taken + 1);
    assertThat(numbers()).containsAll(upTo(taken)).contains(1_000).hasSize(taken + 1);
    // What was refused left nothing behind.
    await().until(() -> isRoom());
    assertThat(ingest.acceptAll(messages(90, 95), () -> true)).isEqualTo(OptionalInt.of(5));
    awaitNumbers(taken + 6);
  }

  @Test
  void whoStopsTakesNothingMoreAndWorksOffWhatItHas() throws Exception {
    for (int i = 0; i < 10; i++) ingest.accept(message(ORDERS, i));

    lifecycle.stop();

    assertRefused(() -> ingest.accept(message(ORDERS, 99)), Reason.NOT_READY);
    assertRefused(() -> ingest.acceptOnce("late", message(ORDERS, 99)), Reason.NOT_READY);
    assertRefused(() -> ingest.acceptAll(messages(98, 99), () -> true), Reason.NOT_READY);
    assertRefused(() -> ingest.checkRoom(tenant), Reason.NOT_READY);
    assertThat(numbers()).containsExactlyInAnyOrderElementsOf(upTo(10));
  }

  private static void assertRefused(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NotAccepting.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  private boolean isRoom() {
    try {
      ingest.checkRoom(tenant);
      return true;
    } catch (NotAccepting e) {
      return false;
    }
  }

  private static Reply heard(@Nullable Future<Reply> reply) throws Exception {
    if (reply == null) throw new AssertionError("nobody listens");
    return reply.get(20, TimeUnit.SECONDS);
  }

  private NewMessage message(FlowId flow, int number) {
    return message(tenant, flow, number, NewMessage.Terms.NONE);
  }

  /// A message that is known again for an hour.
  private NewMessage same(FlowId flow, int number, String key) {
    return message(tenant, flow, number, new NewMessage.Terms(key, Duration.ofHours(1), null));
  }

  private static NewMessage message(
      TenantId tenant, FlowId flow, int number, NewMessage.Terms terms) {
    var tree = JsonNodeFactory.instance.objectNode().put("number", number);
    return new NewMessage(
        tenant,
        flow,
        1,
        Environment.PRODUCTION,
        "Test",
        tree.toString().getBytes(StandardCharsets.UTF_8),
        tree,
        null,
        terms);
  }

  private Map<String, NewMessage> messages(int from, int until) {
    var all = new LinkedHashMap<String, NewMessage>();
    for (int i = from; i < until; i++) all.put("item/" + i, message(ORDERS, i));
    return all;
  }

  private TenantId other() {
    return new TenantId(new UUID(tenant.value().getMostSignificantBits(), 1));
  }

  private static io.interline.tenant.Plan limits(int backlog, int concurrentRuns) {
    return new io.interline.tenant.Plan(
        "test", "Test", 1_000, 1_000, concurrentRuns, 1 << 20, backlog, 1_000, null, false, 1);
  }

  private void awaitNumbers(int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> operations.calls().size() >= count);
  }

  /// Those that were delivered, as they were.
  private List<Integer> numbers() {
    return operations.calls().stream().map(call -> call.input().path("number").asInt()).toList();
  }

  private String keyOf(int call) {
    return operations.calls().get(call).key();
  }

  private static List<Integer> upTo(int end) {
    var all = new ArrayList<Integer>();
    for (int i = 0; i < end; i++) all.add(i);
    return all;
  }
}
