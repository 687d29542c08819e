package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import io.interline.tenant.TextRules;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Runs that are accepted unless one was accepted under their key before: those with a key of the
/// sender's, replays, items of a poll. Each call is a transaction of its own over the pool of the
/// system role.
final class KeyedAccepts {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  KeyedAccepts(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /// As [Journal#acceptOnce(List, Write.Accept, byte[])].
  RunId acceptOnce(List<Journal.Key> keys, Write.Accept run, byte @Nullable [] entries) {
    RunId accepted =
        transactions.execute(
            status -> {
              var before = insertOnce(keys, run, entries);
              if (before != null) status.setRollbackOnly();
              return before == null ? run.ref().id() : before;
            });
    if (accepted == null) throw new IllegalStateException("no run under key " + keys);
    return accepted;
  }

  /// @return the run that was there before
  private @Nullable RunId insertOnce(
      List<Journal.Key> keys, Write.Accept run, byte @Nullable [] entries) {
    var ref = run.ref();
    jdbc.sql("select 1 from pg_advisory_xact_lock_shared(7, 0)").query(Integer.class).single();
    boolean held =
        jdbc.sql("select exists (select from shard where id = ? and epoch = ?)")
            .params(ref.shard(), ref.epoch())
            .query(Boolean.class)
            .single();
    if (!held && run.isFenced()) throw new StaleOwner(ref);
    for (var key : keys)
      if (!isNew(key, ref))
        return new RunId(
            jdbc.sql("select run_id from run_key where tenant_id = ? and key = ?")
                .params(ref.tenant().value(), key.name())
                .query(UUID.class)
                .single());
    insert(run);
    if (entries != null)
      jdbc.sql("insert into run_journal (tenant_id, run_id, seq, data) values (?, ?, 1, ?)")
          .params(ref.tenant().value(), ref.id().value(), entries)
          .update();
    return null;
  }

  private boolean isNew(Journal.Key key, RunRef ref) {
    var window = key.window();
    return jdbc.sql(
                """
                insert into run_key as k (tenant_id, key, run_id, until)
                values (:tenant, :key, :id, now() + make_interval(secs => :seconds))
                on conflict (tenant_id, key) do update set run_id = excluded.run_id, until = excluded.until
                where k.until < now()""")
            .param("tenant", ref.tenant().value())
            .param("key", key.name())
            .param("id", ref.id().value())
            .param("seconds", window == null ? null : (double) window.toSeconds(), Types.DOUBLE)
            .update()
        == 1;
  }

  /// As [Journal#acceptAll].
  Optional<Set<RunId>> acceptAll(Map<String, Write.Accept> runs, BooleanSupplier alongside) {
    var accepted =
        transactions.execute(
            status -> {
              var inserted = insertAll(runs);
              if (alongside.getAsBoolean()) return inserted;
              status.setRollbackOnly();
              return null;
            });
    return Optional.ofNullable(accepted);
  }

  private Set<RunId> insertAll(Map<String, Write.Accept> runs) {
    if (runs.isEmpty()) return Set.of();
    jdbc.sql("select 1 from pg_advisory_xact_lock_shared(7, 0)").query(Integer.class).single();
    requireHeld(runs.values());
    var all = List.copyOf(runs.values());
    var fresh =
        jdbc.sql(
                """
                insert into run_key (tenant_id, key, run_id) select * from unnest(?, ?, ?)
                on conflict (tenant_id, key) do nothing returning run_id""")
            .param(all.stream().map(run -> run.ref().tenant().value()).toArray(UUID[]::new))
            .param(runs.keySet().toArray(String[]::new))
            .param(all.stream().map(run -> run.ref().id().value()).toArray(UUID[]::new))
            .query((row, _) -> new RunId(Objects.requireNonNull(row.getObject(1, UUID.class))))
            .set();
    var accepts = all.stream().filter(run -> fresh.contains(run.ref().id())).toList();
    if (!accepts.isEmpty()) {
      insertRows(accepts);
      count(accepts);
      endRefused(accepts.stream().filter(accept -> accept.refused() != null).toList());
    }
    var ordered =
        accepts.stream().map(Write.Accept::header).filter(h -> h.orderKey() != null).toList();
    if (!ordered.isEmpty()) orderAll(ordered);
    return fresh;
  }

  /// Ends what cannot be worked on, with a letter that says why.
  private void endRefused(List<Write.Accept> refused) {
    if (refused.isEmpty()) return;
    jdbc.sql(
            """
            with refused as (
              select r.tenant_id, r.run_id, r.flow, r.version, r.environment, r.title, r.accepted_at, d.message
              from unnest(?, ?, ?) d(tenant_id, run_id, message)
              join run r on r.tenant_id = d.tenant_id and r.run_id = d.run_id),
            ended as (
              insert into run_end (tenant_id, run_id, status, ended_at, step, error_class, message)
              select tenant_id, run_id, 'DEAD', accepted_at, '', 'permanent', message from refused),
            counted as (
              update usage_day u set dead = u.dead + n.dead from (
                select tenant_id, (accepted_at at time zone 'UTC')::date as day, count(*) as dead
                from refused group by 1, 2) n
              where u.tenant_id = n.tenant_id and u.day = n.day and u.slot = pg_backend_pid() % 8)
            insert into dead_letter (tenant_id, run_id, flow, version, environment, title, step, error_class,
              message, accepted_at, died_at)
            select tenant_id, run_id, flow, version, environment, title, '', 'permanent', message,
              accepted_at, accepted_at
            from refused""")
        .param(refused.stream().map(run -> run.ref().tenant().value()).toArray(UUID[]::new))
        .param(refused.stream().map(run -> run.ref().id().value()).toArray(UUID[]::new))
        .param(refused.stream().map(KeyedAccepts::why).toArray(String[]::new))
        .update();
  }

  private static String why(Write.Accept refused) {
    return TextRules.cleaned(Objects.requireNonNullElse(refused.refused(), ""));
  }

  private void requireHeld(Collection<Write.Accept> runs) {
    var held = new HashMap<Integer, Long>();
    jdbc.sql("select id, epoch from shard")
        .query(
            row -> {
              held.put(row.getInt("id"), row.getLong("epoch"));
            });
    for (var run : runs)
      if (run.isFenced() && !Long.valueOf(run.ref().epoch()).equals(held.get(run.ref().shard())))
        throw new StaleOwner(run.ref());
  }

  /// Runs from outside, that nothing calls and that replay nothing.
  private void insertRows(List<Write.Accept> accepts) {
    var headers = accepts.stream().map(Write.Accept::header).toList();
    jdbc.sql(
            """
            insert into run (tenant_id, run_id, shard, flow, version, environment, title, accepted_at, payload)
            select * from unnest(?, ?, ?::smallint[], ?, ?, ?, ?, ?, ?)""")
        .param(headers.stream().map(h -> h.ref().tenant().value()).toArray(UUID[]::new))
        .param(headers.stream().map(h -> h.ref().id().value()).toArray(UUID[]::new))
        .param(headers.stream().map(h -> h.ref().shard()).toArray(Integer[]::new))
        .param(headers.stream().map(h -> h.flow().value()).toArray(String[]::new))
        .param(headers.stream().map(RunHeader::version).toArray(Integer[]::new))
        .param(headers.stream().map(h -> h.environment().id()).toArray(String[]::new))
        .param(headers.stream().map(RunHeader::title).toArray(String[]::new))
        .param(headers.stream().map(h -> Timestamp.from(h.acceptedAt())).toArray(Timestamp[]::new))
        .param(accepts.stream().map(Write.Accept::payload).toArray(byte[][]::new))
        .update();
  }

  private void insert(Write.Accept run) {
    var header = run.header();
    jdbc.sql(
            """
            insert into run (tenant_id, run_id, shard, flow, version, environment, title, accepted_at, replay_of,
              payload)
            values (:tenant, :id, :shard, :flow, :version, :environment, :title, :acceptedAt, :replayOf, :payload)""")
        .param("tenant", header.ref().tenant().value())
        .param("id", header.ref().id().value())
        .param("shard", header.ref().shard())
        .param("flow", header.flow().value())
        .param("version", header.version())
        .param("environment", header.environment().id())
        .param("title", header.title())
        .param("acceptedAt", Timestamp.from(header.acceptedAt()))
        .param(
            "replayOf", header.replayOf() == null ? null : header.replayOf().value(), Types.OTHER)
        .param("payload", run.payload())
        .update();
    count(List.of(run));
    if (header.link() != null) insert(header.ref(), header.link());
    if (header.orderKey() != null) order(header);
  }

  /// Counts runs of one tenant, accepted in one moment.
  private void count(List<Write.Accept> runs) {
    var header = runs.getFirst().header();
    jdbc.sql(UsageRows.ACCEPTED)
        .param("tenant", header.ref().tenant().value())
        .param("acceptedAt", Timestamp.from(header.acceptedAt()))
        .param("runs", runs.size())
        .param("bytes", runs.stream().mapToLong(run -> run.payload().length).sum())
        .update();
  }

  private void orderAll(List<RunHeader> headers) {
    jdbc.sql(
            """
            insert into run_order (tenant_id, flow, environment, order_key, run_id, shard, fresh)
            select tenant_id, flow, environment, order_key, run_id, shard, true
            from unnest(?, ?, ?, ?, ?, ?::smallint[]) with ordinality
              n(tenant_id, flow, environment, order_key, run_id, shard, place)
            order by place""")
        .param(headers.stream().map(h -> h.ref().tenant().value()).toArray(UUID[]::new))
        .param(headers.stream().map(h -> h.flow().value()).toArray(String[]::new))
        .param(headers.stream().map(h -> h.environment().id()).toArray(String[]::new))
        .param(headers.stream().map(RunHeader::orderKey).toArray(String[]::new))
        .param(headers.stream().map(h -> h.ref().id().value()).toArray(UUID[]::new))
        .param(headers.stream().map(h -> h.ref().shard()).toArray(Integer[]::new))
        .update();
  }

  /// A replay takes the turn of the dead letter that holds up its key.
  private void order(RunHeader header) {
    int took =
        jdbc.sql(
                """
                update run_order set run_id = :id, blocked = false, fresh = true
                where tenant_id = :tenant and run_id = :before and blocked""")
            .param("id", header.ref().id().value())
            .param("tenant", header.ref().tenant().value())
            .param(
                "before", header.replayOf() == null ? null : header.replayOf().value(), Types.OTHER)
            .update();
    if (took == 1) return;
    jdbc.sql(
            """
            insert into run_order (tenant_id, flow, environment, order_key, run_id, shard, fresh)
            values (?, ?, ?, ?, ?, ?, true)""")
        .params(
            Arrays.asList(
                header.ref().tenant().value(),
                header.flow().value(),
                header.environment().id(),
                header.orderKey(),
                header.ref().id().value(),
                header.ref().shard()))
        .update();
  }

  private void insert(RunRef ref, RunHeader.Link link) {
    jdbc.sql(
            """
            insert into run_link (tenant_id, run_id, parent_run, parent_step, parent_turns, depth, origin)
            values (?, ?, ?, ?, ?, ?, ?)""")
        .params(
            Arrays.asList(
                ref.tenant().value(),
                ref.id().value(),
                link.parent() == null ? null : link.parent().value(),
                link.place() == null ? null : link.place().step(),
                link.place() == null ? null : link.place().turns(),
                link.depth(),
                link.origin() == null ? null : link.origin().value()))
        .update();
  }
}
