package io.interline.flow.internal.inspect;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.UUID;
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

  private static final int AT_ONCE = 50_000;

  /// One statement, as all of it has to see the same: a run that ends meanwhile is either counted
  /// as ended, or remembered as open. The times that a minute has already are merged with the new.
  private static final String SUM_UP =
      """
      with fresh as materialized (
        select r.tenant_id, r.run_id, r.environment, r.flow, r.accepted_at, length(r.payload) as bytes,
          e.status, e.ended_at
        from run r left join run_end e on e.tenant_id = r.tenant_id and e.run_id = r.run_id
        where r.run_id >= :from and r.run_id < :upto
          and not exists (select from run_link l
            where l.tenant_id = r.tenant_id and l.run_id = r.run_id and l.part)),
      open as (
        insert into run_minute_open (tenant_id, run_id)
        select tenant_id, run_id from fresh where status is null),
      ended as (
        delete from run_minute_open o using run_end e
        where e.tenant_id = o.tenant_id and e.run_id = o.run_id
        returning o.tenant_id, o.run_id, e.status, e.ended_at),
      item as (
        select tenant_id, environment, flow, accepted_at, 1 as accepted, bytes, status, ended_at from fresh
        union all
        select r.tenant_id, r.environment, r.flow, r.accepted_at, 0, 0, e.status, e.ended_at
        from ended e join run r on r.tenant_id = e.tenant_id and r.run_id = e.run_id),
      timed as (
        select tenant_id, environment, date_trunc('minute', accepted_at) as minute, flow, accepted, bytes, status,
          case when status = 'SUCCEEDED' then run_millis(accepted_at, ended_at) end as ms
        from item),
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

  RunMinutes(
      @Qualifier("system") JdbcClient system,
      @Qualifier("system") TransactionOperations transactions) {
    this.system = system;
    this.transactions = transactions;
  }

  /// Sums up what is old enough, and what has ended since it was summed up.
  void sumUp() {
    sumUp(SETTLED);
  }

  /// @param settled age from which on runs are summed up
  void sumUp(Duration settled) {
    while (Boolean.TRUE.equals(transactions.execute(_ -> sumUpSome(settled)))) {
      // There are more.
    }
  }

  /// @return whether there are more
  private boolean sumUpSome(Duration settled) {
    // Locked: one node after another.
    var from = system.sql("select upto from run_minute_mark for update").query(UUID.class).single();
    var now = system.sql("select now()").query(Timestamp.class).single().toInstant();
    var last = TimeRange.firstId(now.minus(settled));
    if (last.compareTo(from) < 0) last = from;
    var next =
        system
            .sql(
                """
                select run_id from run where run_id >= ? and run_id < ? order by run_id
                offset ? limit 1""")
            .params(from, last, AT_ONCE)
            .query(UUID.class)
            .optional();
    var upto = next.orElse(last);
    system.sql(SUM_UP).param("from", from).param("upto", upto).update();
    system.sql("update run_minute_mark set upto = ?").param(upto).update();
    return next.isPresent();
  }
}
