package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.connector.spi.ConnectorException;
import io.interline.flow.Runs.Status;
import io.interline.flow.internal.journal.Notice;
import io.interline.flow.internal.journal.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Loops, waits, calls of flows, undoing and cancelling on the engine, with a node that is gone in
/// the middle.
class OrchestrationTest {

  private static final String LOOP =
      """
      steps:
        - id: lines
          forEach: "${.order.lines}"
          concurrency: 3
          do:
            - { id: reserve, use: http@1/request, with: { line: "${.lines.item}", index: "${.lines.index}" } }
        - { id: done, use: http@1/request, with: { results: "${.lines.results}" } }
      """;
  private static final String APPROVAL =
      """
      steps:
        - { id: before, use: http@1/request, with: { n: 1 } }
        - { id: ask, wait: { for: approval, roles: [OWNER] } }
        - { id: after, use: http@1/request, with: { by: "${.ask.by}" } }
      """;
  private static final String SAGA =
      """
      steps:
        - { id: a, use: http@1/request, with: { do: a }, compensate: [ { id: ua, use: http@1/request, with: { undo: "${.a.do}" } } ] }
        - { id: b, use: http@1/request, with: { do: b }, compensate: [ { id: ub, use: http@1/request, with: { undo: "${.b.do}" } } ] }
        - { id: c, use: http@1/request, with: { do: c }, retry: { max: 0 } }
      """;

  private static final Side.Place ASKED = new Side.Place("ask", "");
  private static final byte[] APPROVED =
      "{\"decision\":\"approved\",\"by\":\"ada\"}".getBytes(StandardCharsets.UTF_8);

  private final EngineFixture hub = new EngineFixture();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void eachItemIsCalledOnceWithAKeyOfItsOwn() {
    hub.flow("orders", LOOP);

    var run = hub.send("orders", "{\"lines\": [10, 20, 30, 40, 50]}");

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    var reserved =
        hub.operations.calls().stream().filter(call -> call.input().has("line")).toList();
    assertThat(reserved)
        .extracting(call -> call.input().toString())
        .containsExactlyInAnyOrder(
            "{\"line\":10,\"index\":0}",
            "{\"line\":20,\"index\":1}",
            "{\"line\":30,\"index\":2}",
            "{\"line\":40,\"index\":3}",
            "{\"line\":50,\"index\":4}");
    assertThat(hub.operations.calls())
        .extracting(ScriptedOperations.Made::key)
        .doesNotHaveDuplicates();
    assertThat(hub.operations.calls().getLast().input().path("results")).hasSize(5);
  }

  @Test
  void noMoreItemsAreAtWorkThanTheFlowAllows() {
    hub.flow("orders", LOOP);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.yield();
          now.decrementAndGet();
          return input;
        });

    hub.ending(
        hub.send("orders", "{\"lines\": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]}"));

    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void loopGoesOnAfterACrashWithoutItemsThatAreDone() {
    hub.flow("orders", LOOP.replace("concurrency: 3", "concurrency: 1"));
    var hanging = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          if (input.path("index").asInt() == 2 && hanging.incrementAndGet() == 1)
            Thread.currentThread().join(Duration.ofSeconds(60));
          return input;
        });
    var run = hub.send("orders", "{\"lines\": [10, 20, 30]}");
    await().until(() -> hanging.get() == 1);

    hub.crash();

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(calledWith("line", 10)).isEqualTo(1);
    assertThat(calledWith("line", 20)).isEqualTo(1);
    assertThat(calledWith("line", 30)).isEqualTo(2);
  }

  private long calledWith(String field, int value) {
    return hub.operations.calls().stream()
        .filter(call -> call.input().path(field).asInt() == value)
        .count();
  }

  @Test
  void answerReachesARunThatOutlivedItsNode() {
    hub.flow("orders", APPROVAL);
    var run = hub.send("orders", "{}");
    await().until(() -> !hub.journal.questions(run).isEmpty());

    hub.crash();
    hub.journal.tell(
        run,
        Notice.Kind.ANSWER,
        "ask",
        "",
        "{\"decision\":\"approved\",\"by\":\"ada\"}".getBytes(StandardCharsets.UTF_8));
    hub.engine().lookForNotices();

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(hub.operations.calls())
        .extracting(call -> call.input().toString())
        .containsExactly("{\"n\":1}", "{\"by\":\"ada\"}");
    assertThat(hub.journal.questions(run)).isEmpty();
  }

  @Test
  void answerThatWasTakenIsNotTakenTwice() {
    hub.flow("orders", APPROVAL);
    var run = hub.send("orders", "{}");
    await().until(() -> !hub.journal.questions(run).isEmpty());

    for (int i = 0; i < 2; i++)
      hub.journal.tell(
          run, Notice.Kind.ANSWER, "ask", "", "{\"by\":\"ada\"}".getBytes(StandardCharsets.UTF_8));
    hub.engine().lookForNotices();

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    await().until(() -> hub.journal.noticesLeft() == 0);
    assertThat(hub.operations.calls()).hasSize(2);
  }

  @Test
  void decisionInTimeCountsThoughTheTimeIsOverBeforeItIsHeard() {
    hub.flow("orders", APPROVAL.replace("roles: [OWNER]", "roles: [OWNER], timeout: PT1H"));
    var run = hub.send("orders", "{}");
    await().until(() -> !hub.journal.questions(run).isEmpty());

    hub.journal.holdNotices(true);
    assertThat(hub.journal.answer(run, ASKED, APPROVED)).isTrue();
    hub.clock.move(Duration.ofHours(2));
    await().until(() -> hub.journal.closed() > 0 || hub.journal.endings().containsKey(run));
    hub.journal.holdNotices(false);

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(hub.operations.calls().getLast().input().path("by").asText()).isEqualTo("ada");
    await().until(() -> hub.journal.noticesLeft() == 0);
  }

  @Test
  void decisionAfterTheTimeIsNotTaken() {
    hub.flow("orders", APPROVAL.replace("roles: [OWNER]", "roles: [OWNER], timeout: PT1H"));
    var run = hub.send("orders", "{}");
    await().until(() -> !hub.journal.questions(run).isEmpty());

    hub.clock.move(Duration.ofHours(2));
    await().until(() -> hub.journal.closed() > 0);

    assertThat(hub.journal.answer(run, ASKED, APPROVED)).isFalse();
    assertThat(hub.ending(run).errorClass()).isEqualTo("timeout");
  }

  @Test
  void theNextOfAKeyBeginsWhenARunIsCancelled() {
    hub.flow(
        "orders", "steps: [ { id: call, use: http@1/request, with: { n: \"${.order.n}\" } } ]");
    var hanging = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          if (input.path("n").asInt() == 0) {
            hanging.incrementAndGet();
            Thread.currentThread().join(Duration.ofSeconds(60));
          }
          return input;
        });
    var first = hub.sendInTurn("orders", "{\"n\": 0}", "k");
    var second = hub.sendInTurn("orders", "{\"n\": 1}", "k");
    var third = hub.sendInTurn("orders", "{\"n\": 2}", "k");
    await().until(() -> hanging.get() == 1);

    cancel(second);
    assertThat(hub.ending(second).status()).isEqualTo(Status.CANCELLED);
    assertThat(hub.journal.endings()).doesNotContainKey(third);
    cancel(first);

    assertThat(hub.ending(first).status()).isEqualTo(Status.CANCELLED);
    assertThat(hub.ending(third).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(calledWith("n", 1)).isZero();
  }

  /// As another node does: it writes the notice, and the owner has to find it by itself.
  private void cancel(io.interline.flow.RunId run) {
    hub.journal.tell(
        run,
        Notice.Kind.CANCEL,
        "",
        "",
        "{\"reason\":\"enough\",\"undo\":false}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anIdleOwnerFindsByItselfThatItsRunIsToEnd() {
    hub.flow("orders", APPROVAL);
    var run = hub.send("orders", "{}");
    await().until(() -> hub.engine().statusOf(run).isEmpty());

    cancel(run);

    await().atMost(Duration.ofSeconds(2)).until(() -> hub.journal.endings().containsKey(run));
    assertThat(hub.ending(run).status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void runsThatAreNotWaitedForReportToNobody() {
    hub.flow("inner", "steps: [ { id: call, use: http@1/request, with: { n: 1 } } ]");
    hub.flow(
        "outer",
        "steps: [ { id: start, flow: inner, with: {}, mode: start }, { id: w, wait: { for: duration, duration: PT1H } } ]");

    hub.send("outer", "{}");

    await().until(() -> hub.journal.endings().size() == 1);
    assertThat(hub.journal.noticesLeft()).isZero();
  }

  @Test
  void callsAreUndoneInReverseOrderOnceEach() {
    hub.flow("orders", SAGA);
    hub.operations.does(
        (input, _) -> {
          if (input.path("do").asText().equals("c"))
            throw new ConnectorException.Permanent("no", null);
          return input;
        });

    var end = hub.ending(hub.send("orders", "{}"));

    assertThat(end.status()).isEqualTo(Status.DEAD);
    assertThat(end.step()).isEqualTo("c");
    assertThat(hub.operations.calls())
        .extracting(call -> call.input().toString())
        .containsExactly(
            "{\"do\":\"a\"}",
            "{\"do\":\"b\"}",
            "{\"do\":\"c\"}",
            "{\"undo\":\"b\"}",
            "{\"undo\":\"a\"}");
  }

  @Test
  void cancelledRunStopsAndUndoesWhenAsked() {
    hub.flow(
        "orders",
        SAGA.replace(
            "- { id: c, use: http@1/request, with: { do: c }, retry: { max: 0 } }",
            "- { id: w, wait: { for: event, event: paid, key: k } }"));
    var run = hub.send("orders", "{}");
    await().until(() -> !hub.journal.questions(run).isEmpty());

    hub.journal.tell(
        run,
        Notice.Kind.CANCEL,
        "",
        "",
        "{\"reason\":\"enough\",\"undo\":true}".getBytes(StandardCharsets.UTF_8));
    hub.engine().lookForNotices();

    var end = hub.ending(run);
    assertThat(end.status()).isEqualTo(Status.CANCELLED);
    assertThat(end.message()).isEqualTo("enough");
    assertThat(hub.operations.calls()).hasSize(4);
  }

  @Test
  void flowCallsAFlowAndTakesItsResult() {
    hub.flow("inner", "steps: [ { id: twice, map: '{ \"n\": .order.n * 2 }' } ]");
    hub.flow(
        "outer",
        """
        steps:
          - { id: call, flow: inner, with: { n: "${.order.n}" } }
          - { id: use, use: http@1/request, with: { got: "${.call.n}" } }
        """);

    var run = hub.send("outer", "{\"n\": 21}");

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(hub.operations.calls())
        .extracting(call -> call.input().toString())
        .containsExactly("{\"got\":42}");
  }

  @Test
  void messagesOfOneKeyRunOneAfterAnotherEvenOverACrash() {
    hub.flow(
        "orders", "steps: [ { id: call, use: http@1/request, with: { n: \"${.order.n}\" } } ]");
    var order = Collections.synchronizedList(new ArrayList<Integer>());
    var atWork = new AtomicInteger();
    var overlaps = new AtomicInteger();
    var hanging = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          int n = input.path("n").asInt();
          if (n == 5 && hanging.incrementAndGet() == 1)
            Thread.currentThread().join(Duration.ofSeconds(60));
          if (atWork.incrementAndGet() > 1) overlaps.incrementAndGet();
          Thread.yield();
          order.add(n);
          atWork.decrementAndGet();
          return input;
        });
    var runs = new ArrayList<io.interline.flow.RunId>();
    for (int n = 0; n < 20; n++) runs.add(hub.sendInTurn("orders", "{\"n\": " + n + "}", "k"));
    await().until(() -> hanging.get() == 1);

    hub.crash();

    runs.forEach(hub::ending);
    assertThat(order)
        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20).boxed().toList());
    assertThat(overlaps).hasValue(0);
  }

  @Test
  void otherKeysDoNotWait() {
    hub.flow(
        "orders", "steps: [ { id: call, use: http@1/request, with: { n: \"${.order.n}\" } } ]");
    hub.operations.does(
        (input, _) -> {
          if (input.path("n").asInt() == 0) Thread.currentThread().join(Duration.ofSeconds(60));
          return input;
        });

    hub.sendInTurn("orders", "{\"n\": 0}", "slow");
    var quick = hub.sendInTurn("orders", "{\"n\": 1}", "quick");

    assertThat(hub.ending(quick).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aThousandItemsAreNoTrouble() {
    hub.flow("orders", LOOP.replace("concurrency: 3", "concurrency: 20"));
    var lines = new StringBuilder("[0");
    for (int i = 1; i < 1_000; i++) lines.append(',').append(i);

    var run = hub.send("orders", "{\"lines\": " + lines + "]}");

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(hub.operations.calls()).hasSize(1_001);
    assertThat(List.copyOf(hub.operations.calls()).getLast().input().path("results"))
        .hasSize(1_000);
  }
}
