package io.interline.flow.internal.inspect;

import java.time.Instant;
import java.util.UUID;

/// Times as bounds of run ids: a version 7 UUID begins with the milliseconds of its time.
final class TimeRange {

  private TimeRange() {}

  /// The smallest id of that millisecond.
  static UUID firstId(Instant at) {
    return new UUID(Math.max(0, at.toEpochMilli()) << 16 | 0x7000, Long.MIN_VALUE);
  }
}
