package io.interline.flow.internal.inspect;

import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.isolation.Member;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Sums up runs by tenant, environment, minute and flow, so that figures of a day cost as much as
/// its minutes, not as its messages. What the view `run_figure` tells is the same before and after.
@Component
final class RunMinutes {

  /// A run has its id before it is stored: none comes any more with one as old as that.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  /// Few, and with pauses that are longer than the work: reading what was just written makes
  /// PostgreSQL write pages anew, for which commits would wait.
  private static final int AT_ONCE = 2_000;

  private static final int PAUSE = 3;

  private static final Duration LONGEST = Duration.ofSeconds(9);

  /// One statement, as all of it has to see the same: a run that ends meanwhile is either counted
  /// as ended, or remembered as open. The times that a minute has already are merged with the new.
  /// Each row is looked up by itself (`lateral`, `limit`): joins of whole tables look cheaper to
  /// the planner, which does not know how few rows there are between the ids.
  private static final String SUM_UP =
      """
      with fresh as materialized (
        select r.tenant_id, r.run_id, r.environment, r.flow, r.accepted_at, length(r.payload) as bytes,
          e.status, (date_part('epoch', e.ended_at - r.accepted_at) * 1000)::bigint as ms
        from run r
        left join lateral (select status, ended_at from run_end
          where tenant_id = r.tenant_id and run_id = r.run_id limit 1) e on true
        left join lateral (select part from run_link
          where tenant_id = r.tenant_id and run_id = r.run_id and part limit 1) l on true
        where r.run_id >= :from and r.run_id < :upto and l.part is null),
      open as (
        insert into run_minute_open (tenant_id, run_id)
        select tenant_id, run_id from fresh where status is null),
      late as materialized (
        select o.tenant_id, o.run_id, r.environment, r.flow, r.accepted_at, e.status,
          (date_part('epoch', e.ended_at - r.accepted_at) * 1000)::bigint as ms
        from run_minute_open o,
          lateral (select status, ended_at from run_end
            where tenant_id = o.tenant_id and run_id = o.run_id limit 1) e,
          lateral (select environment, flow, accepted_at from run
            where tenant_id = o.tenant_id and run_id = o.run_id limit 1) r
        where :late and (:only::uuid is null or o.run_id = :only)),
      closed as (
        delete from run_minute_open o using late l
        where o.tenant_id = l.tenant_id and o.run_id = l.run_id),
      timed as (
        select tenant_id, environment, date_trunc('minute', accepted_at) as minute, flow, 1 as accepted, bytes,
          status, case when status = 'SUCCEEDED' then run_millis(ms) end as ms
        from fresh
        union all
        select tenant_id, environment, date_trunc('minute', accepted_at), flow, 0, 0,
          status, case when status = 'SUCCEEDED' then run_millis(ms) end
        from late),
      sums as (
        select tenant_id, environment, minute, flow, sum(accepted) as accepted,
          count(*) filter (where status = 'SUCCEEDED') as succeeded,
          count(*) filter (where status = 'DEAD') as dead, max(bytes) as largest
        from timed group by 1, 2, 3, 4),
      times as (
        select tenant_id, environment, minute, flow, ms, sum(n)::bigint as n from (
          select tenant_id, environment, minute, flow, ms, 1 as n from timed where ms is not null
          union all
          select m.tenant_id, m.environment, m.minute, m.flow, t.ms, t.n
          from sums join run_minute m using (tenant_id, environment, minute, flow),
            unnest(m.millis, m.counts) t(ms, n)) both_of_them
        group by 1, 2, 3, 4, 5),
      arrays as (
        select tenant_id, environment, minute, flow, array_agg(ms order by ms) as millis,
          array_agg(n order by ms) as counts
        from times group by 1, 2, 3, 4)
      insert into run_minute as m
        (tenant_id, environment, minute, flow, accepted, succeeded, dead, largest, millis, counts)
      select tenant_id, environment, minute, flow, accepted, succeeded, dead, largest,
        coalesce(millis, '{}'), coalesce(counts, '{}')
      from sums left join arrays using (tenant_id, environment, minute, flow)
      on conflict (tenant_id, environment, minute, flow) do update set
        accepted = m.accepted + excluded.accepted, succeeded = m.succeeded + excluded.succeeded,
        dead = m.dead + excluded.dead, largest = greatest(m.largest, excluded.largest),
        millis = excluded.millis, counts = excluded.counts""";

  private final JdbcClient system;
  private final TransactionOperations transactions;
  private final Isolation isolation;

  RunMinutes(
      @Qualifier("system") JdbcClient system,
      @Qualifier("system") TransactionOperations transactions,
      Isolation isolation) {
    this.isolation = isolation;
    this.system = system;
    this.transactions = transactions;
  }

  /// Sums up what is old enough, and what has ended since it was summed up; what it does not get
  /// done within some seconds is left for the next time.
  void sumUp() {
    sumUp(SETTLED);
  }

  /// @param settled age from which on runs are summed up
  void sumUp(Duration settled) {
    long end = System.nanoTime() + LONGEST.toNanos();
    long began = System.nanoTime();
    boolean more = sumUpSome(settled, true);
    while (more && began < end) {
      LockSupport.parkNanos(PAUSE * (System.nanoTime() - began));
      began = System.nanoTime();
      more = sumUpSome(settled, false);
    }
  }

  private boolean sumUpSome(Duration settled, boolean late) {
    try {
      return sumUpAtOnce(settled, late, AT_ONCE);
    } catch (RuntimeException e) {
      if (Isolation.isOfAll(e)) throw e;
      if (late) sumUpLateOnes();
      return sumUpFewer(settled);
    }
  }

  /// Something among the next runs cannot be summed up: fewer and fewer, until it stands alone and
  /// is passed over. The statistics lack that one run.
  private boolean sumUpFewer(Duration settled) {
    RuntimeException why = null;
    for (int atOnce = AT_ONCE; atOnce >= 1; atOnce /= 2)
      try {
        return sumUpAtOnce(settled, false, atOnce);
      } catch (RuntimeException e) {
        if (Isolation.isOfAll(e)) throw e;
        why = e;
      }
    passOver(Objects.requireNonNull(why));
    return true;
  }

  private void passOver(RuntimeException why) {
    transactions.executeWithoutResult(
        _ -> {
          var from = mark();
          var run =
              system
                  .sql("select run_id from run where run_id >= ? order by run_id limit 1")
                  .param(from)
                  .query(UUID.class)
                  .single();
          isolation.failed(Loop.ROLLUP, Member.of("run", run, null), why);
          var next = new UUID(run.getMostSignificantBits(), run.getLeastSignificantBits() + 1);
          system.sql("update run_minute_mark set upto = ?").param(next).update();
        });
  }

  /// Those that have ended since they were summed up, each alone.
  private void sumUpLateOnes() {
    var late =
        system
            .sql(
                """
                select o.run_id from run_minute_open o
                join run_end e on e.tenant_id = o.tenant_id and e.run_id = o.run_id limit ?""")
            .param(AT_ONCE)
            .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
            .list();
    for (var run : late)
      try {
        transactions.executeWithoutResult(
            _ -> {
              var from = mark();
              sum(from, from, true, run);
            });
      } catch (RuntimeException e) {
        if (Isolation.isOfAll(e)) throw e;
        isolation.failed(Loop.ROLLUP, Member.of("run", run, null), e);
        system.sql("delete from run_minute_open where run_id = ?").param(run).update();
      }
  }

  private boolean sumUpAtOnce(Duration settled, boolean late, int atOnce) {
    return Boolean.TRUE.equals(transactions.execute(_ -> sumUpRange(settled, late, atOnce)));
  }

  /// Locked: one node after another.
  private UUID mark() {
    return system.sql("select upto from run_minute_mark for update").query(UUID.class).single();
  }

  private void sum(UUID from, UUID upto, boolean late, @Nullable UUID only) {
    system
        .sql(SUM_UP)
        .param("from", from)
        .param("upto", upto)
        .param("late", late)
        .param("only", only, Types.OTHER)
        .update();
  }

  /// @param late whether what has ended since is added too
  /// @return whether there are more
  private boolean sumUpRange(Duration settled, boolean late, int atOnce) {
    var from = mark();
    var now = system.sql("select now()").query(Timestamp.class).single().toInstant();
    var last = TimeRange.firstId(now.minus(settled));
    if (last.compareTo(from) < 0) last = from;
    var next =
        system
            .sql(
                """
                select run_id from run where run_id >= ? and run_id < ? order by run_id
                offset ? limit 1""")
            .params(from, last, atOnce)
            .query(UUID.class)
            .optional();
    var upto = next.orElse(last);
    sum(from, upto, late, null);
    system.sql("update run_minute_mark set upto = ?").param(upto).update();
    return next.isPresent();
  }
}
