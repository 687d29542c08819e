package io.interline.flow.internal.execute;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits that end after a while, without a timer for each: all wait equally long, so that looking
/// at the oldest several times a second is enough.
final class Patience {

  private final long nanos;
  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();

  /// @param limit for each wait
  Patience(Duration limit) {
    this.nanos = limit.toNanos();
  }

  private record Wait(CompletableFuture<@Nullable Void> end, long since) {}

  /// Waits until it is done.
  ///
  /// @throws ExecutionException with what it failed with
  /// @throws TimeoutException when the time is over before
  void await(CompletableFuture<@Nullable Void> done)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (!done.isDone()) {
      var end = done.copy();
      waits.add(new Wait(end, System.nanoTime()));
      end.exceptionally(_ -> null).get();
      if (!done.isDone()) throw new TimeoutException();
    }
    done.get();
  }

  /// Ends all waits, as if their time was over.
  void giveUp() {
    for (var wait = waits.poll(); wait != null; wait = waits.poll())
      wait.end.completeExceptionally(new TimeoutException());
  }

  /// Ends the waits whose time is over. To be called several times a second.
  void look() {
    long now = System.nanoTime();
    for (var wait = waits.peek(); wait != null; wait = waits.peek()) {
      if (!wait.end.isDone() && now - wait.since < nanos) return;
      waits.poll();
      wait.end.completeExceptionally(new TimeoutException());
    }
  }
}
