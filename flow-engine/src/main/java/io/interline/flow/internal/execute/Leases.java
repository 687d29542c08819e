package io.interline.flow.internal.execute;

import io.interline.flow.RunId;
import io.interline.flow.internal.journal.Shards;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The shards that this node works on. One thread calls [#keep]; the others read.
final class Leases {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  /// Ids are given a moment before the run is known to [#oldest].
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final RunId FIRST = new RunId(new UUID(0, 0));

  private final Shards shards;
  private final UUID node;
  private final Duration lease;
  private final Clock clock;
  private final Supplier<@Nullable RunId> oldest;
  private final Owner owner;
  private volatile Map<Integer, Long> held = Map.of();
  private volatile int[] open = new int[0];
  private volatile long safeUntil = System.nanoTime();
  private boolean recovered = true;
  private boolean over;

  /// What has to be done when shards come and go.
  interface Owner {

    /// Takes up the runs of shards that are this node's from now on.
    void gained(Map<Integer, Long> shards);

    /// Lets go of the runs of shards that are not this node's any more.
    void lost(Set<Integer> shards);
  }

  /// @param oldest run in memory that has not ended
  Leases(
      Shards shards,
      UUID node,
      Duration lease,
      Clock clock,
      Supplier<@Nullable RunId> oldest,
      Owner owner) {
    this.shards = shards;
    this.node = node;
    this.lease = lease;
    this.clock = clock;
    this.oldest = oldest;
    this.owner = owner;
  }

  /// Renews what is held, takes what is free, gives up what is more than this node's share.
  synchronized void keep() {
    if (over) return;
    long began = System.nanoTime();
    var renewed = shards.renew(node, lease, lowWater());
    var lost = new HashSet<>(held.keySet());
    lost.removeIf(shard -> Objects.equals(held.get(shard), renewed.shards().get(shard)));
    if (!lost.isEmpty()) {
      LOG.warn("shards lost count={}", lost.size());
      owner.lost(lost);
    }
    hold(renewed.shards());
    long term = Math.min(lease.toNanos(), Shards.UNSEEN.toNanos());
    safeUntil = began + term - term / 8;
    int share = Math.ceilDiv(Shards.COUNT, Math.max(1, renewed.nodes()));
    if (held.size() < share) gain(shards.take(node, lease, share - held.size()));
    else if (held.size() > share) giveUp(held.size() - share);
    if (!recovered) recover(held);
  }

  /// Gives everything back, for good.
  synchronized void leave() {
    over = true;
    hold(Map.of());
    shards.leave(node);
  }

  Map<Integer, Long> held() {
    return held;
  }

  /// A shard of this node for a run without an ordering key; absent when it has none.
  @Nullable Integer shardFor(RunId run) {
    int[] all = open;
    if (all.length == 0) return null;
    long mixed = run.value().getLeastSignificantBits() * 0x9E3779B97F4A7C15L;
    return all[(int) Math.floorMod(mixed >>> 32, (long) all.length)];
  }

  /// Whether no other node can have taken over what this one holds.
  boolean areSafe() {
    return System.nanoTime() - safeUntil < 0;
  }

  private void gain(Map<Integer, Long> taken) {
    if (taken.isEmpty()) return;
    recovered = false;
    var all = new HashMap<>(held);
    all.putAll(taken);
    held = Map.copyOf(all);
    recover(taken);
    hold(all);
    LOG.info("shards taken count={} held={}", taken.size(), all.size());
  }

  private void recover(Map<Integer, Long> gained) {
    owner.gained(gained);
    recovered = true;
  }

  private void giveUp(int count) {
    var some = new HashSet<>(held.keySet().stream().limit(count).toList());
    var rest = new HashMap<>(held);
    rest.keySet().removeAll(some);
    hold(rest);
    owner.lost(some);
    shards.release(node, some);
    LOG.info("shards given to another node count={} held={}", count, rest.size());
  }

  private void hold(Map<Integer, Long> now) {
    held = Map.copyOf(now);
    open = now.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  private RunId lowWater() {
    if (!recovered) return FIRST;
    long latest = clock.instant().minus(MARGIN).toEpochMilli();
    var low = new RunId(new UUID(latest << 16 | 0x7000, Long.MIN_VALUE));
    var run = oldest.get();
    return run != null && run.compareTo(low) < 0 ? run : low;
  }
}
