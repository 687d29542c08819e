package io.interline.ui.designer;

import io.interline.ui.canvas.DurationWords;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as people write them, `20 s` or `1 min 30 s`, and as documents hold them, `PT20S`.
final class Durations {

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|min|m|h|d)");
  private static final Pattern WORDS =
      Pattern.compile("(?:\\s*\\d+(?:\\.\\d+)?\\s*(?:ms|s|min|m|h|d))+\\s*");

  private Durations() {}

  /// Reads either form; empty when it is neither.
  static Optional<Duration> read(String text) {
    var trimmed = text.strip().toLowerCase(Locale.ROOT);
    if (trimmed.startsWith("p")) {
      try {
        return Optional.of(Duration.parse(trimmed));
      } catch (DateTimeParseException wrong) {
        return Optional.empty();
      }
    }
    if (!WORDS.matcher(trimmed).matches()) return Optional.empty();
    var sum = Duration.ZERO;
    var parts = PART.matcher(trimmed);
    while (parts.find()) {
      var millis =
          new BigDecimal(parts.group(1))
              .multiply(
                  switch (parts.group(2)) {
                    case "ms" -> BigDecimal.ONE;
                    case "s" -> BigDecimal.valueOf(1_000);
                    case "h" -> BigDecimal.valueOf(3_600_000);
                    case "d" -> BigDecimal.valueOf(86_400_000);
                    default -> BigDecimal.valueOf(60_000);
                  });
      if (millis.precision() - millis.scale() > 15) return Optional.empty();
      sum = sum.plusMillis(millis.longValue());
    }
    return Optional.of(sum);
  }

  /// As people write it; a text that is no duration stays as it is.
  static String write(String iso) {
    return DurationWords.of(iso);
  }
}
