package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Who works on which runs. Each run belongs to a shard; a node leases shards, by the clock of the
/// store. The epoch of a shard rises with each new owner.
public interface Shards {

  /// How many there are; part of what is stored, never to be changed alone.
  int COUNT = 64;

  /// A node that has not renewed for so long may be taken for dead before its leases are over, when
  /// there is proof besides that its process is gone. It has to stop its work before.
  Duration UNSEEN = Duration.ofSeconds(5);

  /// Says that a node is alive, renews its leases, and frees what nodes that are gone held.
  ///
  /// @param lowWater no run of this node that is under way is older
  /// @return what it holds, and how many nodes are alive
  Held renew(UUID node, Duration lease, RunId lowWater);

  /// Takes shards that nobody holds, or whose lease is over.
  ///
  /// @param atMost how many
  /// @return epoch by shard
  Map<Integer, Long> take(UUID node, Duration lease, int atMost);

  /// Gives shards back. Others may take them at once.
  void release(UUID node, Set<Integer> shards);

  /// Says that a node is gone; releases all it holds.
  void leave(UUID node);

  /// No unfinished run that does not wait is older, whoever works on it.
  RunId lowWater();

  /// @param shards epoch by shard
  record Held(Map<Integer, Long> shards, int nodes) {
    public Held {
      shards = Map.copyOf(shards);
    }
  }
}
