package io.interline.flow.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.DeadLetters;
import io.interline.flow.RunId;
import io.interline.flow.Runs.Status;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys of messages, orders per key and answers, from a real request to a real receiver.
class DeliveryPostgresTest {

  private static final RunningHub HUB = RunningHub.start();

  private TestTenant acme = HUB.tenant();

  @BeforeEach
  void newTenant() {
    acme = HUB.tenant();
    HUB.receiverDoes((_, exchange) -> exchange.sendResponseHeaders(204, -1));
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  private static String flow(String id, String trigger, String steps) {
    return """
    format: interline/flow/1
    id: %s
    title: Orders
    trigger:
      id: order
      use: webhook@1/receive
      with: { verify: none }
    %s
    steps:
    %s
    """
        .formatted(id, trigger.indent(2).stripTrailing(), steps.indent(2).stripTrailing());
  }

  private static String call(String path) {
    return "- { id: call, use: http@1/request, connection: erp, with: { method: POST, path: "
        + path
        + ", body: \"${.order}\" }, retry: { max: 0 } }";
  }

  private List<String> received(String path) {
    return HUB.received().stream()
        .filter(request -> request.path().equals(path))
        .map(RunningHub.Received::body)
        .toList();
  }

  @Test
  void theSameMessageRunsOnce() {
    String path =
        HUB.deploy(acme, flow("same", "dedupe: { key: \"${.order.id}\" }", call("/same")));

    var first = HUB.accepted(path, "{\"id\": 1}");
    var again = HUB.post(path, "{\"id\": 1}");
    var other = HUB.accepted(path, "{\"id\": 2}");

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo("{\"runId\":\"" + first + "\",\"duplicate\":true}");
    HUB.ended(acme, first);
    HUB.ended(acme, other);
    assertThat(received("/same")).containsExactlyInAnyOrder("{\"id\":1}", "{\"id\":2}");
  }

  @Test
  void theSameMessageSentAtOnceByManyRunsOnce() throws InterruptedException {
    String path =
        HUB.deploy(acme, flow("rush", "dedupe: { key: \"${.order.id}\" }", call("/rush")));
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        int id = i % 4;
        senders.submit(() -> HUB.post(path, "{\"id\": " + id + "}"));
      }
    }

    await().untilAsserted(() -> assertThat(received("/rush")).hasSize(4));
    assertThat(received("/rush")).doesNotHaveDuplicates();
  }

  @Test
  void messagesWithoutAKeyAreEachTheirOwn() {
    String path =
        HUB.deploy(acme, flow("keyless", "dedupe: { key: \"${.order.id}\" }", call("/keyless")));

    HUB.ended(acme, HUB.accepted(path, "{}"));
    HUB.ended(acme, HUB.accepted(path, "{}"));

    assertThat(received("/keyless")).hasSize(2);
  }

  @Test
  void messagesOfOneKeyArriveInTheirOrder() {
    var slowOnes = new AtomicBoolean();
    HUB.receiverDoes(
        (_, exchange) -> {
          if (slowOnes.getAndSet(!slowOnes.get())) Thread.yield();
          exchange.sendResponseHeaders(204, -1);
        });
    String path =
        HUB.deploy(acme, flow("ordered", "order: \"${.order.customer}\"", call("/ordered")));
    var runs = new ArrayList<RunId>();
    for (int n = 0; n < 60; n++)
      runs.add(HUB.accepted(path, "{\"customer\":\"c" + n % 3 + "\",\"n\":" + n + "}"));

    runs.forEach(run -> HUB.ended(acme, run));

    for (int customer = 0; customer < 3; customer++) {
      String marker = "\"c" + customer + "\"";
      var numbers =
          received("/ordered").stream()
              .filter(body -> body.contains(marker))
              .map(body -> Integer.parseInt(body.replaceAll(".*\"n\":|}", "")))
              .toList();
      int first = customer;
      assertThat(numbers)
          .containsExactlyElementsOf(
              IntStream.range(0, 20).map(i -> first + 3 * i).boxed().toList());
    }
  }

  @Test
  void deadLetterHoldsUpItsKeyUntilReplayed() {
    var refuses = new AtomicBoolean(true);
    HUB.receiverDoes(
        (request, exchange) ->
            exchange.sendResponseHeaders(
                request.body().contains("\"n\":1") && refuses.get() ? 400 : 204, -1));
    String path =
        HUB.deploy(
            acme,
            flow("held", "order: { key: \"${.order.customer}\", onDead: block }", call("/held")));
    var poison = HUB.accepted(path, "{\"customer\":\"c\",\"n\":1}");
    var next = HUB.accepted(path, "{\"customer\":\"c\",\"n\":2}");
    var other = HUB.accepted(path, "{\"customer\":\"d\",\"n\":3}");
    assertThat(HUB.ended(acme, poison).summary().status()).isEqualTo(Status.DEAD);
    HUB.ended(acme, other);
    assertThat(statusOf(next)).isEqualTo(Status.QUEUED);

    refuses.set(false);
    TenantScope.call(acme.owner(), () -> HUB.bean(DeadLetters.class).replay(poison, null));

    assertThat(HUB.ended(acme, next).summary().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(received("/held"))
        .containsSubsequence("{\"customer\":\"c\",\"n\":1}", "{\"customer\":\"c\",\"n\":2}");
  }

  @Test
  void discardedDeadLetterLetsItsKeyGoOn() {
    HUB.receiverDoes(
        (request, exchange) ->
            exchange.sendResponseHeaders(request.body().contains("\"n\":1") ? 400 : 204, -1));
    String path =
        HUB.deploy(
            acme,
            flow("freed", "order: { key: \"${.order.customer}\", onDead: block }", call("/freed")));
    var poison = HUB.accepted(path, "{\"customer\":\"c\",\"n\":1}");
    var next = HUB.accepted(path, "{\"customer\":\"c\",\"n\":2}");
    HUB.ended(acme, poison);
    assertThat(statusOf(next)).isEqualTo(Status.QUEUED);

    TenantScope.run(acme.owner(), () -> HUB.bean(DeadLetters.class).discard(poison, "of no use"));

    assertThat(HUB.ended(acme, next).summary().status()).isEqualTo(Status.SUCCEEDED);
  }

  private Status statusOf(RunId run) {
    return TenantScope.call(
        acme.viewer(), () -> HUB.bean(io.interline.flow.Runs.class).get(run).summary().status());
  }

  @Test
  void flowAnswersItsCaller() {
    String path =
        HUB.deploy(
            acme,
            flow(
                "answers",
                "",
                """
                - id: answer
                  respond: { status: 201, headers: { X-Order: "${.order.id}", Set-Cookie: no }, body: { got: "${.order.id}" } }
                """
                    + call("/answers")));

    var response = HUB.post(path, "{\"id\": 7}");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("{\"got\":7}");
    assertThat(response.headers().firstValue("X-Order")).contains("7");
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    var run = RunId.parse(response.headers().firstValue("Interline-Run").orElseThrow());
    assertThat(HUB.ended(acme, run).summary().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(received("/answers")).containsExactly("{\"id\":7}");
  }

  @Test
  void callerIsToldThatTheFlowFailed() {
    String path =
        HUB.deploy(
            acme,
            flow(
                "fails",
                "",
                """
                - { id: bad, stop: { outcome: fail, message: nope } }
                - { id: answer, respond: { body: never } }
                """));

    var response = HUB.post(path, "{}");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("\"code\":\"flow-failed\"");
  }

  @Test
  void callerOfAFlowThatWaitsIsToldThatItsMessageIsKept() {
    String path =
        HUB.deploy(
            acme,
            flow(
                "waits",
                "",
                """
                - { id: pause, wait: { for: duration, duration: PT1H } }
                - { id: answer, respond: { body: late } }
                """));

    var response = HUB.post(path, "{}");

    assertThat(response.statusCode()).isEqualTo(202);
    var run = RunId.parse(response.body().replaceAll(".*:\"|\"}", ""));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(statusOf(run)).isEqualTo(Status.WAITING));
  }

  @Test
  void keyThatCannotBeFoundIsRefused() {
    String path =
        HUB.deploy(acme, flow("unkeyed", "order: \"${.order.a / .order.b}\"", call("/unkeyed")));

    var response = HUB.post(path, "{\"a\": 1, \"b\": 0}");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("\"code\":\"key-failed\"");
  }

  @Test
  void bytesThatNoTextMayHoldAreRefusedAndTheOrderOfOthersGoesOn() {
    String path =
        HUB.deploy(
            acme,
            flow(
                "poison",
                "order: \"${.order.a}\"\ndedupe: { key: \"${.order.n}\" }",
                call("/poison")));
    byte[] overlong = {'{', '"', 'a', '"', ':', '"', 'k', (byte) 0xC0, (byte) 0x80, '"', '}'};

    var refused = HUB.send("POST", path, BodyPublishers.ofByteArray(overlong), "application/json");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"code\":\"json-bad-text\"", "UTF-8 at byte 8");
    assertThat(HUB.post(path, "{\"a\":\"k\\u0000\"}").statusCode()).isEqualTo(400);
    HUB.ended(acme, HUB.accepted(path, "{\"a\":\"k\",\"n\":1}"));
  }

  @Test
  void keyThatCannotBeKeptIsRefused() {
    String path = HUB.deploy(acme, flow("half", "order: \"${.order.t[0 : 1]}\"", call("/half")));

    var half = HUB.post(path, "{\"t\":\"😀\"}");

    assertThat(half.statusCode()).isEqualTo(422);
    assertThat(half.body()).contains("\"code\":\"key-failed\"", "surrogate pair");
    HUB.ended(acme, HUB.accepted(path, "{\"t\":\"whole\"}"));
  }

  @Test
  void textCutWithinACharacterFailsTheStepAndTheRunStaysReadable() {
    String path =
        HUB.deploy(
            acme,
            flow(
                "cut",
                "",
                "- { id: cut, map: '{ \"short\": .order.t[0 : 10] }' }\n" + call("/cut")));

    var run = HUB.ended(acme, HUB.accepted(path, "{\"t\":\"123456789😀\"}"));

    assertThat(run.summary().status()).isEqualTo(Status.DEAD);
    assertThat(run.steps()).extracting(step -> step.step()).containsExactly("cut");
    assertThat(run.toString()).contains("half of a surrogate pair");
  }

  @Test
  void numbersKeepEveryDigitOnTheirWay() {
    String path = HUB.deploy(acme, flow("digits", "", call("/digits")));
    String body = "{\"t\":12345678901234567.89,\"b\":1E+400,\"p\":19.90}";

    HUB.ended(acme, HUB.accepted(path, body));

    assertThat(received("/digits")).containsExactly(body);
    assertThat(HUB.post(path, "{\"b\":1e400000000}").body()).contains("json-too-long");
  }
}
