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
    window.put("from", Timestamp.from(from));
    window.put("until", Timestamp.from(until));
    window.put("fromMillis", from.toEpochMilli());
    window.put("untilMillis", until.toEpochMilli());
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
                  time == null ? null : time.within(0.99),
                  count.buckets(from, until)));
        });
    var all = times.get("");
    return new Statistics(
        sum(total.accepted),
        sum(total.succeeded),
        sum(total.dead),
        waiting.count,
        waiting.oldest,
        all == null ? null : all.within(0.95),
        all == null ? null : all.within(0.99),
        flows,
        total.buckets(from, until));
  }

  private Map<String, Counts> counts(Map<String, Object> window) {
    var counts = new TreeMap<String, Counts>();
    jdbc.sql(
            """
            select flow, width_bucket(extract(epoch from at) * 1000, :fromMillis, :untilMillis, 24) as bucket,
              sum(accepted)::bigint as accepted, sum(succeeded)::bigint as succeeded, sum(dead)::bigint as dead
            from run_figure
            where tenant_id = :tenant and environment = :environment and at >= :from and at < :until
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
            select flow, ms, sum(n)::bigint as n
            from run_figure, unnest(millis, counts) t(ms, n)
            where tenant_id = :tenant and environment = :environment and at >= :from and at < :until
              and ms is not null
            group by 1, 2""")
        .params(window)
        .query(
            row -> {
              long millis = row.getLong("ms");
              long count = row.getLong("n");
              times.computeIfAbsent(row.getString("flow"), _ -> new Times()).add(millis, count);
              times.computeIfAbsent("", _ -> new Times()).add(millis, count);
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

  /// How long runs took, in ms, and how many took that long.
  private static final class Times {
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long all;

    void add(long millis, long count) {
      counts.merge(millis, count, Long::sum);
      all += count;
    }

    /// The time that this share of them kept.
    long within(double share) {
      long left = (long) Math.ceil(share * all);
      for (var time : counts.entrySet()) {
        left -= time.getValue();
        if (left <= 0) return time.getKey();
      }
      throw new IllegalStateException("no times");
    }
  }

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
