package io.interline.flow.internal.inspect;

import io.interline.flow.FlowId;
import io.interline.flow.Runs.Bucket;
import io.interline.flow.Runs.FlowStatistics;
import io.interline.flow.Runs.Statistics;
import io.interline.flow.internal.journal.Shards;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts the runs of a window by the time of their acceptance.
@Component
final class RunFigures {

  private static final int BUCKETS = 24;

  private final JdbcClient jdbc;
  private final Shards shards;

  RunFigures(JdbcClient jdbc, Shards shards) {
    this.jdbc = jdbc;
    this.shards = shards;
  }

  Statistics of(TenantId tenant, Environment environment, Instant from, Instant until) {
    var window = new HashMap<String, Object>();
    window.put("tenant", tenant.value());
    window.put("environment", environment.id());
    window.put("first", TimeRange.firstId(from));
    window.put("last", TimeRange.firstId(until));
    window.put("from", from.toEpochMilli());
    window.put("until", until.toEpochMilli());
    var counts = counts(window);
    var times = times(window);
    var waiting = waiting(tenant, environment);
    var flows = new ArrayList<FlowStatistics>();
    var total = new Counts();
    counts.forEach(
        (flow, count) -> {
          total.add(count);
          var time = times.get(flow);
          flows.add(
              new FlowStatistics(
                  new FlowId(flow),
                  sum(count.accepted),
                  sum(count.succeeded),
                  sum(count.dead),
                  time == null ? null : time.p99,
                  count.buckets(from, until)));
        });
    var all = times.get("");
    return new Statistics(
        sum(total.accepted),
        sum(total.succeeded),
        sum(total.dead),
        waiting.count,
        waiting.oldest,
        all == null ? null : all.p95,
        all == null ? null : all.p99,
        flows,
        total.buckets(from, until));
  }

  private Map<String, Counts> counts(Map<String, Object> window) {
    var counts = new TreeMap<String, Counts>();
    jdbc.sql(
            """
            select r.flow,
              width_bucket(extract(epoch from r.accepted_at) * 1000, :from, :until, 24) as bucket,
              count(*) as accepted,
              count(*) filter (where e.status = 'SUCCEEDED') as succeeded,
              count(*) filter (where e.status = 'DEAD') as dead
            from run r left join run_end e on e.tenant_id = r.tenant_id and e.run_id = r.run_id
            where r.tenant_id = :tenant and r.environment = :environment
              and r.run_id >= :first and r.run_id < :last
              and not exists (
                select from run_link l
                where l.tenant_id = r.tenant_id and l.run_id = r.run_id and l.part)
            group by 1, 2""")
        .params(window)
        .query(
            row -> {
              int bucket = Math.clamp(row.getInt("bucket") - 1L, 0, BUCKETS - 1);
              var of = counts.computeIfAbsent(row.getString("flow"), _ -> new Counts());
              of.accepted[bucket] += row.getLong("accepted");
              of.succeeded[bucket] += row.getLong("succeeded");
              of.dead[bucket] += row.getLong("dead");
            });
    return counts;
  }

  /// By flow; of all under the empty name.
  private Map<String, Times> times(Map<String, Object> window) {
    var times = new HashMap<String, Times>();
    jdbc.sql(
            """
            select coalesce(r.flow, '') as flow,
              percentile_disc(array[0.95, 0.99]) within group (
                order by (extract(epoch from e.ended_at - r.accepted_at) * 1000)::bigint) as times
            from run r join run_end e on e.tenant_id = r.tenant_id and e.run_id = r.run_id
            where r.tenant_id = :tenant and r.environment = :environment and e.status = 'SUCCEEDED'
              and r.run_id >= :first and r.run_id < :last
              and not exists (
                select from run_link l
                where l.tenant_id = r.tenant_id and l.run_id = r.run_id and l.part)
            group by grouping sets ((r.flow), ())""")
        .params(window)
        .query(
            row -> {
              var array = row.getArray("times");
              if (array != null && array.getArray() instanceof Long[] pair && pair.length == 2)
                times.put(row.getString("flow"), new Times(pair[0], pair[1]));
            });
    return times;
  }

  private Waiting waiting(TenantId tenant, Environment environment) {
    return jdbc.sql(
            """
            select count(*) as waiting, min(r.accepted_at) as oldest from run r
            where r.tenant_id = :tenant and r.environment = :environment
              and r.run_id in (%s)
              and not exists (
                select from run_link l
                where l.tenant_id = r.tenant_id and l.run_id = r.run_id and l.part)
              and not exists (
                select from run_end e where e.tenant_id = r.tenant_id and e.run_id = r.run_id)"""
                .formatted(StoredRuns.UNFINISHED))
        .param("tenant", tenant.value())
        .param("environment", environment.id())
        .param("low", shards.lowWater().value())
        .query(
            (row, _) -> {
              Timestamp oldest = row.getTimestamp("oldest");
              return new Waiting(
                  row.getLong("waiting"), oldest == null ? null : oldest.toInstant());
            })
        .single();
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) sum += number;
    return sum;
  }

  private record Times(long p95, long p99) {}

  private record Waiting(long count, @Nullable Instant oldest) {}

  private static final class Counts {
    final long[] accepted = new long[BUCKETS];
    final long[] succeeded = new long[BUCKETS];
    final long[] dead = new long[BUCKETS];

    void add(Counts other) {
      for (int i = 0; i < BUCKETS; i++) {
        accepted[i] += other.accepted[i];
        succeeded[i] += other.succeeded[i];
        dead[i] += other.dead[i];
      }
    }

    List<Bucket> buckets(Instant from, Instant until) {
      var width = Duration.between(from, until).dividedBy(BUCKETS);
      var buckets = new ArrayList<Bucket>(BUCKETS);
      for (int i = 0; i < BUCKETS; i++)
        buckets.add(
            new Bucket(from.plus(width.multipliedBy(i)), accepted[i], succeeded[i], dead[i]));
      return buckets;
    }
  }
}
