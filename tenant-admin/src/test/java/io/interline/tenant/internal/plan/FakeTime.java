package io.interline.tenant.internal.plan;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// A monotonic clock that a test moves.
final class FakeTime implements TimeMeter {

  private long nanos = 1_000_000;

  void advance(Duration by) {
    nanos += by.toNanos();
  }

  @Override
  public long currentTimeNanos() {
    return nanos;
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }
}
