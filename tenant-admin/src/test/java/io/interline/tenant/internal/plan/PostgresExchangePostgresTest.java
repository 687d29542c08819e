package io.interline.tenant.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.Plan;
import io.interline.tenant.Quotas.Load;
import io.interline.tenant.TenantId;
import io.interline.tenant.testing.TestHub;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes with buckets of their own on one database. A second passes when the test says so.
class PostgresExchangePostgresTest {

  private static final TestHub HUB = TestHub.shared();
  private static final int RATE = 100;
  private static final Plan PLAN = new Plan("test", "Test", RATE, RATE, 8, 1 << 20);

  private final FakeTime time = new FakeTime();
  private final TenantId tenant = new TenantId(UUID.randomUUID());
  private final TenantId other = new TenantId(UUID.randomUUID());
  private final Node first = new Node();
  private final Node second = new Node();

  private final class Node {
    final UUID id = UUID.randomUUID();
    final BucketQuotas quotas =
        new BucketQuotas(
            (_, _) -> Optional.of(new Plans.Standing(PLAN, 0)),
            HUB.bean(Exchange.class),
            time,
            Clock.systemUTC());
    int accepted;

    void send(TenantId tenant, int messages) {
      for (int i = 0; i < messages; i++) if (quotas.tryAccept(tenant).isZero()) accepted++;
    }

    void tell() {
      tell(Map.of());
    }

    void tell(Map<TenantId, Load> here) {
      quotas.exchange(id, here);
    }

    Plan share() {
      return quotas.share(tenant);
    }
  }

  @AfterEach
  void forget() throws SQLException {
    execute("delete from node_use");
  }

  @Test
  void tenantThatSaturatesBothGetsItsLimitInTotal() {
    sendForSeconds(5, first, second);
    first.accepted = 0;
    second.accepted = 0;

    sendForSeconds(20, first, second);

    assertThat(first.accepted + second.accepted).isBetween(19 * RATE, 21 * RATE);
    assertThat(first.accepted).as("a fair split").isBetween(9 * RATE, 11 * RATE);
  }

  @Test
  void tenantOnOneNodeGetsAll() {
    sendForSeconds(5, first);
    second.tell();
    first.accepted = 0;

    sendForSeconds(20, first);

    assertThat(first.accepted).isBetween(20 * RATE - 20, 20 * RATE);
    assertThat(second.share().acceptPerSecond()).as("who begins there").isEqualTo(RATE / 2);
  }

  @Test
  void lightSenderAtTheOtherNodeLosesNothingAndLeavesTheRest() {
    for (int tick = 0; tick < 300; tick++) {
      first.send(tenant, 30);
      second.send(tenant, 1);
      tick(tick);
      if (tick == 99) first.accepted = second.accepted = 0;
    }

    assertThat(second.accepted).isEqualTo(200);
    assertThat(first.accepted).isBetween(20 * (RATE - 11), 20 * (RATE - 9));
  }

  @Test
  void anotherTenantHasAllOfItsOwn() {
    sendForSeconds(5, first, second);
    first.accepted = 0;

    for (int i = 0; i < 20; i++) {
      first.send(other, RATE);
      second.send(tenant, RATE);
      pass();
    }

    assertThat(first.accepted).isEqualTo(20 * RATE);
    assertThat(first.quotas.share(other)).isSameAs(PLAN);
  }

  @Test
  void shareOfADeadNodeComesBack() throws SQLException {
    first.share();
    second.tell(Map.of(tenant, new Load(8, 3)));
    first.tell();
    assertThat(first.share().concurrentRuns()).isEqualTo(4);
    assertThat(first.quotas.elsewhere(tenant)).isEqualTo(new Load(8, 3));

    execute("update node_use set told_at = told_at - interval '5 s' where node = '%s'", second.id);
    first.tell();

    assertThat(first.share().concurrentRuns()).isEqualTo(8);
    assertThat(first.quotas.elsewhere(tenant)).isEqualTo(Load.NONE);
  }

  @Test
  void nodesHearOfEachOtherAndNotOfThemselves() {
    var third = new Node();
    first.tell(Map.of(tenant, new Load(1, 2), other, new Load(0, 9)));
    second.tell(Map.of(tenant, new Load(10, 20)));

    third.tell(Map.of(tenant, new Load(100, 200)));
    first.tell(Map.of(tenant, new Load(5, 6)));
    second.tell();
    third.tell();

    assertThat(first.quotas.elsewhere(tenant)).isEqualTo(new Load(110, 220));
    assertThat(second.quotas.elsewhere(tenant)).isEqualTo(new Load(105, 206));
    assertThat(third.quotas.elsewhere(tenant)).isEqualTo(new Load(5, 6));
    assertThat(third.quotas.elsewhere(other)).isEqualTo(Load.NONE);
  }

  @Test
  void nodesThatAreLongGoneAreForgotten() throws SQLException {
    second.tell(Map.of(tenant, new Load(1, 1)));
    first.tell();
    execute("update node_use set told_at = told_at - interval '2 minutes'");

    first.tell(Map.of(tenant, new Load(2, 2)));

    var heard = HUB.bean(Exchange.class).tell(UUID.randomUUID(), Map.of());
    assertThat(heard).isEqualTo(Map.of(tenant, List.of(new Use(new Load(2, 2), 0))));
    try (var owner = HUB.database().asOwner();
        var rows = owner.createStatement().executeQuery("select count(*) from node_use")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(2);
    }
  }

  private void sendForSeconds(int seconds, Node... nodes) {
    for (int tick = 0; tick < seconds * 10; tick++) {
      for (var node : nodes) node.send(tenant, RATE / 2);
      tick(tick);
    }
  }

  /// A tenth of a second; each tenth of them the nodes hear of each other.
  private void tick(int number) {
    time.advance(Duration.ofMillis(100));
    if (number % 10 != 9) return;
    first.tell();
    second.tell();
  }

  private void pass() {
    time.advance(Duration.ofSeconds(1));
    first.tell();
    second.tell();
  }

  private static void execute(String sql, Object... arguments) throws SQLException {
    try (var owner = HUB.database().asOwner();
        var statement = owner.createStatement()) {
      statement.execute(sql.formatted(arguments));
    }
  }
}
