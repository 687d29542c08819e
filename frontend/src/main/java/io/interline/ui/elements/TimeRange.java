package io.interline.ui.elements;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far back a list looks.
public enum TimeRange {
  HOUR("Last hour", Duration.ofHours(1)),
  DAY("Last 24 hours", Duration.ofDays(1)),
  WEEK("Last 7 days", Duration.ofDays(7)),
  MONTH("Last 30 days", Duration.ofDays(30)),
  ALL("Any time", null);

  private final String title;
  private final @Nullable Duration length;

  TimeRange(String title, @Nullable Duration length) {
    this.title = title;
    this.length = length;
  }

  /// Words for the reader.
  public String title() {
    return title;
  }

  /// As in an address: `day`.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Where the range begins; absent when it has no beginning.
  public @Nullable Instant from(Instant now) {
    return length == null ? null : now.minus(length);
  }
}
