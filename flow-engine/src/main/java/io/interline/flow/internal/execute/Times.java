package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.ExpressionFailed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/// When a wait is over.
final class Times {

  private static final Duration LONGEST = Duration.ofDays(366);

  private Times() {}

  /// @param wait object with `duration` (ISO 8601) or `time` (ISO 8601 with an offset)
  static Instant endOf(JsonNode wait, Instant from) throws ExpressionFailed {
    boolean lasts = wait.has("duration");
    String text = wait.path(lasts ? "duration" : "time").asText();
    Instant end;
    try {
      end = lasts ? from.plus(Duration.parse(text)) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new ExpressionFailed(
          lasts
              ? "'" + text + "' is no duration; it must be like PT5M"
              : "'" + text + "' is no time; it must be like 2030-01-31T08:00:00+01:00",
          false);
    }
    if (end.isAfter(from.plus(LONGEST)))
      throw new ExpressionFailed("A wait may last a year; this one would end " + end, false);
    return end;
  }
}
