package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Writes of many bytes go over a connection of their own, so that no other tenant waits behind
/// them: ten megabytes take PostgreSQL a quarter of a second. What one run writes becomes durable
/// in the order in which it is handed in, whichever way it goes.
final class Lanes implements AutoCloseable {

  /// Bytes from which on a write goes its own way.
  static final int LARGE = 256 << 10;

  private final GroupCommit large;
  private final GroupCommit usual;

  /// Writes on the lane of the large ones, by run: those that follow must not overtake.
  private final Map<RunId, Integer> detours = new ConcurrentHashMap<>();

  Lanes(GroupCommit.Sink usual, GroupCommit.Sink large) {
    this.large = new GroupCommit("journal-large-writer", large);
    this.usual = new GroupCommit("journal-writer", usual, this.large);
  }

  /// The writes of one run are to be handed in by one thread after another.
  CompletableFuture<@Nullable Void> submit(Write write) {
    var run = write.ref().id();
    if (write.size() < LARGE && !detours.containsKey(run)) return usual.submit(write);
    detours.merge(run, 1, Integer::sum);
    // Passes through the usual lane, and so behind what the run handed in there.
    var done = usual.submitAside(write);
    done.whenComplete((_, _) -> detours.computeIfPresent(run, (_, n) -> n == 1 ? null : n - 1));
    return done;
  }

  List<Thread> threads() {
    return List.of(usual.thread(), large.thread());
  }

  int pending() {
    return usual.pending() + large.pending();
  }

  /// Returns when all that was handed in is done.
  @Override
  public void close() {
    usual.close();
    large.close();
  }
}
