package io.interline.connector.internal.network;

import io.interline.tenant.Duties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/// Ends exchanges that take too long, however busy their connection is. All are looked at several
/// times a second, which makes an end up to [#LOOK_MILLIS] late: a timer for each costs more than
/// most exchanges take.
final class Deadlines implements AutoCloseable {

  private static final long LOOK_MILLIS = 25;

  private final Duties.Duty duty;
  private final Set<Deadline> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("interline-deadlines").factory());

  /// @param duties by which the looking shows that it is alive
  Deadlines(Duties duties) {
    duty = duties.register("call-deadlines");
    clock.scheduleWithFixedDelay(
        duty.guarded(this::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Cancels the exchange when the time is over; close it when the exchange has ended.
  Deadline after(long nanos, Cancellable exchange) {
    var deadline = new Deadline(System.nanoTime() + nanos, exchange);
    open.add(deadline);
    return deadline;
  }

  private void look() {
    if (open.isEmpty()) return;
    long now = System.nanoTime();
    for (var deadline : open) if (now - deadline.at >= 0) deadline.pass();
  }

  /// One exchange's deadline.
  final class Deadline implements AutoCloseable {
    private final long at;
    private final Cancellable exchange;
    private volatile boolean passed;

    private Deadline(long at, Cancellable exchange) {
      this.at = at;
      this.exchange = exchange;
    }

    boolean passed() {
      return passed;
    }

    private void pass() {
      passed = true;
      open.remove(this);
      // Closing a connection may take a while.
      Thread.startVirtualThread(exchange::cancel);
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    duty.end();
  }
}
