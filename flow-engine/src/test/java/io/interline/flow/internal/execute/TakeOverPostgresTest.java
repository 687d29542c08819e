package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.FlowId;
import io.interline.flow.internal.journal.JournalNode;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.PlanFixtures;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.interline.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A node dies in the middle of a loop, a wait or a flow that it called; the next one goes on from
/// what is in PostgreSQL, and repeats nothing that was journaled.
class TakeOverPostgresTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  /// So long that no test lives to see its end: what takes over knows that the other is dead.
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static final io.interline.tenant.Plan LIMITS =
      new io.interline.tenant.Plan("test", "Test", 1_000, 1_000, 100, 1 << 20);

  private static final String LOOP =
      """
      steps:
        - id: lines
          forEach: "${.order.lines}"
          concurrency: 1
          do:
            - { id: reserve, use: http@1/request, with: { reserve: "${.lines.item}" } }
            - { id: pause, wait: { for: duration, duration: PT0.2S } }
            - { id: pack, flow: packing, with: { item: "${.lines.item}" } }
            - { id: label, use: http@1/request, with: { label: "${.pack.parcel}" } }
        - { id: done, use: http@1/request, with: { done: "${size(.lines.results)}" } }
      """;
  private static final String PACKING =
      """
      steps:
        - { id: fetch, use: http@1/request, with: { fetch: "${.order.item}" } }
        - { id: wrap, use: http@1/request, with: { wrap: "${.order.item}" } }
        - { id: result, map: '{ "parcel": .order.item + 1000 }' }
      """;
  private static final String WAITS =
      """
      steps:
        - { id: before, use: http@1/request, with: { before: 1 } }
        - { id: pause, wait: { for: duration, duration: PT3S } }
        - { id: between, use: http@1/request, with: { between: 1 } }
        - { id: ask, wait: { for: event, event: paid, key: "${.order.number}" } }
        - { id: after, use: http@1/request, with: { after: "${.ask.amount}" } }
      """;

  private final ScriptedOperations operations = new ScriptedOperations();
  private final MovableClock clock = new MovableClock();
  private final TenantId tenant = new TenantId(UUID.randomUUID());
  private final Map<FlowId, Plan> plans = new ConcurrentHashMap<>();
  private Node node = new Node();

  /// A node that can die.
  private final class Node implements AutoCloseable {
    final JournalNode store;
    final Engine engine;
    final EngineLifecycle lifecycle;

    Node() {
      try {
        store = new JournalNode(DATABASE);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      engine =
          EngineFixture.engine(store.journal(), store.shards(), plans, clock, LEASE, () -> LIMITS);
      lifecycle = new EngineLifecycle(engine);
      lifecycle.start();
    }

    /// From here on the database hears nothing of it; then its threads go.
    void die() {
      store.die();
      var all = IntStream.range(0, Shards.COUNT).boxed().collect(Collectors.toSet());
      engine.lost(all);
      close();
    }

    @Override
    public void close() {
      lifecycle.stop();
      store.close();
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void loopWithWaitsAndCalledFlowsGoesOnWhereverItsNodeDies() throws Exception {
    flow("orders", LOOP);
    flow("packing", PACKING);
    // In the first call of an item, in a call of the flow that is called, after it, at the end.
    var deaths = List.of("{\"reserve\":2}", "{\"wrap\":2}", "{\"label\":1003}", "{\"done\":4}");
    var hanging = new AtomicInteger();
    operations.does(
        (input, _) -> {
          int death = deaths.indexOf(input.toString());
          if (death >= 0 && made(input.toString()) == 1) {
            hanging.set(death + 1);
            Thread.currentThread().join(Duration.ofSeconds(90));
          }
          return input;
        });

    send("orders", "{\"lines\": [1, 2, 3, 4]}");
    for (int death = 1; death <= deaths.size(); death++) {
      int now = death;
      await().atMost(Duration.ofSeconds(30)).until(() -> hanging.get() == now);
      dieAndComeBack();
    }

    awaitEnds(5);
    var times =
        operations.calls().stream()
            .collect(Collectors.groupingBy(c -> c.input().toString(), Collectors.counting()));
    assertThat(times).hasSize(4 * 4 + 1);
    times.forEach(
        (input, count) -> assertThat(count).as(input).isEqualTo(deaths.contains(input) ? 2 : 1));
    var keys =
        operations.calls().stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.input().toString(),
                    Collectors.mapping(ScriptedOperations.Made::key, Collectors.toSet())));
    assertThat(keys.values()).as("one key for all tries").allSatisfy(k -> assertThat(k).hasSize(1));
    assertThat(keys.values().stream().flatMap(java.util.Set::stream)).doesNotHaveDuplicates();
  }

  @Test
  void waitsGoOnAfterTheirNodeDied() throws Exception {
    flow("orders", WAITS);
    send("orders", "{\"number\": \"n7\"}");
    await()
        .until(() -> made("{\"before\":1}") == 1 && count("select count(*) from run_journal") > 0);

    dieAndComeBack();
    await().atMost(Duration.ofSeconds(30)).until(() -> count("select count(*) from run_ask") == 1);
    dieAndComeBack();
    execute(
        """
        with gone as (delete from run_ask returning tenant_id, run_id, step, turns)
        insert into run_inbox (tenant_id, run_id, shard, kind, step, turns, data)
        select r.tenant_id, r.run_id, r.shard, 'ANSWER', g.step, g.turns, '{"amount": 9}'
        from gone g join run r on r.tenant_id = g.tenant_id and r.run_id = g.run_id""");

    awaitEnds(1);
    assertThat(operations.calls())
        .extracting(call -> call.input().toString())
        .containsExactly("{\"before\":1}", "{\"between\":1}", "{\"after\":9}");
  }

  private void dieAndComeBack() throws SQLException {
    node.die();
    execute("update hub_node set seen_at = seen_at - interval '1 minute'");
    node = new Node();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              node.engine.keepLeases();
              return node.engine.isAccepting();
            });
  }

  private void awaitEnds(int runs) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                count("select count(*) from run_end where tenant_id = '" + tenant.value() + "'")
                    == runs);
    assertThat(count("select count(*) from run where tenant_id = '" + tenant.value() + "'"))
        .isEqualTo(runs);
    assertThat(count("select count(*) from run_end where status <> 'SUCCEEDED'")).isZero();
    await().until(() -> count("select count(*) from run_inbox") == 0);
  }

  private long made(String input) {
    return operations.calls().stream().filter(c -> c.input().toString().equals(input)).count();
  }

  private void flow(String name, String steps) {
    plans.put(new FlowId(name), PlanFixtures.of(steps, operations));
  }

  private void send(String flow, String message) throws Exception {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    node.engine.accept(
        new NewMessage(
            tenant,
            new FlowId(flow),
            1,
            Environment.DEVELOPMENT,
            "Test",
            bytes,
            new MessageReader().read(bytes),
            null,
            NewMessage.Terms.NONE));
  }

  private static long count(String sql) {
    try (var owner = DATABASE.asOwner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var owner = DATABASE.asOwner();
        var statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }
}
