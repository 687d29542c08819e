package io.interline.flow.internal.plan;

import java.time.Duration;
import java.util.ArrayList;

/// Durations as people say them.
public final class DurationText {

  private DurationText() {}

  /// The two largest units that are not zero: `2 h`, `1 min 30 s`, `3 d`, `250 ms`.
  public static String of(Duration duration) {
    var parts = new ArrayList<String>();
    add(parts, duration.toDaysPart(), "d");
    add(parts, duration.toHoursPart(), "h");
    add(parts, duration.toMinutesPart(), "min");
    add(parts, duration.toSecondsPart(), "s");
    add(parts, duration.toMillisPart(), "ms");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(ArrayList<String> parts, long count, String unit) {
    if (count > 0) parts.add(count + " " + unit);
  }
}
