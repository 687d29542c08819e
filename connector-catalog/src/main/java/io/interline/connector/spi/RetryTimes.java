package io.interline.connector.spi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads when another system wants to be asked again.
final class RetryTimes {

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,15})(?:\\.[0-9]+)?");

  /// Greater numbers are times, in seconds since 1970 and from [#FIRST_MILLIS] on in milliseconds;
  /// smaller ones are spans in seconds.
  private static final long FIRST_TIME = 1_000_000_000L;

  private static final long FIRST_MILLIS = 100_000_000_000L;

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

  private static final DateTimeFormatter ASCTIME_TRIMMED =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.US);

  /// The forms of RFC 9110, 5.6.7: the fixed one, and two that are obsolete and still to be read.
  private static final List<BiFunction<String, Instant, Instant>> DATES =
      List.of(
          (text, _) -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
          RetryTimes::rfc850,
          (text, _) -> LocalDateTime.parse(text, ASCTIME).toInstant(ZoneOffset.UTC),
          (text, _) -> LocalDateTime.parse(text, ASCTIME_TRIMMED).toInstant(ZoneOffset.UTC));

  private RetryTimes() {}

  /// How long to wait: what `Retry-After` says, else when a limit that is used up begins anew.
  static @Nullable Duration wait(Map<String, String> headers, Instant now) {
    var after = retryAfter(headers.get("retry-after"), now);
    if (after != null) return after;
    for (String prefix : List.of("x-ratelimit-", "x-rate-limit-", "ratelimit-")) {
      var left = headers.get(prefix + "remaining");
      if (left != null && !left.strip().matches("0+(?:\\.0+)?")) continue;
      var reset = reset(headers.get(prefix + "reset"), now);
      if (reset != null) return reset;
    }
    return null;
  }

  /// RFC 9110, 10.2.3: seconds, or a date.
  private static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) return null;
    String text = header.strip();
    if (WHOLE.matcher(text).matches()) return within(Duration.ofSeconds(Long.parseLong(text)));
    return date(text, now);
  }

  private static @Nullable Duration reset(@Nullable String header, Instant now) {
    if (header == null) return null;
    var number = SECONDS.matcher(header.strip());
    if (!number.matches()) return date(header.strip(), now);
    long value = Long.parseLong(number.group(1));
    if (value < FIRST_TIME) return within(Duration.ofSeconds(value));
    var time = value < FIRST_MILLIS ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
    return within(Duration.between(now, time));
  }

  private static @Nullable Duration date(String text, Instant now) {
    for (var form : DATES)
      try {
        return within(Duration.between(now, form.apply(text, now)));
      } catch (DateTimeException e) {
        continue; // It may have another form.
      }
    return null;
  }

  /// `Sunday, 06-Nov-94 08:49:37 GMT`: a year more than 50 years ahead is one of the last century.
  private static Instant rfc850(String text, Instant now) {
    int year = now.atZone(ZoneOffset.UTC).getYear();
    var form =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, year - 49)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US);
    return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
  }

  private static Duration within(Duration wait) {
    if (wait.isNegative()) return Duration.ZERO;
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
