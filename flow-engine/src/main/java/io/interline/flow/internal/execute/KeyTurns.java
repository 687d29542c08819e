package io.interline.flow.internal.execute;

import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.OrderKey;
import io.interline.flow.internal.journal.RunHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Lets runs with one ordering key run one after another, in the order in which they were accepted.
/// Which run is the first of its key is asked of the journal, never remembered: only that a key has
/// a run at work is. Safe for many threads.
final class KeyTurns {

  private static final int KEYS_AT_ONCE = 1_000;

  private enum Standing {
    /// Its first run is looked for.
    ASKED,
    /// And something has changed since.
    ASKED_AGAIN,
    /// Its first run is at work, waits, or is about to begin.
    BUSY
  }

  private final Journal journal;
  private final Supplier<Map<Integer, Long>> held;
  private final Consumer<RunHeader> begin;
  private final Runnable wake;
  private final Isolation isolation;
  private final Set<OrderKey> setAside = new LinkedHashSet<>();
  private final Map<OrderKey, Standing> standings = new HashMap<>();
  private final Set<OrderKey> toAsk = new LinkedHashSet<>();
  private boolean freshLost;

  /// @param held shards of this node, with the epoch of each
  /// @param begin takes up a run
  /// @param wake has [#look] called soon, on another thread
  /// @param isolation sets aside the keys whose runs cannot be looked for
  KeyTurns(
      Journal journal,
      Supplier<Map<Integer, Long>> held,
      Consumer<RunHeader> begin,
      Runnable wake,
      Isolation isolation) {
    this.journal = journal;
    this.held = held;
    this.begin = begin;
    this.wake = wake;
    this.isolation = isolation;
  }

  /// A run with this key may be there.
  synchronized void came(OrderKey key) {
    var standing = standings.get(key);
    if (standing == Standing.ASKED) standings.put(key, Standing.ASKED_AGAIN);
    if (standing != null || setAside.contains(key)) return;
    if (toAsk.add(key)) wake.run();
  }

  /// The run at work with this key is over: it is the turn of the next.
  synchronized void over(OrderKey key) {
    standings.remove(key);
    if (toAsk.add(key)) wake.run();
  }

  /// Looks after all keys of shards that are this node's from now on.
  void gained(Collection<Integer> shards) {
    journal.keys(shards).forEach(this::came);
  }

  /// Forgets the keys of shards that are not this node's any more.
  synchronized void lost(Set<Integer> shards) {
    standings.keySet().removeIf(key -> shards.contains(key.shard()));
    toAsk.removeIf(key -> shards.contains(key.shard()));
    for (var gone = setAside.iterator(); gone.hasNext(); ) {
      var key = gone.next();
      if (!shards.contains(key.shard())) continue;
      isolation.succeeded(Loop.ORDERING_KEYS, key.member());
      gone.remove();
    }
  }

  /// Begins the runs whose turn it is. To be called several times a second, by one thread.
  void look() {
    var shards = held.get();
    if (freshLost) journal.keys(shards.keySet()).forEach(this::came);
    // Taken or not, when no answer comes.
    freshLost = true;
    journal.freshKeys(shards).forEach(this::came);
    freshLost = false;
    askAgain();
    for (var keys = next(); !keys.isEmpty(); keys = next()) ask(keys);
  }

  private synchronized List<OrderKey> next() {
    var keys = new ArrayList<OrderKey>();
    for (var each = toAsk.iterator(); each.hasNext() && keys.size() < KEYS_AT_ONCE; ) {
      keys.add(each.next());
      each.remove();
    }
    keys.forEach(key -> standings.put(key, Standing.ASKED));
    return keys;
  }

  private void ask(List<OrderKey> keys) {
    var busy = new HashMap<OrderKey, RunHeader>();
    var asked = new ArrayList<>(keys);
    try {
      var failed =
          isolation.halved(
              Loop.ORDERING_KEYS,
              keys,
              OrderKey::member,
              part -> {
                for (var head : journal.heads(held.get(), part)) {
                  var key = head.order();
                  if (key != null) busy.put(key, head);
                }
              });
      asked.removeAll(failed);
      putAside(failed);
    } catch (RuntimeException e) {
      giveBack(keys);
      throw e;
    }
    settle(asked, busy.keySet());
    busy.values().forEach(begin);
  }

  private synchronized void putAside(List<OrderKey> keys) {
    keys.forEach(standings::remove);
    setAside.addAll(keys);
  }

  /// Those that were set aside and whose pause is over.
  private synchronized void askAgain() {
    for (var each = setAside.iterator(); each.hasNext(); ) {
      var key = each.next();
      if (!isolation.isDue(Loop.ORDERING_KEYS, key.member())) continue;
      each.remove();
      if (!standings.containsKey(key)) toAsk.add(key);
    }
  }

  private synchronized void settle(List<OrderKey> keys, Set<OrderKey> busy) {
    for (var key : keys) {
      var before = standings.remove(key);
      if (busy.contains(key)) standings.put(key, Standing.BUSY);
      else if (before == Standing.ASKED_AGAIN) toAsk.add(key);
    }
  }

  private synchronized void giveBack(List<OrderKey> keys) {
    keys.forEach(standings::remove);
    toAsk.addAll(keys);
  }
}
