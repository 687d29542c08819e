package io.interline.flow.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.Limits;
import io.interline.flow.Limits.Kind;
import io.interline.flow.internal.execute.Engine;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two whole nodes over one database; calls end when the test lets them.
class LimitsOfTwoNodesPostgresTest {

  private static final RunningHub FIRST = RunningHub.start(List.of("interline.engine.drain=1ms"));
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int AT_ONCE = 8;
  private static final int BACKLOG = 40;

  private final RunningHub second = FIRST.beside();
  private final List<Sender> senders = new CopyOnWriteArrayList<>();
  private boolean secondIsGone;

  @BeforeAll
  static void smallPlan() throws SQLException {
    execute(
        """
        insert into plan (id, title, accept_per_second, accept_burst, concurrent_runs,
          max_payload_bytes, backlog, max_steps)
        values ('small', 'Small', 10000, 10000, %d, 1000000, %d, 1000)""",
        AT_ONCE, BACKLOG);
  }

  @AfterAll
  static void stop() {
    FIRST.close();
  }

  @BeforeEach
  void bothTakeMessages() {
    soon().until(() -> second.bean(Engine.class).isAccepting());
  }

  @BeforeEach
  void callsEndWhenTheyMay() {
    FIRST.receiverDoes(
        (received, exchange) -> {
          for (var sender : senders) if (received.body().contains(sender.mail)) sender.hold();
          exchange.sendResponseHeaders(204, -1);
        });
  }

  @AfterEach
  void letAllEnd() {
    senders.forEach(sender -> sender.gate.release(1_000_000));
    if (!secondIsGone) second.close();
  }

  /// A tenant with two flows.
  private final class Sender {
    final TestTenant tenant = FIRST.tenant();
    final String mail = "sender-" + NUMBER.incrementAndGet() + "@example.org";
    final AtomicInteger calls = new AtomicInteger();
    final Semaphore gate = new Semaphore(0);
    final List<String> paths;

    Sender() throws SQLException {
      execute("update tenant set plan = 'small' where tenant_id = '%s'", tenant.id());
      paths = List.of(deployed(), deployed());
      senders.add(this);
    }

    private String deployed() {
      return FIRST.deploy(
          tenant, RunningHub.ORDERS.formatted("orders-" + NUMBER.incrementAndGet()));
    }

    void hold() {
      calls.incrementAndGet();
      gate.acquireUninterruptibly();
      calls.decrementAndGet();
    }

    /// Sends to both flows in turn.
    ///
    /// @return how many were accepted
    int send(RunningHub node, int messages) {
      int accepted = 0;
      for (int i = 0; i < messages; i++) {
        String message = "{\"id\": %d, \"email\": \"%s\"}".formatted(i, mail);
        if (node.post(paths.get(i % 2), message).statusCode() == 202) accepted++;
      }
      return accepted;
    }

    long used(RunningHub node, Kind kind) {
      var limits = node.bean(Limits.class);
      var use = TenantScope.call(tenant.viewer(), limits::current);
      return Objects.requireNonNull(use.limit(kind).used());
    }
  }

  @Test
  void tenantAtBothNodesHasItsRunsAtOnceInTotal() throws SQLException {
    var acme = new Sender();
    acme.send(FIRST, 30);
    acme.send(second, 30);
    var other = new Sender();
    other.send(FIRST, 20);
    soon().untilAsserted(() -> assertThat(other.calls).as("another tenant").hasValue(AT_ONCE));

    // What both nodes began before they heard of each other comes to its end, slowly enough for
    // them to hear; much more waits.
    var ends = new AtomicInteger(3 * AT_ONCE);
    soon()
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              if (acme.calls.get() > AT_ONCE && ends.getAndDecrement() > 0) acme.gate.release();
              assertThat(acme.calls).hasValue(AT_ONCE);
              for (var node : List.of(FIRST, second)) {
                assertThat(acme.used(node, Kind.CONCURRENT_RUNS)).isEqualTo(AT_ONCE);
                assertThat(acme.used(node, Kind.BACKLOG)).isEqualTo(waiting(acme));
                assertThat(other.used(node, Kind.CONCURRENT_RUNS)).isEqualTo(AT_ONCE);
                assertThat(other.used(node, Kind.BACKLOG)).isEqualTo(20 - AT_ONCE);
              }
            });
    assertThat(waiting(acme)).isGreaterThan(2 * AT_ONCE);
  }

  @Test
  void tenantAtOneNodeHasAllAndANodeThatGoesGivesItsShareBack() throws SQLException {
    var acme = new Sender();
    acme.send(FIRST, 40);
    soon().untilAsserted(() -> assertThat(acme.calls).hasValue(AT_ONCE));
    soon()
        .untilAsserted(
            () -> assertThat(acme.used(second, Kind.CONCURRENT_RUNS)).isEqualTo(AT_ONCE));

    acme.send(second, 8);
    soon()
        .untilAsserted(
            () ->
                assertThat(acme.used(FIRST, Kind.CONCURRENT_RUNS))
                    .as("an equal part for who begins")
                    .isEqualTo(AT_ONCE + AT_ONCE / 2));
    acme.gate.release(AT_ONCE);
    soon().untilAsserted(() -> assertThat(mostAtOneNode(acme)).isLessThan(AT_ONCE));

    second.close();
    secondIsGone = true;

    soon().untilAsserted(() -> assertThat(mostAtOneNode(acme)).isEqualTo(AT_ONCE));
    soon()
        .untilAsserted(() -> assertThat(acme.used(FIRST, Kind.CONCURRENT_RUNS)).isEqualTo(AT_ONCE));
  }

  @Test
  void messagesThatWaitAreCountedTogether() throws SQLException {
    var acme = new Sender();
    var other = new Sender();
    assertThat(acme.send(FIRST, 60)).isEqualTo(AT_ONCE + BACKLOG);
    soon()
        .untilAsserted(() -> assertThat(acme.used(second, Kind.BACKLOG)).isEqualTo((long) BACKLOG));

    assertThat(acme.send(second, 10)).isZero();
    assertThat(other.send(second, 10)).isEqualTo(10);
  }

  /// Accepted and not begun, as the database has it.
  private static long waiting(Sender sender) throws SQLException {
    return number(
            """
            select count(*) from run r where tenant_id = '%s' and not exists (
              select from run_end e where e.tenant_id = r.tenant_id and e.run_id = r.run_id)""",
            sender)
        - sender.calls.get();
  }

  /// Runs under way of one node, the one that has most.
  private static long mostAtOneNode(Sender sender) throws SQLException {
    return number(
        """
        select coalesce(max(u.under_way), 0)
        from node_use n, unnest(n.tenants, n.under_way) as u(tenant, under_way)
        where u.tenant = '%s'""",
        sender);
  }

  private static long number(String sql, Sender sender) throws SQLException {
    try (var owner = FIRST.hub().database().asOwner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery(sql.formatted(sender.tenant.id()))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30));
  }

  private static void execute(String sql, Object... arguments) throws SQLException {
    try (var owner = FIRST.hub().database().asOwner();
        var statement = owner.createStatement()) {
      statement.execute(sql.formatted(arguments));
    }
  }
}
