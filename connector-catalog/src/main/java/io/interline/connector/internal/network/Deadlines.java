package io.interline.connector.internal.network;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.Cancellable;

/// Ends exchanges that take too long, however busy their connection is.
final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("interline-deadlines").factory());

  Deadlines() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /// Cancels the exchange when the time is over; close it when the exchange has ended.
  Deadline after(long nanos, Cancellable exchange) {
    var passed = new AtomicBoolean();
    var task =
        timer.schedule(
            () -> {
              passed.set(true);
              Thread.startVirtualThread(exchange::cancel);
            },
            nanos,
            TimeUnit.NANOSECONDS);
    return new Deadline(passed, task);
  }

  /// One exchange's deadline.
  record Deadline(AtomicBoolean flag, ScheduledFuture<?> task) implements AutoCloseable {

    boolean passed() {
      return flag.get();
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
