package io.interline.flow.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresJournalPostgresTest extends JournalContract {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final HikariDataSource POOL = pool();
  private static final JdbcClient JDBC = JdbcClient.create(POOL);
  private static final TransactionTemplate TRANSACTIONS =
      new TransactionTemplate(new JdbcTransactionManager(POOL));
  private static final Journal JOURNAL = open();
  private static final Shards SHARDS = shards(writer());

  private static HikariDataSource pool() {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(DATABASE.url());
    pool.setUsername("interline_system");
    pool.setPassword("test");
    pool.setMaximumPoolSize(4);
    return pool;
  }

  private static Journal open() {
    return new PostgresJournal(writer(), JDBC, TRANSACTIONS, new SimpleMeterRegistry());
  }

  private static Shards shards(WriterConnection source) {
    return new PostgresShards(JDBC, TRANSACTIONS, new Presence(source));
  }

  private static WriterConnection writer() {
    try {
      return WriterConnection.like(POOL);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void close() {
    JOURNAL.close();
    POOL.close();
  }

  @Override
  Journal journal() {
    return JOURNAL;
  }

  @Override
  Shards shards() {
    return SHARDS;
  }

  @Test
  void deadRunLeavesALetter() throws SQLException {
    var run = accept("1");

    end(run, 1, "the\0other system");

    try (var owner = DATABASE.asOwner()) {
      assertThat(
              text(
                  owner,
                  "select flow || ' ' || version || ' ' || environment || ' ' || status || ' ' || step"
                      + " || ' ' || error_class || ' ' || message from dead_letter where run_id = ?",
                  run.ref().id()))
          .isEqualTo("orders 3 production OPEN erp permanent the\uFFFDother system");
    }
  }

  @Test
  void usageEqualsTheRunsThereAre() throws SQLException {
    var run = accept("123");
    var ending =
        new Ending(
            Runs.Status.SUCCEEDED, Instant.parse("2026-02-28T23:59:59Z"), null, null, null, 7);
    join(new Write.Append(run.ref(), 1, null, ending, null, false));
    end(accept("1"), 1, "dead");
    var once = new Write.Accept(header(newId(), 0), bytes("45678"));
    JOURNAL.acceptOnce("usage", once);
    JOURNAL.acceptOnce("usage", new Write.Accept(header(newId(), 0), bytes("45678")));
    end(once.header(), 1, null);

    assertUsageIsExact();
    try (var owner = DATABASE.asOwner();
        var statement = owner.createStatement();
        var row =
            statement.executeQuery("select sum(steps) from usage_day where day = '2026-02-28'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(7);
    }
  }

  private static void assertUsageIsExact() throws SQLException {
    try (var owner = DATABASE.asOwner();
        var statement = owner.createStatement();
        var row =
            statement.executeQuery(
                """
                select (select array[sum(accepted), sum(bytes), sum(succeeded), sum(dead)] from usage_day)::text,
                  array[(select count(*) from run), (select sum(length(payload)) from run),
                        (select count(*) from run_end where status = 'SUCCEEDED'),
                        (select count(*) from run_end where status = 'DEAD')]::text""")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo(row.getString(2));
    }
  }

  @Test
  void keyIsForgottenWhenItsWindowIsOver() throws SQLException {
    var over = new Write.Accept(header(newId(), 0), bytes("1"));
    var open = new Write.Accept(header(newId(), 0), bytes("1"));
    var forEver = new Write.Accept(header(newId(), 0), bytes("1"));
    JOURNAL.acceptOnce("over", Duration.ZERO, over, null);
    JOURNAL.acceptOnce("open", Duration.ofDays(1), open, null);
    JOURNAL.acceptOnce("for ever", null, forEver, null);

    new ForgetKeysJob(JDBC).execute(null);

    assertThat(
            JDBC.sql("select key from run_key where run_id in (:ids)")
                .param(
                    "ids",
                    List.of(
                        over.ref().id().value(),
                        open.ref().id().value(),
                        forEver.ref().id().value()))
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder("open", "for ever");
    for (var run : List.of(over, open, forEver)) end(run.header(), 1, null);
  }

  @Test
  void refusedWriteFailsAloneAmongGoodOnes() {
    var run = accept("1");
    join(new Write.Append(run.ref(), 1, bytes("first"), null, null, false));
    var good = new ArrayList<CompletableFuture<@Nullable Void>>();
    for (int i = 0; i < 20; i++)
      good.add(JOURNAL.submit(new Write.Accept(header(newId(), i), bytes("1"))));

    var bad = JOURNAL.submit(new Write.Append(run.ref(), 1, bytes("second"), null, null, false));
    for (int i = 0; i < 20; i++)
      good.add(JOURNAL.submit(new Write.Accept(header(newId(), i), bytes("1"))));

    assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(good)
        .allSatisfy(result -> assertThat(result).succeedsWithin(Duration.ofSeconds(30)));
    for (var header : unfinished()) end(header, 2, null);
  }

  @Test
  void brokenConnectionLosesAndDoublesNothing() throws Exception {
    var results = new ArrayList<CompletableFuture<@Nullable Void>>();
    var headers = new ArrayList<RunHeader>();
    try (var owner = DATABASE.asOwner()) {
      for (int i = 0; i < 5_000; i++) {
        var header = header(newId(), i % Shards.COUNT);
        headers.add(header);
        results.add(JOURNAL.submit(new Write.Accept(header, bytes("{}"))));
        if (i % 500 == 250) terminateWriter(owner);
      }
      for (var result : results) result.get(60, TimeUnit.SECONDS);
    }

    assertThat(unfinished()).hasSize(5_000);
    for (var header : headers)
      JOURNAL.submit(new Write.Append(header.ref(), 1, bytes("[]"), ending(null), null, false));
    end(accept("last"), 1, null);
  }

  @Test
  void recoveryStartsAtTheLowWaterMark() {
    var old = accept("1");
    var mark = newId();
    var young = accept("2");

    SHARDS.renew(node, LEASE, mark);

    assertThat(unfinished()).containsExactly(young);
    assertThat(SHARDS.lowWater()).isEqualTo(mark);
    end(old, 1, null);
    end(young, 1, null);
  }

  @Test
  void deadNodeIsTakenOverBeforeItsLeaseIsOver() throws SQLException {
    var dead = UUID.randomUUID();
    var presence = new Presence(writer());
    var run = acceptedBy(dead, new PostgresShards(JDBC, TRANSACTIONS, presence));

    presence.close();
    unseenForAMinute(dead);

    await().atMost(Duration.ofSeconds(20)).until(() -> takeOver(run.ref().shard()));
    var late = JOURNAL.submit(new Write.Append(run.ref(), 1, bytes("late"), null, null, false));
    assertThatThrownBy(late::join).hasCauseInstanceOf(StaleOwner.class);
    assertThat(unfinished())
        .extracting(RunHeader::ref)
        .extracting(RunRef::id)
        .contains(run.ref().id());
    for (var header : unfinished()) end(header, 1, null);
  }

  /// Whether the shard is this node's now.
  private boolean takeOver(int shard) {
    SHARDS.renew(node, LEASE, OLDEST);
    var taken = SHARDS.take(node, LEASE, Shards.COUNT);
    var all = new HashMap<>(held);
    all.putAll(taken);
    held = all;
    return taken.containsKey(shard);
  }

  @Test
  void nodeThatStandsStillKeepsWhatItHolds() throws SQLException {
    var still = UUID.randomUUID();
    var presence = new Presence(writer());
    var shards = new PostgresShards(JDBC, TRANSACTIONS, presence);
    var run = acceptedBy(still, shards);
    unseenForAMinute(still);

    assertThat(takeOver(run.ref().shard())).isFalse();
    assertThat(shards.renew(still, LEASE, OLDEST).shards()).containsKey(run.ref().shard());
    shards.leave(still);
    assertThat(takeOver(run.ref().shard())).isTrue();
    for (var header : unfinished()) end(header, 1, null);
  }

  @Test
  void nodeWhoseSessionWasEndedShowsItselfAgain() throws SQLException {
    var alive = UUID.randomUUID();
    var presence = new Presence(writer());
    var shards = new PostgresShards(JDBC, TRANSACTIONS, presence);
    var run = acceptedBy(alive, shards);
    try (var owner = DATABASE.asOwner()) {
      terminateWriter(owner);
    }

    shards.renew(alive, LEASE, OLDEST);
    unseenForAMinute(alive);

    assertThat(takeOver(run.ref().shard())).isFalse();
    shards.leave(alive);
    assertThat(takeOver(run.ref().shard())).isTrue();
    for (var header : unfinished()) end(header, 1, null);
  }

  /// A run in a shard that this node gave to another one.
  private RunHeader acceptedBy(UUID other, Shards shards) {
    SHARDS.release(node, Set.of(5));
    shards.renew(other, LEASE, OLDEST);
    var taken = shards.take(other, LEASE, 1);
    assertThat(taken).containsOnlyKeys(5);
    var rest = new HashMap<>(held);
    rest.putAll(taken);
    held = rest;
    var run = header(newId(), 5);
    join(new Write.Accept(run, bytes("1")));
    held.remove(5);
    return run;
  }

  private static void unseenForAMinute(UUID other) throws SQLException {
    try (var owner = DATABASE.asOwner();
        var update =
            owner.prepareStatement(
                "update hub_node set seen_at = seen_at - interval '1 minute' where id = ?")) {
      update.setObject(1, other);
      assertThat(update.executeUpdate()).isOne();
    }
  }

  @Test
  void otherTenantSeesNothing() throws SQLException {
    var run = accept("1");
    end(run, 1, "dead");
    for (var table : new String[] {"run", "run_journal", "run_end", "dead_letter"})
      try (var app = DATABASE.asApp()) {
        assertThat(countAs(app, table, run, UUID.randomUUID())).as(table).isZero();
        assertThat(countAs(app, table, run, tenant.value())).as(table).isOne();
      }
  }

  private static int countAs(Connection app, String table, RunHeader run, UUID tenant)
      throws SQLException {
    try (var set = app.prepareStatement("select set_config('app.tenant', ?, false)")) {
      set.setString(1, tenant.toString());
      set.execute();
    }
    return Integer.parseInt(
        String.valueOf(
            text(
                app, "select count(*)::text from " + table + " where run_id = ?", run.ref().id())));
  }

  private static void terminateWriter(Connection owner) throws SQLException {
    try (var statement = owner.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'interline-journal' and datname = current_database()");
    }
  }

  private static @Nullable String text(Connection connection, String sql, RunId run)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, run.value());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  @Test
  void writeThatCannotBeSentFailsNoOtherOfItsBatch() {
    var header = header(newId(), 0);
    var poisoned =
        new RunHeader(
            header.ref(),
            header.flow(),
            header.version(),
            header.environment(),
            header.title(),
            Instant.MAX.minusSeconds(1),
            null);
    var others = Stream.generate(() -> header(newId(), 0)).limit(50).toList();

    var all = new ArrayList<CompletableFuture<?>>();
    others
        .subList(0, 25)
        .forEach(run -> all.add(JOURNAL.submit(new Write.Accept(run, bytes("1")))));
    var refused = JOURNAL.submit(new Write.Accept(poisoned, bytes("1")));
    others
        .subList(25, 50)
        .forEach(run -> all.add(JOURNAL.submit(new Write.Accept(run, bytes("1")))));

    all.forEach(CompletableFuture::join);
    assertThat(refused).failsWithin(Duration.ofSeconds(10));
    join(new Write.Accept(header, bytes("1")));
  }
}
