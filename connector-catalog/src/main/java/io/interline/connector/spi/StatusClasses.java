package io.interline.connector.spi;

import io.interline.connector.spi.Call.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// What a status that is no success means. The one place where statuses are classed.
final class StatusClasses {

  private static final int EXCERPT = 200;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private StatusClasses() {}

  static ConnectorException failure(HttpResponse response, Instant now) {
    int status = response.status();
    if (status == 401)
      return new ConnectorException.AuthFailed(
          "The other system does not accept the credentials (401)" + excerpt(response));
    var retryAfter = retryAfter(response.headers().get("retry-after"), now);
    if (status == 429 || (status == 503 && retryAfter != null))
      return new ConnectorException.Throttled(
          "The other system asks for patience (" + status + ")" + excerpt(response), retryAfter);
    if (status == 408 || status >= 500)
      return new ConnectorException.Transient(
          "The other system failed (" + status + ")" + excerpt(response), null);
    String location = response.headers().get("location");
    if (status >= 300 && status < 400 && location != null)
      return new ConnectorException.Permanent(
          "The other system redirects to " + location + " (" + status + "); name that address",
          null);
    return new ConnectorException.Permanent(
        "The other system refused the request (" + status + ")" + excerpt(response), null);
  }

  /// RFC 9110, 10.2.3: seconds, or a date.
  private static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) return null;
    String text = header.strip();
    try {
      var wait =
          text.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      if (wait.isNegative()) return Duration.ZERO;
      return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static String excerpt(HttpResponse response) {
    var body = response.body();
    int length = Math.min(body.length, EXCERPT * 4);
    String text =
        new String(body, 0, length, StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cntrl}\\s\uFFFD]+", " ")
            .strip();
    if (text.isEmpty()) return ".";
    return ": " + (text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…");
  }
}
