package io.interline.ui.elements;

import java.time.Duration;
import java.util.Locale;

/// Figures in words for the reader.
public final class Figures {

  private Figures() {}

  /// `12 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`.
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1_000) return millis + " ms";
    if (millis < 10_000) return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    long seconds = millis / 1_000;
    if (seconds < 60) return seconds + " s";
    if (seconds < 3_600) return seconds / 60 + " min" + part(seconds % 60, " s");
    if (seconds < 86_400) return seconds / 3_600 + " h" + part(seconds % 3_600 / 60, " min");
    return seconds / 86_400 + " d" + part(seconds % 86_400 / 3_600, " h");
  }

  /// As `duration`, of milliseconds.
  public static String millis(long millis) {
    return duration(Duration.ofMillis(millis));
  }

  /// `148,204`.
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 run`, `2 runs`, `148,204 runs`.
  public static String count(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /// `812 B`, `1.1 kB`, `16.0 MB`.
  public static String bytes(long bytes) {
    if (bytes < 1_000) return bytes + " B";
    if (bytes < 1_000_000) return String.format(Locale.ROOT, "%.1f kB", bytes / 1_000.0);
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : " " + number + unit;
  }
}
