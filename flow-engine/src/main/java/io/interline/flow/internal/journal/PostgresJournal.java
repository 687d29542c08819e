package io.interline.flow.internal.journal;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.isolation.Member;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// The journal in PostgreSQL: group commit over a connection of its own, the rest over the pool of
/// the system role.
public final class PostgresJournal implements Journal {

  private static final String HEADER =
      " r.tenant_id, r.run_id, r.shard, r.flow, r.version, r.environment, r.title, r.accepted_at, r.replay_of,"
          + " l.run_id as link, l.parent_run, l.parent_step, l.parent_turns, l.depth, l.origin, l.awaited,"
          + " o.order_key ";
  private static final String LINK =
      " left join run_link l on l.tenant_id = r.tenant_id and l.run_id = r.run_id"
          + " left join run_order o on o.tenant_id = r.tenant_id and o.run_id = r.run_id ";

  private final JdbcClient jdbc;
  private final DatabaseStatus database;
  private final KeyedAccepts keyed;
  private final BatchWriter writer;
  private final BatchWriter largeWriter;
  private final Lanes commits;
  private final Isolation isolation;

  PostgresJournal(
      WriterConnection source,
      JdbcClient jdbc,
      TransactionOperations transactions,
      MeterRegistry meters) {
    this(source, jdbc, transactions, meters, DatabaseStatus.ALWAYS_AVAILABLE);
  }

  PostgresJournal(
      WriterConnection source,
      JdbcClient jdbc,
      TransactionOperations transactions,
      MeterRegistry meters,
      DatabaseStatus database) {
    this(source, jdbc, transactions, meters, database, new Isolation(Clock.systemUTC(), meters));
  }

  /// @param isolation keeps a row that cannot be read from hiding all others
  PostgresJournal(
      WriterConnection source,
      JdbcClient jdbc,
      TransactionOperations transactions,
      MeterRegistry meters,
      DatabaseStatus database,
      Isolation isolation) {
    this.isolation = isolation;
    this.jdbc = jdbc;
    this.database = database;
    this.keyed = new KeyedAccepts(jdbc, transactions);
    this.writer = new BatchWriter(source, UsageRows.USUAL, meters, database);
    this.largeWriter = new BatchWriter(source, UsageRows.LARGE, meters, database);
    this.commits = new Lanes(writer, largeWriter);
    meters.gauge("interline.journal.pending", commits, Lanes::pending);
  }

  /// The threads without which nothing becomes durable.
  List<Thread> threads() {
    return commits.threads();
  }

  @Override
  public DatabaseStatus database() {
    return database;
  }

  @Override
  public CompletableFuture<@Nullable Void> submit(Write write) {
    return commits.submit(write);
  }

  @Override
  public int pending() {
    return commits.pending();
  }

  @Override
  public RunId acceptOnce(List<Key> keys, Write.Accept run, byte @Nullable [] entries) {
    return keyed.acceptOnce(keys, run, entries);
  }

  @Override
  public Optional<Set<RunId>> acceptAll(Map<String, Write.Accept> runs, BooleanSupplier alongside) {
    return keyed.acceptAll(runs, alongside);
  }

  @Override
  public List<RunHeader> heads(Map<Integer, Long> shards, Collection<OrderKey> keys) {
    if (shards.isEmpty() || keys.isEmpty()) return List.of();
    var all = List.copyOf(keys);
    return jdbc
        .sql(
            "with head as ("
                + """
                select f.run_id, f.tenant_id from unnest(:tenants, :flows, :environments, :keys)
                  k(tenant_id, flow, environment, order_key)
                cross join lateral (
                  select n.tenant_id, n.run_id, n.shard, n.blocked from run_order n
                  where n.tenant_id = k.tenant_id and n.flow = k.flow
                    and n.environment = k.environment and n.order_key = k.order_key
                  order by n.seq limit 1) f
                where not f.blocked and f.shard in (:shards)
                  and not exists (select from run_wait w
                    where w.tenant_id = f.tenant_id and w.run_id = f.run_id))
                select"""
                + HEADER
                + " from run r join head h on h.tenant_id = r.tenant_id and h.run_id = r.run_id"
                + LINK)
        .param("tenants", all.stream().map(key -> key.tenant().value()).toArray(UUID[]::new))
        .param("flows", all.stream().map(key -> key.flow().value()).toArray(String[]::new))
        .param(
            "environments", all.stream().map(key -> key.environment().id()).toArray(String[]::new))
        .param("keys", all.stream().map(OrderKey::key).toArray(String[]::new))
        .param("shards", shards.keySet())
        .query(headers(Loop.ORDERING_KEYS, shards))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public Set<OrderKey> freshKeys(Map<Integer, Long> shards) {
    if (shards.isEmpty()) return Set.of();
    return jdbc.sql(
            """
            update run_order o set fresh = false
            from unnest(:shards, :epochs) h(id, epoch) join shard s on s.id = h.id and s.epoch = h.epoch
            where o.shard = s.id and o.fresh
            returning o.tenant_id, o.flow, o.environment, o.order_key""")
        .param("shards", ids(shards))
        .param("epochs", epochs(shards))
        .query((row, _) -> orderKey(row))
        .set();
  }

  @Override
  public Set<OrderKey> keys(Collection<Integer> shards) {
    if (shards.isEmpty()) return Set.of();
    return jdbc.sql(
            """
            select distinct tenant_id, flow, environment, order_key from run_order
            where shard in (:shards)""")
        .param("shards", shards)
        .query((row, _) -> orderKey(row))
        .set();
  }

  private static Integer[] ids(Map<Integer, Long> shards) {
    return shards.keySet().toArray(Integer[]::new);
  }

  /// In the order of [#ids].
  private static Long[] epochs(Map<Integer, Long> shards) {
    return shards.keySet().stream().map(shards::get).toArray(Long[]::new);
  }

  private static OrderKey orderKey(ResultSet row) throws SQLException {
    return new OrderKey(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new FlowId(row.getString("flow")),
        Environment.parse(row.getString("environment")),
        row.getString("order_key"));
  }

  @Override
  public Map<TenantId, Integer> ordered(Collection<Integer> shards) {
    var counts = new HashMap<TenantId, Integer>();
    if (shards.isEmpty()) return counts;
    jdbc.sql(
            """
            select tenant_id, sum(behind)::int as n from (
              select tenant_id, count(*) - 1 as behind from run_order where shard in (:shards)
              group by tenant_id, flow, environment, order_key having count(*) > 1) keys
            group by tenant_id""")
        .param("shards", shards)
        .query(
            row -> {
              counts.put(new TenantId(row.getObject("tenant_id", UUID.class)), row.getInt("n"));
            });
    return counts;
  }

  @Override
  public List<RunHeader> unfinished(Map<Integer, Long> shards) {
    var low =
        jdbc.sql("select low_water from shard where id in (:shards) order by low_water limit 1")
            .param("shards", shards.keySet())
            .query(UUID.class)
            .optional();
    if (low.isEmpty()) return List.of();
    return jdbc
        .sql(
            "select"
                + HEADER
                + """
                from run r"""
                + LINK
                + """
                where r.run_id >= :low and r.shard in (:shards)
                  and not exists (
                    select from run_end e where e.tenant_id = r.tenant_id and e.run_id = r.run_id)
                  and o.run_id is null
                  and not exists (
                    select from run_wait w where w.tenant_id = r.tenant_id and w.run_id = r.run_id)
                order by r.run_id""")
        .param("low", low.get())
        .param("shards", shards.keySet())
        .query(headers(Loop.TAKE_OVER, shards))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<RunHeader> takeDue(Map<Integer, Long> shards, Duration ahead, int limit) {
    if (shards.isEmpty()) return List.of();
    return jdbc
        .sql(
            """
            with due as (
              select w.tenant_id, w.run_id, s.epoch
              from unnest(:shards, :epochs) h(id, epoch)
              join shard s on s.id = h.id and s.epoch = h.epoch
              join run_wait w on w.shard = s.id
              where w.due_at <= now() + make_interval(secs => :ahead)
                and w.taken_epoch is distinct from s.epoch
              order by w.due_at limit :limit),
            taken as (
              update run_wait w set taken_epoch = d.epoch from due d
              where w.tenant_id = d.tenant_id and w.run_id = d.run_id
              returning w.tenant_id, w.run_id)
            select"""
                + HEADER
                + """
                from run r join taken t on t.tenant_id = r.tenant_id and t.run_id = r.run_id"""
                + LINK
                + "order by r.run_id")
        .param("shards", ids(shards))
        .param("epochs", epochs(shards))
        .param("ahead", ahead.toMillis() / 1000.0)
        .param("limit", limit)
        .query(headers(Loop.DUE_RUNS, shards))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void untakeDue(Map<Integer, Long> shards) {
    jdbc.sql(
            """
            update run_wait w set taken_epoch = null from unnest(:shards, :epochs) h(id, epoch)
            where w.shard = h.id and w.taken_epoch = h.epoch""")
        .param("shards", ids(shards))
        .param("epochs", epochs(shards))
        .update();
  }

  @Override
  public List<Notice> notices(Map<Integer, Long> shards, @Nullable UUID after, int limit) {
    if (shards.isEmpty()) return List.of();
    return jdbc
        .sql(
            "select"
                + HEADER
                + """
                , i.id, i.kind, i.step as at_step, i.turns as at_turns, i.data, i.at,
                  e.run_id is not null as ended
                from run_inbox i
                join run r on r.tenant_id = i.tenant_id and r.run_id = i.run_id
                left join run_end e on e.tenant_id = i.tenant_id and e.run_id = i.run_id"""
                + LINK
                + "where i.shard in (:shards) and i.id > :after order by i.id limit :limit")
        .param("shards", shards.keySet())
        .param("after", after == null ? new UUID(0, 0) : after)
        .param("limit", limit)
        .query(
            (row, _) -> {
              var id = row.getObject("id", UUID.class);
              return isolation.row(
                  Loop.NOTICES, () -> Member.of("notice", id, null), () -> notice(row, shards));
            })
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private RowMapper<Optional<RunHeader>> headers(Loop loop, Map<Integer, Long> shards) {
    return (row, _) -> {
      var id = row.getObject("run_id", UUID.class);
      return isolation.row(loop, () -> Member.of("run", id, null), () -> header(row, shards));
    };
  }

  private static Notice notice(ResultSet row, Map<Integer, Long> shards) throws SQLException {
    return new Notice(
        row.getObject("id", UUID.class),
        header(row, shards),
        Notice.Kind.valueOf(row.getString("kind")),
        row.getString("at_step"),
        row.getString("at_turns"),
        Objects.requireNonNull(row.getBytes("data")),
        row.getTimestamp("at").toInstant(),
        row.getBoolean("ended"));
  }

  @Override
  public void discard(List<Notice> notices) {
    if (notices.isEmpty()) return;
    jdbc.sql(
            """
            delete from run_inbox i using unnest(?, ?) n(tenant_id, id)
            where i.tenant_id = n.tenant_id and i.id = n.id""")
        .param(notices.stream().map(n -> n.run().ref().tenant().value()).toArray(UUID[]::new))
        .param(notices.stream().map(Notice::id).toArray(UUID[]::new))
        .update();
  }

  @Override
  public boolean close(RunRef run, Side.Place question) {
    // Who answers removes the question too: one of both waits for the other here.
    jdbc.sql("delete from run_ask where tenant_id = ? and run_id = ? and step = ? and turns = ?")
        .params(run.tenant().value(), run.id().value(), question.step(), question.turns())
        .update();
    return jdbc.sql(
            """
            select not exists (
              select from run_inbox where tenant_id = ? and run_id = ? and step = ? and turns = ?
                and kind = 'ANSWER')""")
        .params(run.tenant().value(), run.id().value(), question.step(), question.turns())
        .query(Boolean.class)
        .single();
  }

  @Override
  public void take(List<RunRef> waiting) {
    if (waiting.isEmpty()) return;
    jdbc.sql(
            """
            update run_wait w set due_at = least(w.due_at, now()), taken_epoch = t.epoch
            from unnest(?, ?, ?) t(tenant_id, run_id, epoch)
            where w.tenant_id = t.tenant_id and w.run_id = t.run_id""")
        .param(waiting.stream().map(ref -> ref.tenant().value()).toArray(UUID[]::new))
        .param(waiting.stream().map(ref -> ref.id().value()).toArray(UUID[]::new))
        .param(waiting.stream().map(RunRef::epoch).toArray(Long[]::new))
        .update();
  }

  @Override
  public boolean isUnfinished(RunRef ref) {
    return jdbc.sql(
            """
            select exists (select from run r where r.tenant_id = :tenant and r.run_id = :id
              and not exists (
                select from run_end e where e.tenant_id = r.tenant_id and e.run_id = r.run_id))""")
        .param("tenant", ref.tenant().value())
        .param("id", ref.id().value())
        .query(Boolean.class)
        .single();
  }

  @Override
  public long size(RunRef ref) {
    return jdbc.sql(
            """
            select octet_length(payload) + coalesce((
              select sum(octet_length(j.data)) from run_journal j
              where j.tenant_id = r.tenant_id and j.run_id = r.run_id), 0)
            from run r where r.tenant_id = :tenant and r.run_id = :id""")
        .param("tenant", ref.tenant().value())
        .param("id", ref.id().value())
        .query(Long.class)
        .single();
  }

  @Override
  public StoredRun load(RunRef ref) {
    var tenant = ref.tenant().value();
    var id = ref.id().value();
    byte[] payload =
        jdbc.sql("select payload from run where tenant_id = ? and run_id = ?")
            .params(tenant, id)
            .query(byte[].class)
            .single();
    var parts =
        jdbc.sql("select data from run_journal where tenant_id = ? and run_id = ? order by seq")
            .params(tenant, id)
            .query((row, _) -> Objects.requireNonNull(row.getBytes(1)))
            .list();
    boolean waited =
        jdbc.sql("select exists (select from run_wait where tenant_id = ? and run_id = ?)")
            .params(tenant, id)
            .query(Boolean.class)
            .single();
    return new StoredRun(payload, parts, waited);
  }

  @Override
  public void close() {
    if (pending() > 0) awaitBriefly();
    writer.giveUpWaiting();
    largeWriter.giveUpWaiting();
    commits.close();
    writer.close();
    largeWriter.close();
  }

  private void awaitBriefly() {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (pending() > 0 && database.isAvailable() && System.nanoTime() < until)
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
  }

  private static RunHeader header(ResultSet row, Map<Integer, Long> shards) throws SQLException {
    int shard = row.getInt("shard");
    var ref =
        new RunRef(
            new TenantId(row.getObject("tenant_id", UUID.class)),
            new RunId(row.getObject("run_id", UUID.class)),
            shard,
            shards.getOrDefault(shard, -1L));
    var replayOf = row.getObject("replay_of", UUID.class);
    return new RunHeader(
        ref,
        new FlowId(row.getString("flow")),
        row.getInt("version"),
        Environment.parse(row.getString("environment")),
        row.getString("title"),
        row.getTimestamp("accepted_at").toInstant(),
        replayOf == null ? null : new RunId(replayOf),
        link(row),
        row.getString("order_key"));
  }

  private static RunHeader.@Nullable Link link(ResultSet row) throws SQLException {
    if (row.getObject("link") == null) return null;
    var parent = row.getObject("parent_run", UUID.class);
    var step = row.getString("parent_step");
    var turns = row.getString("parent_turns");
    var origin = row.getObject("origin", UUID.class);
    return new RunHeader.Link(
        parent == null ? null : new RunId(parent),
        step == null || turns == null ? null : new Side.Place(step, turns),
        row.getInt("depth"),
        origin == null ? null : new RunId(origin),
        row.getBoolean("awaited"));
  }
}
