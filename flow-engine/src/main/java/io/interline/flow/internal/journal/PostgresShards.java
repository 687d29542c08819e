package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import java.sql.Types;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Leases in the tables `shard` and `hub_node`, by the database's clock.
///
/// A node whose [Presence] is gone and that has not renewed for a while is dead: its shards are
/// free before its lease is over. Should it live nevertheless, it loses them and takes part anew;
/// what it still writes is refused from the moment another node takes them, by the epoch, as
/// ever.
final class PostgresShards implements Shards {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresShards.class);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Presence presence;

  PostgresShards(JdbcClient jdbc, TransactionOperations transactions, Presence presence) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.presence = presence;
  }

  @Override
  public Held renew(UUID node, Duration lease, RunId lowWater) {
    var shown = presence.show(node);
    var held = transactions.execute(_ -> renewInTransaction(node, shown, lease, lowWater));
    if (held == null) throw new IllegalStateException("no answer");
    return held;
  }

  private Held renewInTransaction(UUID node, @Nullable Long shown, Duration lease, RunId lowWater) {
    jdbc.sql(
            """
            insert into hub_node (id, seen_until, seen_at, presence)
            values (:node, now() + make_interval(secs => :lease), now(), :presence)
            on conflict (id) do update set seen_until = excluded.seen_until, seen_at = excluded.seen_at,
              presence = excluded.presence""")
        .param("node", node)
        .param("lease", seconds(lease))
        .param("presence", shown, Types.BIGINT)
        .update();
    bury(node);
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

  /// Frees the shards of dead nodes. When the database has just started, sessions that were ended
  /// with it prove nothing yet.
  private void bury(UUID node) {
    int freed =
        jdbc.sql(
                """
                with dead as (
                  delete from hub_node where id in (
                    select id from hub_node
                    where id <> :node and presence is not null
                      and seen_at < now() - make_interval(secs => :unseen)
                      and pg_postmaster_start_time() < now() - interval '3 s'
                      and pg_try_advisory_xact_lock_shared(presence)
                    for update skip locked)
                  returning id)
                update shard set owner = null, lease_until = null from dead where owner = dead.id""")
            .param("node", node)
            .param("unseen", seconds(UNSEEN))
            .update();
    if (freed > 0) LOG.info("shards of a dead node are free count={}", freed);
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
    // Whoever waits for it holds up the batches of all nodes: not for long.
    jdbc.sql("set local lock_timeout = '2s'").update();
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
    presence.close();
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
