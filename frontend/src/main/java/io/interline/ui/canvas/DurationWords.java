package io.interline.ui.canvas;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/// Durations as people write them: `2 d`, `1 min 30 s`.
public final class DurationWords {

  private DurationWords() {}

  /// As people write it; a text that is no duration of ISO 8601 stays as it is.
  public static String of(String iso) {
    Duration duration;
    try {
      duration = Duration.parse(iso);
    } catch (DateTimeParseException other) {
      return iso;
    }
    var words = new StringBuilder();
    part(words, duration.toDaysPart(), "d");
    part(words, duration.toHoursPart(), "h");
    part(words, duration.toMinutesPart(), "min");
    part(words, duration.toSecondsPart(), "s");
    part(words, duration.toMillisPart(), "ms");
    return words.isEmpty() ? "0 s" : words.toString();
  }

  private static void part(StringBuilder words, long value, String unit) {
    if (value == 0) return;
    if (!words.isEmpty()) words.append(' ');
    words.append(value).append(' ').append(unit);
  }
}
