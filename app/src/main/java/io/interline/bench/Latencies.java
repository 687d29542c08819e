package io.interline.bench;

import java.util.Arrays;

/// Times that were measured, and their percentiles. Safe for many threads.
final class Latencies {

  private long[] nanos = new long[1 << 16];
  private int size;

  synchronized void add(long value) {
    if (size == nanos.length) nanos = Arrays.copyOf(nanos, 2 * size);
    nanos[size++] = value;
  }

  synchronized int count() {
    return size;
  }

  /// @param part above 0, at most 1
  synchronized double millis(double part) {
    if (size == 0) return 0;
    var sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(part * size) - 1;
    return Math.round(sorted[Math.clamp(index, 0, size - 1)] / 10_000.0) / 100.0;
  }
}
