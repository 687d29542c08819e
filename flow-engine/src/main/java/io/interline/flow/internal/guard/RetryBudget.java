package io.interline.flow.internal.guard;

import java.time.Clock;
import java.time.Duration;

/// Counts the calls of the last minute, and lets retries be a share of them only. A few are always
/// let through, so that a connection with little to do can retry.
final class RetryBudget {

  /// Retries in a minute that need no share.
  static final int FLOOR = 10;

  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int BUCKETS = 12;
  private static final long BUCKET_MILLIS = WINDOW.toMillis() / BUCKETS;

  private final Clock clock;
  private final int[] calls = new int[BUCKETS];
  private final int[] retries = new int[BUCKETS];
  private long newest;

  RetryBudget(Clock clock) {
    this.clock = clock;
    this.newest = clock.millis() / BUCKET_MILLIS;
  }

  /// Counts a first attempt.
  synchronized void first() {
    calls[turn()]++;
  }

  /// Counts a retry, unless there are too many.
  ///
  /// @param share per cent
  /// @param force whether it is let through in any case
  synchronized boolean retry(int share, boolean force) {
    int at = turn();
    if (!force && sum(retries) >= allowed(share)) return false;
    calls[at]++;
    retries[at]++;
    return true;
  }

  synchronized int used() {
    turn();
    return sum(retries);
  }

  /// Retries that the calls of the window allow, with one more call that is a retry.
  synchronized int allowed(int share) {
    turn();
    if (share == 0) return 0;
    return Math.max(FLOOR, (int) ((sum(calls) + 1L) * share / 100));
  }

  /// Empties the buckets that time has passed over.
  private int turn() {
    long now = clock.millis() / BUCKET_MILLIS;
    for (long bucket = Math.max(newest + 1, now - BUCKETS + 1); bucket <= now; bucket++) {
      calls[(int) (bucket % BUCKETS)] = 0;
      retries[(int) (bucket % BUCKETS)] = 0;
    }
    newest = Math.max(newest, now);
    return (int) (newest % BUCKETS);
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) sum += count;
    return sum;
  }
}
