package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.internal.journal.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The engine over a journal in memory: real threads, real expressions, scripted systems.
class EngineTest {

  private static final String ONE_CALL =
      """
      steps:
        - id: mapped
          map: '{ "number": .order.id }'
        - id: erp
          use: http@1/request
          with: { body: "${.mapped}" }
          retry: { max: 3, backoff: { first: PT0.01S, factor: 1, max: PT1S, jitter: full } }
      """;
  private static final String TWO_CALLS =
      """
      steps:
        - { id: first, use: http@1/request, with: { n: 1 } }
        - { id: second, use: http@1/request, with: { n: 2 } }
      """;

  private final EngineFixture hub = new EngineFixture();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void deliversWithTwoDurableWrites() {
    hub.flow("orders", ONE_CALL);

    var run = hub.send("orders", "{\"id\": 7}");

    assertThat(hub.ending(run).dead()).isFalse();
    assertThat(hub.operations.calls())
        .extracting(call -> call.input().toString())
        .containsExactly("{\"body\":{\"number\":7}}");
    assertThat(hub.journal.parts(run)).isEqualTo(1);
  }

  @Test
  void resultOfACallIsDurableBeforeTheNextLeaves() {
    hub.flow("orders", TWO_CALLS);
    var partsAtSecond = new AtomicInteger(-1);
    var id = new java.util.concurrent.atomic.AtomicReference<RunId>();
    var accepted = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          accepted.await();
          if (input.path("n").asInt() == 2) partsAtSecond.set(hub.journal.parts(id.get()));
          return input;
        });

    id.set(hub.send("orders", "{}"));
    accepted.countDown();

    hub.ending(id.get());
    assertThat(partsAtSecond).hasValue(1);
    assertThat(hub.journal.parts(id.get())).isEqualTo(2);
  }

  @Test
  void resultOfACallIsDurableWhileItsRunWaitsAMoment() {
    hub.flow(
        "orders",
        """
        steps:
          - { id: first, use: http@1/request, with: { n: 1 } }
          - { id: pause, wait: { for: duration, duration: PT4S } }
        """);

    var run = hub.send("orders", "{}");

    await().until(() -> hub.journal.parts(run) == 1);
    assertThat(hub.journal.endings()).doesNotContainKey(run);
  }

  @Test
  void everyAttemptCarriesOneKey() {
    hub.flow("orders", ONE_CALL);
    var tries = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          if (tries.incrementAndGet() < 3) throw new ConnectorException.Transient("500", null);
          return input;
        });

    var run = hub.send("orders", "{\"id\": 7}");

    assertThat(hub.ending(run).dead()).isFalse();
    assertThat(hub.operations.calls()).hasSize(3);
    assertThat(hub.operations.calls())
        .extracting(ScriptedOperations.Made::key)
        .containsOnly(hub.operations.calls().getFirst().key());
  }

  @Test
  void runsAndStepsHaveDifferentKeys() {
    hub.flow("orders", TWO_CALLS);

    hub.ending(hub.send("orders", "{}"));
    hub.ending(hub.send("orders", "{}"));

    assertThat(hub.operations.calls())
        .extracting(ScriptedOperations.Made::key)
        .doesNotHaveDuplicates();
  }

  @Test
  void poisonedMessageHarmsNoOther() {
    hub.flow("orders", "steps: [ { id: m, map: '.order.id / .order.by' } ]");
    var good = new ArrayList<RunId>();

    for (int i = 0; i < 20; i++) good.add(hub.send("orders", "{\"id\": 7, \"by\": 1}"));
    var poisoned = hub.send("orders", "{\"id\": 7, \"by\": 0}");
    for (int i = 0; i < 20; i++) good.add(hub.send("orders", "{\"id\": 7, \"by\": 1}"));

    var end = hub.ending(poisoned);
    assertThat(end.dead()).isTrue();
    assertThat(end.step()).isEqualTo("m");
    assertThat(end.errorClass()).isEqualTo("mapping");
    assertThat(good).allSatisfy(run -> assertThat(hub.ending(run).dead()).isFalse());
  }

  @Test
  void mappingThatNeverEndsEndsItsRunOnly() {
    hub.flow("loop", "steps: [ { id: m, map: 'def f(n) f($n + 1) f(1)' } ]");
    hub.flow("orders", ONE_CALL);

    var endless = hub.send("loop", "{}");
    var good = hub.send("orders", "{\"id\": 7}");

    assertThat(hub.ending(endless).errorClass()).isEqualTo("mapping");
    assertThat(hub.ending(good).dead()).isFalse();
  }

  @Test
  void permanentFailureIsADeadLetterAtOnce() {
    hub.flow("orders", ONE_CALL);
    hub.operations.does(
        (_, _) -> {
          throw new ConnectorException.Permanent("404 no such thing", null);
        });

    var end = hub.ending(hub.send("orders", "{\"id\": 7}"));

    assertThat(end.step()).isEqualTo("erp");
    assertThat(end.errorClass()).isEqualTo("permanent");
    assertThat(end.message()).isEqualTo("404 no such thing");
    assertThat(hub.operations.calls()).hasSize(1);
  }

  @Test
  void failureOfTheHubIsSaidInPlainWords() {
    hub.flow("orders", ONE_CALL);
    hub.operations.does(
        (_, _) -> {
          throw new IllegalStateException("java.util.Map of secrets");
        });

    var end = hub.ending(hub.send("orders", "{\"id\": 7}"));

    assertThat(end.errorClass()).isEqualTo("permanent");
    assertThat(end.message()).isEqualTo("The hub failed of itself; its log says more.");
  }

  @Test
  void callThatHangsIsEndedAndOthersGoOn() {
    hub.flow(
        "hang",
        "steps: [ { id: a, use: http@1/request, with: { hang: true }, timeout: PT0.1S, retry: { max: 0 } } ]");
    hub.flow("orders", ONE_CALL);
    hub.operations.does(
        (input, _) -> {
          if (input.path("hang").asBoolean()) new CountDownLatch(1).await();
          return input;
        });

    var hanging = new ArrayList<RunId>();
    for (int i = 0; i < 70; i++) hanging.add(hub.send("hang", "{}"));
    var good = hub.send("orders", "{\"id\": 7}");

    assertThat(hub.ending(good).dead()).isFalse();
    var end = hub.ending(hanging.getFirst());
    assertThat(end.errorClass()).isEqualTo("transient");
    assertThat(end.message()).contains("100 ms");
    hanging.forEach(hub::ending);
  }

  @Test
  void nextOwnerGoesOnAndRepeatsNoJournaledStep() {
    hub.flow("orders", TWO_CALLS);
    var never = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          if (input.path("n").asInt() == 2) never.await();
          return input;
        });
    var run = hub.send("orders", "{}");
    await().until(() -> hub.operations.calls().size() == 2);

    hub.operations.does((input, _) -> input);
    hub.crash();

    assertThat(hub.ending(run).dead()).isFalse();
    assertThat(hub.operations.calls())
        .extracting(call -> call.input().path("n").asInt())
        .containsExactly(1, 2, 2);
    assertThat(hub.operations.calls().get(1).key()).isEqualTo(hub.operations.calls().get(2).key());
    never.countDown();
  }

  @Test
  void runThatCannotBeReadNowIsTakenUpAgain() {
    hub.flow("orders", TWO_CALLS);
    var never = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          never.await();
          return input;
        });
    var run = hub.send("orders", "{}");
    await().until(() -> hub.operations.calls().size() == 1);

    hub.operations.does((input, _) -> input);
    hub.journal.failLoads(2);
    hub.crash();

    assertThat(hub.ending(run).dead()).isFalse();
    never.countDown();
  }

  @Test
  void runsThatWaitForTheirNextTryHoldUpNoOther() {
    hub.flow(
        "broken",
        """
        steps:
          - id: a
            use: http@1/request
            with: { broken: true }
            retry: { max: 100, backoff: { first: PT4.9S, factor: 1, max: PT4.9S, jitter: full } }
        """);
    hub.flow("orders", ONE_CALL);
    hub.operations.does(
        (input, _) -> {
          if (input.path("broken").asBoolean()) throw new ConnectorException.Transient("500", null);
          return input;
        });
    int many = 70;
    for (int i = 0; i < many; i++) hub.send("broken", "{}");
    await().until(() -> hub.operations.calls().size() == many);

    var good = hub.send("orders", "{\"id\": 7}");

    hub.ending(good);
    assertThat(hub.operations.calls()).as("nobody tried again before").hasSize(many + 1);
  }

  @Test
  void longWaitLeavesMemoryAndComesBack() {
    var run = runThatWaitsForAnHour();

    hub.clock.move(Duration.ofHours(1));

    assertThat(hub.ending(run).dead()).isFalse();
    assertThat(hub.operations.calls()).hasSize(2);
  }

  @Test
  void waitIsOverThoughTheAnswerOfTheStoreWasLost() {
    var run = runThatWaitsForAnHour();

    hub.journal.loseAnswers(1);
    hub.clock.move(Duration.ofHours(1));

    assertThat(hub.ending(run).dead()).isFalse();
    assertThat(hub.operations.calls()).hasSize(2);
  }

  /// Its first call fails, the next will not.
  private RunId runThatWaitsForAnHour() {
    hub.flow(
        "orders",
        """
        steps:
          - id: a
            use: http@1/request
            with: {}
            retry: { max: 1, backoff: { first: PT1H, factor: 1, max: PT1H, jitter: full } }
        """);
    hub.operations.does(
        (_, _) -> {
          throw new ConnectorException.Transient("503", null);
        });
    var run = hub.send("orders", "{}");
    await().until(() -> hub.journal.parts(run) == 1 && hub.engine().statusOf(run).isEmpty());
    hub.operations.does((input, _) -> input);
    return run;
  }

  @Test
  void branchesRunSideBySide() {
    hub.flow(
        "orders",
        """
        steps:
          - id: p
            parallel:
              join: all
              branches:
                - do: [ { id: a, use: http@1/request, with: { n: 1 } } ]
                - do: [ { id: b, use: http@1/request, with: { n: 2 } } ]
          - { id: c, map: "{ \\"both\\": [.a.n, .b.n], \\"p\\": .p }" }
          - { id: d, use: http@1/request, with: { body: "${.c}" } }
        """);
    var both = new CountDownLatch(2);
    hub.operations.does(
        (input, _) -> {
          if (input.has("n")) {
            both.countDown();
            both.await();
          }
          return input;
        });

    var run = hub.send("orders", "{}");

    assertThat(hub.ending(run).dead()).isFalse();
    assertThat(hub.operations.calls().getLast().input().toString())
        .isEqualTo("{\"body\":{\"both\":[1,2],\"p\":[{\"ok\":true},{\"ok\":true}]}}");
  }

  @Test
  void branchThatIsNotWaitedForIsInterrupted() {
    hub.flow(
        "orders",
        """
        steps:
          - id: p
            parallel:
              join: any
              branches:
                - do: [ { id: a, use: http@1/request, with: { hang: true } } ]
                - do: [ { id: b, use: http@1/request, with: { hang: false } } ]
        """);
    var left = new CountDownLatch(1);
    var began = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          if (!input.path("hang").asBoolean()) {
            began.await();
            return input;
          }
          try {
            began.countDown();
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            left.countDown();
            throw e;
          }
          return TextNode.valueOf("never");
        });

    var run = hub.send("orders", "{}");

    assertThat(hub.ending(run).dead()).isFalse();
    await().until(() -> left.getCount() == 0);
  }

  @Test
  void statusIsKnownWhileARunIsUnderWay() {
    hub.flow("orders", ONE_CALL);
    var go = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          go.await();
          return input;
        });

    var run = hub.send("orders", "{\"id\": 7}");

    await()
        .until(() -> hub.engine().statusOf(run).equals(java.util.Optional.of(Runs.Status.RUNNING)));
    go.countDown();
    hub.ending(run);
    await().until(() -> hub.engine().statusOf(run).isEmpty());
  }

  @Test
  void drainedEngineTakesNothingAndFinishesWhatItHas() {
    hub.flow("orders", ONE_CALL);
    var run = hub.send("orders", "{\"id\": 7}");

    hub.close();

    assertThat(hub.journal.endings()).containsKey(run);
    assertThatThrownBy(() -> hub.send("orders", "{}")).hasCauseInstanceOf(NotAccepting.class);
  }

  @Test
  void runThatTakesMoreStepsThanItsPlanAllowsFails() {
    hub.limits(10, 1).flow("orders", TWO_CALLS);

    var ending = hub.ending(hub.send("orders", "{}"));

    assertThat(ending.dead()).isTrue();
    assertThat(ending.errorClass()).isEqualTo("limit");
    assertThat(ending.message()).contains("1 steps", "the plan Test");
    assertThat(hub.operations.calls()).hasSize(1);
  }

  @Test
  void loopThatCatchesFailuresEndsNevertheless() {
    hub.limits(10, 20)
        .flow(
            "orders",
            """
            steps:
              - id: again
                repeat: { max: 1000 }
                do:
                  - id: guarded
                    try: [ { id: call, use: http@1/request, with: { n: 1 } } ]
                    catch: [ { id: handled, map: . } ]
            """);

    var ending = hub.ending(hub.send("orders", "{}"));

    assertThat(ending.errorClass()).isEqualTo("limit");
    assertThat(ending.steps()).isBetween(40, 43);
  }

  @Test
  void eachTryOfAStepIsCounted() {
    hub.flow("orders", ONE_CALL);
    var tries = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          if (tries.incrementAndGet() < 3) throw new ConnectorException.Transient("500", null);
          return input;
        });

    assertThat(hub.ending(hub.send("orders", "{\"id\": 7}")).steps()).isEqualTo(4);
  }

  @Test
  void waitIsOneStepThoughTheRunLeavesMemoryAndItsNodeDies() {
    hub.limits(10, 4)
        .flow(
            "orders",
            """
            steps:
              - { id: first, use: http@1/request, with: { n: 1 } }
              - { id: ask, wait: { for: approval } }
              - { id: again, wait: { for: approval } }
              - { id: last, use: http@1/request, with: { n: 2 } }
            """);
    var run = hub.send("orders", "{}");
    for (var step : java.util.List.of("ask", "again")) {
      await()
          .until(
              () ->
                  hub.journal.questions(run).stream()
                      .anyMatch(question -> question.place().step().equals(step)));
      await().until(() -> hub.engine().statusOf(run).isEmpty());
      if (step.equals("again")) hub.crash();
      var place = new io.interline.flow.internal.journal.Side.Place(step, "");
      hub.journal.answer(run, place, utf8("{\"decision\":\"approved\",\"by\":\"Ann\"}"));
    }

    var ending = hub.ending(run);

    assertThat(ending.status()).isEqualTo(Runs.Status.SUCCEEDED);
    assertThat(ending.steps()).isEqualTo(4);
  }

  @Test
  void callThatIsBrokenOffIsNotCounted() throws Exception {
    hub.flow("orders", ONE_CALL);
    var began = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          began.countDown();
          new CountDownLatch(1).await();
          return input;
        });
    var run = hub.send("orders", "{\"id\": 7}");
    began.await();

    hub.journal.tell(run, Notice.Kind.CANCEL, "", "", utf8("{\"reason\":\"no\",\"undo\":true}"));

    assertThat(hub.ending(run).status()).isEqualTo(Runs.Status.CANCELLED);
    assertThat(hub.ending(run).steps()).isEqualTo(1);
  }

  @Test
  void messagesThatWaitAreBoundedByThePlan() throws Exception {
    hub.limits(3, 100).flow("orders", ONE_CALL);
    var go = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          go.await();
          return input;
        });

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 500; i++) hub.send("orders", "{}");
            })
        .hasCauseInstanceOf(NotAccepting.class)
        .hasMessageContaining("BACKLOG_FULL");
    go.countDown();
  }

  @Test
  void keyIsAcceptedOnce() throws Exception {
    hub.flow("orders", ONE_CALL);
    var message =
        new NewMessage(
            hub.tenant,
            new io.interline.flow.FlowId("orders"),
            1,
            io.interline.tenant.Environment.PRODUCTION,
            "Test",
            "{\"id\":7}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode().put("id", 7),
            null);

    var first = hub.engine().acceptOnce("daily/1", message);
    var second = hub.engine().acceptOnce("daily/1", message);

    assertThat(second).isEqualTo(first);
    hub.ending(first);
    assertThat(hub.operations.calls()).hasSize(1);
  }

  @Test
  void answerArrivesAfterACrash() {
    hub.flow(
        "orders",
        """
        steps:
          - { id: ask, wait: { for: approval, message: "Go?" } }
          - { id: a, use: http@1/request, with: { by: "${.ask.by}" } }
        """);
    var run = hub.send("orders", "{}");
    await().until(() -> hub.journal.parts(run) == 1);

    hub.crash();
    hub.journal.tell(
        run, Notice.Kind.ANSWER, "ask", "", utf8("{\"decision\":\"approved\",\"by\":\"Ann\"}"));

    assertThat(hub.ending(run).dead()).isFalse();
    assertThat(hub.operations.calls())
        .extracting(call -> call.input().path("by").asText())
        .containsExactly("Ann");
  }

  @Test
  void cancelledRunThatWaitsForItsTurnEndsAtOnce() {
    hub.flow("orders", ONE_CALL);
    var go = new CountDownLatch(1);
    hub.operations.does(
        (input, _) -> {
          go.await();
          return input;
        });
    for (int i = 0; i < 200; i++) hub.send("orders", "{\"id\": 1}");
    var queued = hub.send("orders", "{\"id\": 2}");
    assertThat(hub.engine().statusOf(queued)).contains(Runs.Status.QUEUED);

    hub.journal.tell(queued, Notice.Kind.CANCEL, "", "", utf8("{\"reason\":\"no\",\"undo\":true}"));

    assertThat(hub.ending(queued).status()).isEqualTo(Runs.Status.CANCELLED);
    assertThat(hub.operations.calls()).noneMatch(call -> call.input().toString().contains("2"));
    go.countDown();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
