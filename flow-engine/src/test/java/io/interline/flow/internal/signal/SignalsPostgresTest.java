package io.interline.flow.internal.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.interline.audit.AuditEvent;
import io.interline.audit.Outcome;
import io.interline.flow.Approvals;
import io.interline.flow.Approvals.Approval;
import io.interline.flow.Approvals.ApprovalQuery;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.Events;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.Status;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.Runs.WaitKind;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.flow.internal.ingest.RunningHub.Received;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people and other systems tell runs, above a whole engine.
class SignalsPostgresTest {

  private static final RunningHub HUB = RunningHub.start();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String HEAD =
      """
      format: interline/flow/1
      id: %s
      title: Orders
      trigger:
        id: order
        use: webhook@1/receive
        with: { verify: none }
        schema: { type: object, required: [id], properties: { id: { type: integer }, email: { type: string } } }
      redact: [ /order/email ]
      steps:
      """;
  private static final String RELEASE =
      """
        - id: release
          title: Release the order
          wait: { for: approval, roles: [OWNER], message: "Ship ${.order.id} to ${.order.email}?" }
        - id: erp
          use: http@1/request
          connection: erp
          with: { method: POST, path: /released, body: "${.release}" }
      """;
  private static final String SAGA =
      """
        - id: reserve
          use: http@1/request
          connection: erp
          with: { method: POST, path: /reserve, body: "${.order.id}" }
          compensate:
            - { id: unreserve, use: http@1/request, connection: erp, with: { method: POST, path: /unreserve, body: "${.order.id}" } }
        - id: charge
          use: http@1/request
          connection: erp
          with: { method: POST, path: /charge, body: "${.order.id}" }
          compensate:
            - { id: refund, use: http@1/request, connection: erp, with: { method: POST, path: /refund, body: "${.order.id}" } }
        - id: paid
          wait: { for: event, event: payment.received, key: "${.order.id}" }
      """;
  private static final String MESSAGE = "{\"id\": %d, \"email\": \"ann@example.org\"}";

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final Approvals approvals = HUB.bean(Approvals.class);
  private final Events events = HUB.bean(Events.class);
  private final Runs runs = HUB.bean(Runs.class);
  private final int id = NUMBER.incrementAndGet();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @BeforeEach
  void receiverAnswers() {
    HUB.receiverDoes((_, exchange) -> exchange.sendResponseHeaders(204, -1));
  }

  @Test
  void approvalIsListedMaskedAndDecided() {
    var run = send("release", RELEASE);
    var open = asked(run);

    assertThat(open.message()).isEqualTo("Ship " + id + " to ***?");
    assertThat(open.stepTitle()).isEqualTo("Release the order");
    assertThat(open.roles()).containsExactly("OWNER");
    assertThat(open.mayDecide()).isTrue();
    assertThat(as(acme.owner(), approvals::countForCaller)).isEqualTo(1);
    assertThat(as(acme.developer(), approvals::countForCaller)).isZero();
    assertThat(as(acme.owner(), () -> approvals.get(open.ref())).context())
        .contains("\"email\":\"***\"")
        .doesNotContain("ann@");

    decide(acme.owner(), open.ref(), true);

    var ended = HUB.ended(acme, run);
    assertThat(ended.summary().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(step(ended, "release").output())
        .contains("\"decision\":\"approved\"", acme.owner().actor().name(), "looks good");
    assertThat(received("/released"))
        .filteredOn(call -> call.body().contains(acme.owner().actor().name()))
        .hasSize(1);
    assertThat(list(acme.owner())).isEmpty();
    assertThat(events(acme, "approval.decide"))
        .singleElement()
        .satisfies(
            event -> assertThat(event.entry().details()).containsEntry("decision", "approved"));
  }

  @Test
  void rejectionFailsTheRunWithItsReason() {
    var run = send("release", RELEASE);
    var open = asked(run);

    as(acme.owner(), () -> done(() -> approvals.decide(open.ref(), false, "too dear")));

    var ended = HUB.ended(acme, run);
    assertThat(ended.summary().status()).isEqualTo(Status.DEAD);
    assertThat(ended.summary().error()).contains("Rejected by").contains("too dear");
  }

  @Test
  void decisionInTimeIsNotWaitedForLonger() {
    var run =
        send(
            "release",
            RELEASE.replace("wait: { for: approval,", "wait: { for: approval, timeout: PT1S,"));

    var ended = HUB.ended(acme, run);

    assertThat(ended.summary().status()).isEqualTo(Status.DEAD);
    assertThat(step(ended, "release").attempts())
        .extracting(Runs.Attempt::errorClass)
        .contains("timeout");
    var late = new ApprovalRef(run, "release", "");
    assertThatThrownBy(() -> decide(acme.owner(), late, true)).satisfies(code("already-decided"));
    assertThat(list(acme.owner())).isEmpty();
  }

  @Test
  void whoMayNotDecideIsRefusedAndOnTheLog() {
    var open = asked(send("release", RELEASE));

    assertThatThrownBy(() -> decide(acme.developer(), open.ref(), true))
        .satisfies(code("access-refused"))
        .hasMessageContaining("OWNER");

    assertThat(events(acme, "approval.decide"))
        .singleElement()
        .satisfies(event -> assertThat(event.entry().outcome()).isEqualTo(Outcome.REFUSED));
    assertThat(list(acme.owner())).hasSize(1);
  }

  @Test
  void withoutRolesAllWhoOperateMayDecide() {
    var open = asked(send("release", RELEASE.replace("roles: [OWNER], ", "")));

    assertThatThrownBy(() -> decide(acme.viewer(), open.ref(), true))
        .satisfies(code("access-refused"));
    decide(acme.developer(), open.ref(), true);

    assertThat(HUB.ended(acme, open.ref().run()).summary().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void ofTwoWhoDecideAtOnceOneIsHeard() throws Exception {
    var open = asked(send("release", RELEASE.replace("[OWNER]", "[OWNER, DEVELOPER]")));
    var go = new CountDownLatch(1);
    var outcomes = new ArrayList<Future<String>>();
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var caller : List.of(acme.owner(), acme.developer()))
        outcomes.add(
            people.submit(
                () -> {
                  go.await();
                  try {
                    decide(caller, open.ref(), caller.equals(acme.owner()));
                    return "heard";
                  } catch (DomainException e) {
                    return e.code() + " " + e.getMessage();
                  }
                }));
      go.countDown();
    }

    var said = List.of(outcomes.getFirst().get(), outcomes.getLast().get());
    assertThat(said).containsOnlyOnce("heard");
    assertThat(said).anySatisfy(words -> assertThat(words).startsWith("already-decided"));
    boolean approved = outcomes.getFirst().get().equals("heard");
    assertThat(HUB.ended(acme, open.ref().run()).summary().status())
        .isEqualTo(approved ? Status.SUCCEEDED : Status.DEAD);
    assertThatThrownBy(() -> decide(acme.owner(), open.ref(), true))
        .hasMessageContaining((approved ? acme.owner() : acme.developer()).actor().name());
  }

  @Test
  void eventReachesThoseWhoWaitForItsKey() {
    var run = send("paid", SAGA);
    var same = send("paid-too", SAGA);
    waiting(run);
    waiting(same);

    var wait = Objects.requireNonNull(step(get(run), "paid").waitsFor());
    assertThat(wait.kind()).isEqualTo(WaitKind.EVENT);
    assertThat(wait.name()).isEqualTo("payment.received");
    assertThat(wait.key()).isEqualTo(String.valueOf(id));
    assertThat(emit("payment.received", "nobody")).isZero();
    assertThat(emit("payment.lost", String.valueOf(id))).isZero();
    assertThat(emit("payment.received", String.valueOf(id))).isEqualTo(2);
    assertThat(emit("payment.received", String.valueOf(id))).isZero();

    assertThat(step(HUB.ended(acme, run), "paid").output()).isEqualTo("{\"amount\":12.75}");
    assertThat(HUB.ended(acme, same).summary().status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void eventsAreForThoseWhoOperate() {
    assertThatThrownBy(
            () -> as(acme.viewer(), () -> events.send(Environment.PRODUCTION, "a", "b", "{}")))
        .satisfies(code("access-refused"));
    assertThatThrownBy(
            () -> as(acme.owner(), () -> events.send(Environment.PRODUCTION, "a", "b", "{")))
        .satisfies(code("event-data-malformed"));
    assertThatThrownBy(
            () -> as(acme.owner(), () -> events.send(Environment.PRODUCTION, "a", " ", "{}")))
        .satisfies(code("event-key-invalid"));
  }

  @Test
  void cancelledSagaUndoesInReverseOnceEach() {
    var run = send("saga", SAGA);
    waiting(run);

    as(acme.developer(), () -> done(() -> runs.cancel(run, "Ordered twice", true)));

    var ended = HUB.ended(acme, run);
    assertThat(ended.summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(ended.summary().error())
        .isEqualTo("Cancelled by " + acme.developer().actor().name() + ": Ordered twice");
    var calls =
        HUB.received().stream().filter(call -> call.body().equals(String.valueOf(id))).toList();
    assertThat(calls)
        .extracting(Received::path)
        .containsExactly("/reserve", "/charge", "/refund", "/unreserve");
    assertThat(calls).extracting(Received::key).doesNotHaveDuplicates().doesNotContain("");
    assertThat(step(ended, "reserve").status()).isEqualTo(StepStatus.COMPENSATED);
    assertThat(step(ended, "charge").status()).isEqualTo(StepStatus.COMPENSATED);
    assertThat(step(ended, "refund").status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(emit("payment.received", String.valueOf(id))).isZero();
    assertThatThrownBy(() -> as(acme.owner(), () -> done(() -> runs.cancel(run, "", true))))
        .satisfies(code("not-running"));
    assertThat(events(acme, "run.cancel"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.entry().details())
                    .containsEntry("reason", "Ordered twice")
                    .containsEntry("undo", "true"));
  }

  @Test
  void stuckRunIsEndedWithoutUndoing() {
    var never = new CountDownLatch(1);
    HUB.receiverDoes(
        (received, exchange) -> {
          if (received.path().equals("/charge")) awaitQuietly(never);
          exchange.sendResponseHeaders(204, -1);
        });
    var run = send("stuck", SAGA);
    await().until(() -> received("/charge").stream().anyMatch(this::isMine));

    as(acme.owner(), () -> done(() -> runs.cancel(run, "", false)));

    var ended = HUB.ended(acme, run);
    assertThat(ended.summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(received("/refund")).noneMatch(this::isMine);
    assertThat(received("/unreserve")).noneMatch(this::isMine);
    never.countDown();
  }

  @Test
  void manyAreCancelledByFilter() {
    String path = deploy("many", RELEASE);
    var asked = new ArrayList<RunId>();
    for (int i = 0; i < 5; i++) asked.add(HUB.accepted(path, MESSAGE.formatted(id)));
    asked.forEach(this::asked);
    var elsewhere = asked(send("elsewhere", RELEASE));
    var done = send("done", "  - { id: a, map: \".order.id\" }\n");
    HUB.ended(acme, done);
    var filter = new RunQuery(flow("many"), null, Status.WAITING, null, null, null, null, 1);

    int first = as(acme.owner(), () -> runs.cancelAll(filter, "Not wanted", true));
    asked.forEach(run -> HUB.ended(acme, run));
    int again = as(acme.owner(), () -> runs.cancelAll(filter, "Not wanted", true));

    assertThat(first).isEqualTo(5);
    assertThat(again).isZero();
    assertThat(asked).allMatch(run -> get(run).summary().status() == Status.CANCELLED);
    assertThat(list(acme.owner())).extracting(Approval::ref).containsExactly(elsewhere.ref());
    assertThat(events(acme, "run.cancel"))
        .anySatisfy(
            event ->
                assertThat(event.entry().details())
                    .containsEntry("runs", "5")
                    .containsEntry("flow", flow("many").value()));
    int chosen =
        as(acme.owner(), () -> runs.cancelAll(List.of(elsewhere.ref().run(), done), "", false));
    assertThat(chosen).isEqualTo(1);
    assertThatThrownBy(() -> as(acme.viewer(), () -> runs.cancelAll(filter, "", true)))
        .satisfies(code("access-refused"));
  }

  @Test
  void callerWaitsForTheRunItCalls() {
    deploy("child", RELEASE.replace("path: /released, body: \"${.release}\"", "path: /child"));
    var run = send("parent", "  - { id: sub, flow: " + flow("child") + ", with: \"${.order}\" }\n");
    await().until(() -> !get(run).children().isEmpty());
    var child = get(run).children().getFirst();

    assertThat(child.step()).isEqualTo("sub");
    assertThat(Objects.requireNonNull(step(get(run), "sub").waitsFor()).run())
        .isEqualTo(child.run().id());
    decide(acme.owner(), asked(child.run().id()).ref(), true);

    assertThat(HUB.ended(acme, run).summary().status()).isEqualTo(Status.SUCCEEDED);
    var parent = Objects.requireNonNull(get(child.run().id()).parent());
    assertThat(parent.run().id()).isEqualTo(run);
  }

  @Test
  void startedRunIsNotWaitedForAndAFailedOneFailsItsCaller() {
    deploy("child", RELEASE);
    var starts =
        send(
            "starts",
            "  - { id: sub, flow: " + flow("child") + ", with: \"${.order}\", mode: start }\n");
    var waits =
        send("waits", "  - { id: sub, flow: " + flow("child") + ", with: \"${.order}\" }\n");

    assertThat(HUB.ended(acme, starts).summary().status()).isEqualTo(Status.SUCCEEDED);
    await().until(() -> !get(starts).children().isEmpty());
    await().until(() -> !get(waits).children().isEmpty());
    var rejected = get(waits).children().getFirst().run().id();
    as(acme.owner(), () -> done(() -> approvals.decide(asked(rejected).ref(), false, "no")));

    var failed = HUB.ended(acme, waits);
    assertThat(failed.summary().status()).isEqualTo(Status.DEAD);
    assertThat(failed.steps().getFirst().attempts())
        .extracting(Runs.Attempt::errorClass)
        .contains("flow-failed");
    assertThat(get(get(starts).children().getFirst().run().id()).summary().status())
        .isEqualTo(Status.WAITING);
  }

  @Test
  void cancelledCallerCancelsTheRunItWaitsFor() {
    deploy("child", RELEASE);
    var run = send("parent", "  - { id: sub, flow: " + flow("child") + ", with: \"${.order}\" }\n");
    await().until(() -> !get(run).children().isEmpty());
    var child = get(run).children().getFirst().run().id();
    asked(child);

    as(acme.owner(), () -> done(() -> runs.cancel(run, "", true)));

    assertThat(HUB.ended(acme, run).summary().status()).isEqualTo(Status.CANCELLED);
    assertThat(HUB.ended(acme, child).summary().status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void otherTenantSeesNothing() {
    var run = send("release", RELEASE);
    var open = asked(run);
    var saga = send("saga", SAGA);
    waiting(saga);

    assertThat(list(other.owner())).isEmpty();
    assertThat(as(other.owner(), approvals::countForCaller)).isZero();
    assertThatThrownBy(() -> as(other.owner(), () -> approvals.get(open.ref())))
        .satisfies(code("approval-not-found"));
    assertThatThrownBy(() -> decide(other.owner(), open.ref(), true))
        .satisfies(code("approval-not-found"));
    assertThatThrownBy(() -> as(other.owner(), () -> done(() -> runs.cancel(run, "", false))))
        .satisfies(code("run-not-found"));
    assertThat(as(other.owner(), () -> runs.cancelAll(List.of(run), "", false))).isZero();
    assertThat(as(other.owner(), () -> runs.cancelAll(RunQuery.latest(1), "", false))).isZero();
    assertThat(
            as(
                other.owner(),
                () ->
                    events.send(
                        Environment.PRODUCTION, "payment.received", String.valueOf(id), "{}")))
        .isZero();
    assertThat(get(run).summary().status()).isEqualTo(Status.WAITING);
    assertThat(get(saga).summary().status()).isEqualTo(Status.WAITING);
  }

  @Test
  void eventForAnotherEnvironmentWakesNoRun() {
    var run = send("saga", SAGA);
    waiting(run);
    String key = String.valueOf(id);

    assertThat(
            as(
                acme.owner(),
                () -> events.send(Environment.DEVELOPMENT, "payment.received", key, "{}")))
        .isZero();

    assertThat(get(run).summary().status()).isEqualTo(Status.WAITING);
    assertThat(emit("payment.received", key)).isEqualTo(1);
    assertThat(HUB.ended(acme, run).summary().status()).isEqualTo(Status.SUCCEEDED);
  }

  private FlowId flow(String name) {
    return new FlowId(name + "-" + id);
  }

  private String deploy(String name, String steps) {
    return HUB.deploy(acme, HEAD.formatted(flow(name)) + steps.indent(0));
  }

  private RunId send(String name, String steps) {
    return HUB.accepted(deploy(name, steps), MESSAGE.formatted(id));
  }

  /// The open question of a run that is in no memory any more.
  private Approval asked(RunId run) {
    waiting(run);
    return list(acme.owner()).stream()
        .filter(approval -> approval.ref().run().equals(run))
        .findFirst()
        .orElseThrow();
  }

  private void waiting(RunId run) {
    await().until(() -> get(run).summary().status() == Status.WAITING);
  }

  private List<Approval> list(Caller caller) {
    return as(caller, () -> approvals.find(new ApprovalQuery(null, null, false, null, 100)))
        .items();
  }

  private void decide(Caller caller, ApprovalRef ref, boolean approved) {
    TenantScope.run(caller, () -> approvals.decide(ref, approved, "looks good"));
  }

  private int emit(String name, String key) {
    return as(
        acme.developer(),
        () -> events.send(Environment.PRODUCTION, name, key, "{\"amount\": 12.75}"));
  }

  private RunDetail get(RunId run) {
    return as(acme.viewer(), () -> runs.get(run));
  }

  private static StepRun step(RunDetail run, String step) {
    return run.steps().stream().filter(one -> one.step().equals(step)).findFirst().orElseThrow();
  }

  private List<Received> received(String path) {
    return HUB.received().stream().filter(call -> call.path().equals(path)).toList();
  }

  private boolean isMine(Received call) {
    return call.body().equals(String.valueOf(id));
  }

  private static List<AuditEvent> events(TestTenant tenant, String action) {
    return HUB.hub().events(tenant).stream()
        .filter(event -> event.entry().action().equals(action))
        .toList();
  }

  private static java.util.function.Consumer<Throwable> code(String code) {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                DomainException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static boolean done(Runnable work) {
    work.run();
    return true;
  }

  private static <T> T as(Caller caller, Supplier<T> work) {
    return TenantScope.call(caller, work::get);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
