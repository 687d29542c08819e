package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.Status;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.flow.internal.ingest.RunningHub.Received;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs of one node are cancelled at another one, while their node works, and after it died.
class CancelElsewherePostgresTest {

  private static final RunningHub HUB = RunningHub.start();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// A node looks four times a second for what its runs were told.
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String HEAD =
      """
      format: interline/flow/1
      id: %s
      title: Orders
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      steps:
        - id: reserve
          use: http@1/request
          connection: erp
          with: { method: POST, path: /reserve, body: "${.order.id}" }
          compensate:
            - { id: unreserve, use: http@1/request, connection: erp, with: { method: POST, path: /unreserve, body: "${.order.id}" } }
      """;
  private static final String AFTER =
      """
        - { id: after, use: http@1/request, connection: erp, with: { method: POST, path: /after, body: "${.order.id}" } }
      """;

  /// What a run does when it is cancelled.
  private enum Doing {
    A_CALL_THAT_LASTS(
        """
          - { id: charge, use: http@1/request, connection: erp, with: { method: POST, path: /charge, body: "${.order.id}" } }
        """),
    WAITS_IN_MEMORY(
        """
          - id: again
            repeat: { max: 1000 }
            do: [ { id: pause, wait: { for: duration, duration: PT2S } } ]
        """),
    A_LONG_WAIT(
        """
          - { id: pause, wait: { for: duration, duration: PT1H } }
        """),
    A_QUESTION(
        """
          - { id: ask, wait: { for: approval, timeout: PT1H } }
        """),
    A_WAIT_BESIDE_A_CALL(
        """
          - id: both
            parallel:
              join: all
              branches:
                - do: [ { id: pause, wait: { for: duration, duration: PT1H } } ]
                - do: [ { id: charge, use: http@1/request, connection: erp, with: { method: POST, path: /charge, body: "${.order.id}" } } ]
        """);

    private final String steps;

    Doing(String steps) {
      this.steps = steps;
    }
  }

  private final TestTenant acme = HUB.tenant();
  private final Runs runs = HUB.bean(Runs.class);
  private final int id = NUMBER.incrementAndGet();
  private final FlowId flow = new FlowId("orders-" + id);
  private final CountDownLatch over = new CountDownLatch(1);
  private final SecondNode other = new SecondNode(HUB);
  private boolean isDead;

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @BeforeEach
  void chargeLasts() {
    lasts("/charge");
  }

  @AfterEach
  void close() {
    over.countDown();
    if (!isDead) other.close();
  }

  @ParameterizedTest
  @EnumSource
  void runOfAnotherNodeEndsSoonAndIsUndoneOnce(Doing what) {
    var run = does(what);

    cancel(run);

    assertUndone(run);
    assertThat(calls("/charge")).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @EnumSource
  void runOfADeadNodeIsCancelledByTheNodeThatTakesOver(Doing what) {
    var run = does(what);

    die();
    cancel(run);
    other.isBuried();

    assertUndone(run);
  }

  @Test
  void nodeThatDiesWhileItUndoesIsFollowedByOneThatGoesOn() {
    lasts("/unreserve");
    var run = does(Doing.A_LONG_WAIT);
    cancel(run);
    await().atMost(SOON).until(() -> calls("/unreserve").size() == 1);

    lasts("/none");
    die();
    other.isBuried();

    assertThat(endedSoon(run).summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(calls("/unreserve")).hasSize(2);
    assertThat(calls("/unreserve")).extracting(Received::key).containsOnly(key("/unreserve"));
    assertNothingIsLeft();
  }

  @Test
  void callerOfARunIsCancelledWithIt() {
    var inner = new FlowId("inner-" + id);
    HUB.deploy(acme, HEAD.formatted(inner) + Doing.A_QUESTION.steps + AFTER);
    var run = sent("  - { id: sub, flow: " + inner + ", with: \"${.order}\" }\n");
    await().atMost(SOON).until(() -> !get(run).children().isEmpty());
    var callee = get(run).children().getFirst().run().id();
    await().atMost(SOON).until(() -> left(run) && left(callee));

    cancel(run);

    for (var each : List.of(run, callee)) {
      var ended = endedSoon(each);
      assertThat(ended.summary().status()).isEqualTo(Status.CANCELLED);
      assertThat(ended.steps().getFirst().status()).isEqualTo(StepStatus.COMPENSATED);
    }
    assertThat(calls("/unreserve")).extracting(Received::key).hasSize(2).doesNotHaveDuplicates();
    assertThat(calls("/after")).isEmpty();
    assertNothingIsLeft();
  }

  private void assertUndone(RunId run) {
    var ended = endedSoon(run);
    assertThat(ended.summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(ended.summary().error()).endsWith("Ordered twice");
    assertThat(ended.steps().getFirst().status()).isEqualTo(StepStatus.COMPENSATED);
    assertThat(calls("/reserve")).hasSize(1);
    assertThat(calls("/unreserve")).hasSize(1);
    assertThat(calls("/after")).isEmpty();
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    try (var owner = HUB.hub().database().asOwner();
        var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                "select (select count(*) from run_inbox) + (select count(*) from run_ask)"
                    + " + (select count(*) from run_wait)")) {
      rows.next();
      assertThat(rows.getLong(1)).as("notices, questions and waits").isZero();
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A run of the other node that does this now.
  private RunId does(Doing what) {
    var run = sent(what.steps);
    await().atMost(SOON).until(() -> isAt(what, run) && hasReserved(run));
    return run;
  }

  private boolean isAt(Doing what, RunId run) {
    return switch (what) {
      case A_CALL_THAT_LASTS, A_WAIT_BESIDE_A_CALL -> !calls("/charge").isEmpty();
      case WAITS_IN_MEMORY -> other.engine().statusOf(run).equals(Optional.of(Status.WAITING));
      case A_LONG_WAIT, A_QUESTION -> left(run);
    };
  }

  /// Whether the journal has the result of its first call.
  private boolean hasReserved(RunId run) {
    return get(run).steps().stream()
        .anyMatch(step -> step.step().equals("reserve") && step.status() == StepStatus.SUCCEEDED);
  }

  /// Whether it waits, and is in no memory.
  private boolean left(RunId run) {
    return other.engine().statusOf(run).isEmpty() && get(run).summary().status() == Status.WAITING;
  }

  private RunId sent(String steps) {
    HUB.deploy(acme, HEAD.formatted(flow) + steps + AFTER);
    var run = other.send(acme.id(), flow, "{\"id\": " + id + "}");
    await().atMost(SOON).until(() -> !calls("/reserve").isEmpty());
    return run;
  }

  private void cancel(RunId run) {
    TenantScope.run(acme.developer(), () -> runs.cancel(run, "Ordered twice", true));
  }

  private void die() {
    isDead = true;
    other.die();
  }

  private RunDetail endedSoon(RunId run) {
    await().atMost(SOON).until(() -> get(run).summary().endedAt() != null);
    return get(run);
  }

  private RunDetail get(RunId run) {
    return TenantScope.call(acme.viewer(), () -> runs.get(run));
  }

  /// Calls of a path last until the test is over.
  private void lasts(String path) {
    HUB.receiverDoes(
        (received, exchange) -> {
          if (received.path().equals(path)) awaitOver();
          exchange.sendResponseHeaders(204, -1);
        });
  }

  private void awaitOver() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String key(String path) {
    return calls(path).getFirst().key();
  }

  private List<Received> calls(String path) {
    return HUB.received().stream()
        .filter(call -> call.path().equals(path) && call.body().equals(String.valueOf(id)))
        .toList();
  }
}
