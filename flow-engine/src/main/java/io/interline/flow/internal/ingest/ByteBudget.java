package io.interline.flow.internal.ingest;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Memory that bodies of requests may take at one time, so that many large ones cannot exhaust it.
final class ByteBudget {

  private static final int UNIT = 1024;
  private static final int FREE_OF_CHARGE = 64 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore units;

  ByteBudget(long bytes) {
    units = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / UNIT));
  }

  /// A sixteenth of the heap: a body becomes a tree of several times its size.
  static ByteBudget ofHeap() {
    return new ByteBudget(Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 16));
  }

  Share share() {
    return new Share();
  }

  /// What one request has taken; given back when closed.
  final class Share implements AutoCloseable {

    private int taken;

    private Share() {}

    /// Takes what a body of so many bytes needs, waiting for a moment.
    void growTo(int bytes) throws Refusal {
      int wanted = bytes <= FREE_OF_CHARGE ? 0 : Math.ceilDiv(bytes, UNIT);
      if (wanted <= taken) return;
      try {
        if (!units.tryAcquire(wanted - taken, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          throw busy();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy();
      }
      taken = wanted;
    }

    private static Refusal busy() {
      return new Refusal(
          503,
          "hub-busy",
          "The hub is busy",
          "Too many large messages at once; send it again in a moment.",
          Duration.ofSeconds(2));
    }

    @Override
    public void close() {
      units.release(taken);
      taken = 0;
    }
  }
}
