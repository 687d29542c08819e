package io.interline.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Runs that were, put into the tables as if the hub had worked on them over a month: seven of ten
/// of the benchmark's tenant, the rest of three others; 60 % of the flow `order`, the rest of
/// twenty others; of a hundred, two died and one was cancelled. Orders of 1 KB, and a journal
/// that fits.
final class RunHistory {

  private static final int BLOCK = 50_000;

  private final JdbcClient system;

  /// @param system with the rights of the system role
  RunHistory(JdbcClient system) {
    this.system = system;
  }

  /// @return how many there are now
  String fill(int count) {
    for (int i = 1; i <= 3; i++) OrderHub.addTenant(system, HubCommands.tenant(i));
    byte[] payload = Orders.order(1, 1, Orders.SMALL).getBytes(StandardCharsets.US_ASCII);
    for (int from = 0; from < count; from += BLOCK)
      fill(from, Math.min(from + BLOCK, count), count, payload);
    sumUpAnew();
    return system.sql("select count(*) from run").query(String.class).single();
  }

  /// The hub sums up what is new, and these are older than what it has summed up.
  private void sumUpAnew() {
    system
        .sql(
            "update run_minute set accepted = 0, succeeded = 0, dead = 0, millis = '{}', counts = '{}'")
        .update();
    system.sql("update run_minute_mark set upto = ?").param(new UUID(0, 0)).update();
    while (!isSummedUp()) LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
  }

  private boolean isSummedUp() {
    return system
        .sql(
            """
            select uuid_extract_timestamp(upto) > now() - interval '5 min' from run_minute_mark
            where upto > '00000001-0000-0000-0000-000000000000'""")
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /// Those numbered `from` to before `until`, oldest first.
  private void fill(int from, int until, int count, byte[] payload) {
    system
        .sql(
            """
            with numbered as materialized (
              select i, uuidv7(make_interval(secs => -2592000.0 * (:count - i) / :count - 60)) as run_id,
                (array[:main, :main, :main, :main, :main, :main, :main, :second, :third, :fourth])[i % 10 + 1]
                  as tenant_id,
                case when i % 5 < 3 then 'order' else 'flow-' || i % 21 end as flow,
                case when i % 100 in (13, 77) then 'DEAD' when i % 100 = 50 then 'CANCELLED'
                  else 'SUCCEEDED' end as status
              from generate_series(:from::int, :until::int) i),
            dated as materialized (
              select *, uuid_extract_timestamp(run_id) as at from numbered),
            runs as (
              insert into run (tenant_id, run_id, shard, flow, version, environment, title, accepted_at, payload)
              select tenant_id, run_id, i % 64, flow, 1, case when i % 50 = 7 then 'development' else 'production' end,
                'Orders by country', at, :payload from dated),
            journals as (
              insert into run_journal (tenant_id, run_id, seq, data)
              select tenant_id, run_id, 0, :payload from dated),
            ends as (
              insert into run_end (tenant_id, run_id, status, ended_at, step, error_class, message)
              select tenant_id, run_id, status, at + interval '12 ms',
                case status when 'DEAD' then 'london' end, case status when 'DEAD' then 'permanent' end,
                case status when 'DEAD' then 'The receiver answered 422.' end from dated),
            letters as (
              insert into dead_letter (tenant_id, run_id, flow, version, environment, title, status, step,
                error_class, message, accepted_at, died_at)
              select tenant_id, run_id, flow, 1, case when i % 50 = 7 then 'development' else 'production' end,
                'Orders by country', case when i % 3 = 0 then 'OPEN' when i % 3 = 1 then 'REPLAYED' else 'DISCARDED' end,
                'london', case when i % 1000 = 13 then 'timeout' else 'permanent' end,
                'The receiver answered 422.', at, at from dated where status = 'DEAD')
            select count(*) from dated""")
        .param("count", count)
        .param("from", from)
        .param("until", until - 1)
        .param("main", OrderHub.TENANT.value())
        .param("second", HubCommands.tenant(1).value())
        .param("third", HubCommands.tenant(2).value())
        .param("fourth", HubCommands.tenant(3).value())
        .param("payload", payload)
        .query(Long.class)
        .single();
  }

  /// Runs of the benchmark's tenant that are not over.
  long underWay() {
    return system
        .sql(
            """
            select count(*) from run r where r.tenant_id = ?
              and not exists (
                select from run_end e where e.tenant_id = r.tenant_id and e.run_id = r.run_id)""")
        .param(OrderHub.TENANT.value())
        .query(Long.class)
        .single();
  }
}
