package io.interline.flow.internal.execute;

import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.execute.StepRunner.CallWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The calls that are out, and what is done about those that take long. None leaves while another
/// node may have taken over. Safe for many threads.
final class CallWatchdog {

  /// A run whose call takes longer holds no slot any more.
  static final Duration SLOW = Duration.ofMillis(250);

  /// Connectors keep deadlines themselves; this is for one that does not.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Clock clock;
  private final BooleanSupplier mayCall;
  private final Map<CallOut, CallOut> out = new ConcurrentHashMap<>();

  /// @param mayCall whether nobody else can have taken over
  CallWatchdog(Clock clock, BooleanSupplier mayCall) {
    this.clock = clock;
    this.mayCall = mayCall;
  }

  /// @throws InterruptedException when nobody wants to know any more
  static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.interrupted()) throw new InterruptedException("stopped");
    }
  }

  /// @param whenSlow called once for each slow call, from the thread that looks
  CallWatch of(Runnable whenSlow) {
    return new CallWatch() {
      private final Map<Spot, CallOut> mine = new ConcurrentHashMap<>(2);

      @Override
      public void begins(Spot spot, Instant deadline) throws InterruptedException {
        awaitTrue(mayCall);
        var call = new CallOut(Thread.currentThread(), deadline, whenSlow);
        mine.put(spot, call);
        out.put(call, call);
      }

      @Override
      public boolean ends(Spot spot) {
        var call = mine.remove(spot);
        if (call == null) return false;
        out.remove(call);
        return call.end();
      }
    };
  }

  /// Looks at all calls. To be called several times a second.
  void look() {
    long now = System.nanoTime();
    var latest = clock.instant().minus(GRACE);
    for (var call : out.keySet()) {
      if (now - call.since > SLOW.toNanos()) call.sayIsSlow();
      if (call.deadline.isBefore(latest)) call.interrupt();
    }
  }

  private static final class CallOut {
    private final long since = System.nanoTime();
    private final Instant deadline;
    private final Runnable whenSlow;
    private @Nullable Thread thread;
    private boolean interrupted;
    private boolean saidSlow;

    CallOut(Thread thread, Instant deadline, Runnable whenSlow) {
      this.thread = thread;
      this.deadline = deadline;
      this.whenSlow = whenSlow;
    }

    void sayIsSlow() {
      if (saidSlow) return;
      saidSlow = true;
      whenSlow.run();
    }

    synchronized void interrupt() {
      if (interrupted || thread == null) return;
      interrupted = true;
      thread.interrupt();
    }

    /// After this the thread is not touched any more.
    synchronized boolean end() {
      thread = null;
      return interrupted;
    }
  }
}
