package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Leases in the tables `shard` and `hub_node`, by the database's clock.
@Component
final class PostgresShards implements Shards {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  PostgresShards(
      @org.springframework.beans.factory.annotation.Qualifier("system") JdbcClient jdbc,
      @org.springframework.beans.factory.annotation.Qualifier("system")
          TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  @Override
  public Held renew(UUID node, Duration lease, RunId lowWater) {
    var held = transactions.execute(_ -> renewInTransaction(node, lease, lowWater));
    if (held == null) throw new IllegalStateException("no answer");
    return held;
  }

  private Held renewInTransaction(UUID node, Duration lease, RunId lowWater) {
    jdbc.sql(
            """
            insert into hub_node (id, seen_until) values (:node, now() + make_interval(secs => :lease))
            on conflict (id) do update set seen_until = excluded.seen_until""")
        .param("node", node)
        .param("lease", seconds(lease))
        .update();
    var shards = new HashMap<Integer, Long>();
    jdbc.sql(
            """
            update shard set lease_until = now() + make_interval(secs => :lease),
              low_water = greatest(low_water, :low)
            where owner = :node returning id, epoch""")
        .param("lease", seconds(lease))
        .param("low", lowWater.value())
        .param("node", node)
        .query(
            row -> {
              shards.put(row.getInt("id"), row.getLong("epoch"));
            });
    int nodes =
        jdbc.sql("select count(*) from hub_node where seen_until > now()")
            .query(Integer.class)
            .single();
    return new Held(shards, nodes);
  }

  @Override
  public Map<Integer, Long> take(UUID node, Duration lease, int atMost) {
    if (atMost <= 0) return Map.of();
    var taken = transactions.execute(_ -> takeInTransaction(node, lease, atMost));
    return taken == null ? Map.of() : taken;
  }

  private Map<Integer, Long> takeInTransaction(UUID node, Duration lease, int atMost) {
    int free =
        jdbc.sql("select count(*) from shard where owner is null or lease_until < now()")
            .query(Integer.class)
            .single();
    if (free == 0) return Map.of();
    // Alone with this lock: every batch of the former owner is committed, or will see the new
    // epoch.
    jdbc.sql("select 1 from pg_advisory_xact_lock(7, 0)").query(Integer.class).single();
    var taken = new HashMap<Integer, Long>();
    jdbc.sql(
            """
            update shard set owner = :node, epoch = epoch + 1,
              lease_until = clock_timestamp() + make_interval(secs => :lease)
            where id in (
              select id from shard where owner is null or lease_until < clock_timestamp()
              order by id limit :most for update)
            returning id, epoch""")
        .param("node", node)
        .param("lease", seconds(lease))
        .param("most", atMost)
        .query(
            row -> {
              taken.put(row.getInt("id"), row.getLong("epoch"));
            });
    jdbc.sql("delete from hub_node where seen_until < now() - interval '1 day'").update();
    return taken;
  }

  @Override
  public void release(UUID node, Set<Integer> shards) {
    if (shards.isEmpty()) return;
    jdbc.sql("update shard set owner = null, lease_until = null where owner = ? and id = any(?)")
        .param(node)
        .param(shards.toArray(Integer[]::new))
        .update();
  }

  @Override
  public void leave(UUID node) {
    jdbc.sql("update shard set owner = null, lease_until = null where owner = ?")
        .param(node)
        .update();
    jdbc.sql("delete from hub_node where id = ?").param(node).update();
  }

  @Override
  public RunId lowWater() {
    return new RunId(
        jdbc.sql("select low_water from shard order by low_water limit 1")
            .query(UUID.class)
            .single());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
