package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.connector.spi.ConnectorException;
import io.interline.flow.RunId;
import io.interline.flow.Runs.Status;
import io.interline.flow.internal.journal.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Loops over lists that are larger than what one run works on, on the engine.
class PartsTest {

  private static final String LOOP =
      """
      steps:
        - { id: before, map: '{ "by": .order.by }' }
        - id: lines
          forEach: "${.order.lines}"
          concurrency: 2
          do:
            - { id: reserve, use: http@1/request, with: { line: "${.lines.item}", by: "${.before.by}" }, retry: { max: 0 } }
        - { id: done, use: http@1/request, with: { lines: "${.lines}" }, retry: { max: 0 } }
      """;
  private static final String SAGA =
      LOOP.replace(
          "retry: { max: 0 } }\n  - { id: done",
          "retry: { max: 0 },\n"
              + "          compensate: [ { id: free, use: http@1/request, with: { free: \"${.lines.item}\" } } ] }\n"
              + "  - { id: done");
  private static final int ITEMS = 10;

  private final EngineFixture hub = new EngineFixture(3);

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void itemsAreWorkedOnInRunsOfTheirOwnAndGiveOneResult() {
    hub.flow("orders", LOOP);

    var run = send();

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(called("line")).containsExactlyInAnyOrderElementsOf(numbers(0, ITEMS));
    assertThat(hub.operations.calls())
        .filteredOn(call -> call.input().has("line"))
        .allSatisfy(call -> assertThat(call.input().path("by").asText()).isEqualTo("ann"));
    var lines = hub.operations.calls().getLast().input().path("lines");
    assertThat(lines.path("count").asInt()).isEqualTo(ITEMS);
    assertThat(lines.path("results"))
        .extracting(result -> result.path("line").asInt())
        .containsExactlyElementsOf(numbers(0, ITEMS));
    // The run itself and four parts.
    assertThat(hub.journal.endings()).hasSize(5);
  }

  @Test
  void callsHaveTheKeysThatTheyWouldHaveInOneRun() {
    hub.flow("orders", LOOP);

    var run = send();

    hub.ending(run);
    assertThat(hub.operations.calls())
        .filteredOn(call -> call.input().has("line"))
        .allSatisfy(
            call ->
                assertThat(call.key())
                    .isEqualTo(
                        IdempotencyKey.of(
                            run.toString(),
                            "reserve",
                            List.of(call.input().path("line").asInt()))));
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

    hub.ending(send());

    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void afterACrashNoItemIsDoneAgainWhoseResultWasKept() {
    hub.flow("orders", LOOP.replace("concurrency: 2", "concurrency: 1"));
    var hanging = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          if (input.path("line").asInt(-1) == 7 && hanging.incrementAndGet() == 1)
            Thread.currentThread().join(Duration.ofSeconds(60));
          return input;
        });
    var run = send();
    await().until(() -> hanging.get() == 1);

    hub.crash();

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    var times =
        called("line").stream().collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    assertThat(times).containsEntry(7, 2L);
    assertThat(times.values().stream().filter(n -> n > 1)).hasSize(1);
  }

  @Test
  void failuresCountOverAllParts() {
    hub.flow("orders", LOOP.replace("concurrency: 2", "concurrency: 1\n    maxFailures: 2"));
    hub.operations.does(
        (input, _) -> {
          int line = input.path("line").asInt(-1);
          if (line == 1 || line == 4) throw new ConnectorException.Permanent("no " + line, null);
          return input;
        });

    var run = send();

    assertThat(hub.ending(run).status()).isEqualTo(Status.SUCCEEDED);
    var lines = hub.operations.calls().getLast().input().path("lines");
    assertThat(lines.path("failed").asInt()).isEqualTo(2);
    assertThat(lines.path("errors"))
        .extracting(error -> error.path("index").asInt())
        .containsExactly(1, 4);

    hub.operations.does(
        (input, _) -> {
          int line = input.path("line").asInt(-1);
          if (line == 1 || line == 4 || line == 8)
            throw new ConnectorException.Permanent("no " + line, null);
          return input;
        });
    var end = hub.ending(send());

    assertThat(end.status()).isEqualTo(Status.DEAD);
    assertThat(end.step()).isEqualTo("lines");
    assertThat(end.errorClass()).isEqualTo("permanent");
    assertThat(end.message()).isEqualTo("Step reserve: no 8 (item 8)");
    assertThat(called("line")).filteredOn(line -> line == 9).hasSize(1);
  }

  @Test
  void whatPartsDidIsUndoneInReverseOrder() {
    hub.flow("orders", SAGA.replace("concurrency: 2", "concurrency: 1"));
    hub.operations.does(
        (input, _) -> {
          if (input.has("lines")) throw new ConnectorException.Permanent("no", null);
          return input;
        });

    var end = hub.ending(send());

    assertThat(end.status()).isEqualTo(Status.DEAD);
    assertThat(end.step()).isEqualTo("done");
    assertThat(called("free"))
        .as(() -> hub.journal.endings().toString())
        .containsExactlyElementsOf(numbers(0, ITEMS).reversed());
  }

  @Test
  void aCancelledRunEndsThePartAtWorkAndUndoesAllParts() {
    hub.flow("orders", SAGA.replace("concurrency: 2", "concurrency: 1"));
    var hanging = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          if (input.path("line").asInt(-1) == 4 && hanging.incrementAndGet() == 1)
            await().atMost(Duration.ofSeconds(20)).until(() -> hanging.get() > 1);
          return input;
        });
    var run = send();
    await().until(() -> hanging.get() == 1);

    cancel(run, true);
    // The call that is out is awaited, as it may have its effect.
    await().until(() -> hub.journal.noticesLeft() == 0);
    hanging.incrementAndGet();

    assertThat(hub.ending(run).status()).isEqualTo(Status.CANCELLED);
    assertThat(called("line")).containsExactlyElementsOf(numbers(0, 5));
    assertThat(called("free")).containsExactlyElementsOf(numbers(0, 5).reversed());
  }

  @Test
  void aRunCancelledAtOnceEndsThePartAtWork() {
    hub.flow("orders", SAGA.replace("concurrency: 2", "concurrency: 1"));
    var hanging = new AtomicInteger();
    hub.operations.does(
        (input, _) -> {
          if (input.path("line").asInt(-1) == 4) {
            hanging.incrementAndGet();
            Thread.currentThread().join(Duration.ofSeconds(60));
          }
          return input;
        });
    var run = send();
    await().until(() -> hanging.get() == 1);

    cancel(run, false);

    assertThat(hub.ending(run).status()).isEqualTo(Status.CANCELLED);
    await().until(() -> hub.journal.endings().size() == 3);
    assertThat(hub.journal.endings().values())
        .extracting(ending -> ending.status())
        .containsExactlyInAnyOrder(Status.CANCELLED, Status.SUCCEEDED, Status.CANCELLED);
    assertThat(called("free")).isEmpty();
  }

  @Test
  void aLoopThatMayEndTheRunIsNotDivided() {
    hub.flow(
        "orders",
        """
        steps:
          - id: lines
            forEach: "${.order.lines}"
            do:
              - { id: enough, switch: [ { when: "${.lines.item == 5}", do: [ { id: halt, stop: { outcome: succeed, message: five } } ] } ] }
        """);

    var end = hub.ending(send());

    assertThat(end.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(end.message()).isEqualTo("five");
    assertThat(hub.journal.endings()).hasSize(1);
  }

  @Test
  void loopsInsideOfPartsAreDividedToo() {
    hub.flow(
        "orders",
        """
        steps:
          - id: lines
            forEach: "${.order.lines}"
            concurrency: 4
            do:
              - id: inner
                forEach: "${[1, 2, 3, 4, 5]}"
                do: [ { id: call, use: http@1/request, with: { n: "${.lines.item * 10 + .inner.item}", by: "${.order.by}" } } ]
        """);

    assertThat(hub.ending(send()).status()).isEqualTo(Status.SUCCEEDED);

    var wanted =
        numbers(0, ITEMS).stream().flatMap(i -> numbers(1, 6).stream().map(n -> i * 10 + n));
    assertThat(called("n")).containsExactlyInAnyOrderElementsOf(wanted.toList());
  }

  private RunId send() {
    String lines = numbers(0, ITEMS).toString();
    return hub.send("orders", "{\"by\": \"ann\", \"lines\": " + lines + "}");
  }

  private void cancel(RunId run, boolean undo) {
    hub.journal.tell(
        run,
        Notice.Kind.CANCEL,
        "",
        "",
        ("{\"reason\":\"enough\",\"undo\":" + undo + "}").getBytes(StandardCharsets.UTF_8));
    hub.engine().lookForNotices();
  }

  private List<Integer> called(String field) {
    return hub.operations.calls().stream()
        .filter(call -> call.input().path(field).isNumber())
        .map(call -> call.input().path(field).asInt())
        .toList();
  }

  private static List<Integer> numbers(int from, int until) {
    return IntStream.range(from, until).boxed().toList();
  }
}
