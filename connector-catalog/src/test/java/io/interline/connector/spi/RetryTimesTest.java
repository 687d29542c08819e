package io.interline.connector.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Throttled;
import io.interline.connector.spi.ConnectorException.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTimesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "0, PT0S",
    "99999999, PT24H",
    "'Wed, 01 Jul 2026 10:00:30 GMT', PT30S",
    "'Wednesday, 01-Jul-26 10:00:30 GMT', PT30S",
    "Wed Jul  1 10:00:30 2026, PT30S",
    "Wed Jul 1 10:00:30 2026, PT30S",
    "'Sun, 06 Nov 1994 08:49:37 GMT', PT0S",
    "'Sunday, 06-Nov-94 08:49:37 GMT', PT0S",
    "Sun Nov  6 08:49:37 1994, PT0S",
    "soon, ",
    "-5, ",
  })
  void retryAfterHasFourForms(String header, Duration expected) {
    assertThat(RetryTimes.wait(Map.of("retry-after", header), NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "x-ratelimit-reset, 1782900045, 0, PT45S",
    "x-ratelimit-reset, 1782900045000, 0, PT45S",
    "x-ratelimit-reset, 45, 0, PT45S",
    "x-rate-limit-reset, 45.5, 0, PT45S",
    "ratelimit-reset, 45, , PT45S",
    "x-ratelimit-reset, 45, 12, ",
    "x-ratelimit-reset, later, 0, ",
  })
  void limitThatIsUsedUpBeginsAnew(String name, String reset, String left, Duration expected) {
    var headers =
        left == null
            ? Map.of(name, reset)
            : Map.of(name, reset, name.replace("reset", "remaining"), left);

    assertThat(RetryTimes.wait(headers, NOW)).isEqualTo(expected);
  }

  @Test
  void refusalIsThrottlingWhenItSaysUntilWhen() {
    var limited = Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "60");

    assertThat(failure(403, limited)).isInstanceOf(Throttled.class);
    assertThat(failure(403, Map.of("retry-after", "3"))).isInstanceOf(Throttled.class);
    assertThat(failure(429, limited)).isInstanceOf(Throttled.class);
    assertThat(failure(429, Map.of())).isInstanceOf(Throttled.class);
    assertThat(failure(403, Map.of())).isInstanceOf(Permanent.class);
    assertThat(failure(423, Map.of())).isInstanceOf(Transient.class);
    assertThat(failure(409, Map.of())).isInstanceOf(Permanent.class);
  }

  private static ConnectorException failure(int status, Map<String, String> headers) {
    var response = new HttpResponse(status, headers, new byte[0]);
    return StatusClasses.failure(response, NOW, chosen -> chosen == 423);
  }
}
