package io.interline.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 7 ? * MON-FRI   | At 07:00, Monday to Friday",
        "0 7 * * MON-FRI     | At 07:00, Monday to Friday",
        "0 7 * * 1-5         | At 07:00, Monday to Friday",
        "*/5 * * * *         | Every 5 minutes",
        "0 0 1 * *           | At 00:00, on day 1 of the month",
        "0 */5 * * * ?       | Every 5 minutes",
        "0 0/15 * * * ?      | Every 15 minutes",
        "0 * * * * ?         | Every minute",
        "*/10 * * * * ?      | Every 10 seconds",
        "0 30 * * * ?        | Every hour at minute 30",
        "0 0 */2 * * ?       | Every 2 hours",
        "0 0 6,18 * * ?      | At 06:00 and 18:00",
        "0 0 0 1 * ?         | At 00:00, on day 1 of the month",
        "0 0 0 L * ?         | At 00:00, on the last day of the month",
        "0 0 9 ? * 2,4       | At 09:00, Monday and Wednesday",
        "5/7 3 * * * ?       | 5/7 3 * * * ?",
        "0 9 * * 0-7         | At 09:00",
        "0 9 * * 5#2         | At 09:00, on the second Friday of the month",
        "0 9 * * FRIL        | At 09:00, on the last Friday of the month",
        "0 9 LW * *          | At 09:00, on the last weekday of the month",
        "0 9 L-1 * *         | At 09:00, 1 day before the last day of the month",
        "0 9 15W * *         | At 09:00, on the weekday nearest to day 15 of the month",
        "0 0 30 2 *          | At 00:00, on day 30 of the month, in February",
        "0 0 1 1-3 *         | At 00:00, on day 1 of the month, in January to March",
        "@daily              | At 00:00",
        "0 0 0 1 1 ? 2030    | 0 0 0 1 1 ? 2030",
        "H 9 * * *           | Not a valid cron expression: the field minute is 'H': 'H' is no minute. It takes 0 to 59.",
      })
  void saysWhenItFires(String cron, String words) {
    assertThat(CronWords.describe(cron)).isEqualTo(words);
  }

  @Test
  void nextFiringsAreInTheZoneAsked() {
    var from = Instant.parse("2026-03-27T12:00:00Z");

    // Summer time begins on 29 March in Berlin.
    assertThat(CronWords.next("0 0 7 ? * *", ZoneId.of("Europe/Berlin"), from, 3))
        .containsExactly(
            Instant.parse("2026-03-28T06:00:00Z"),
            Instant.parse("2026-03-29T05:00:00Z"),
            Instant.parse("2026-03-30T05:00:00Z"));
  }

  @Test
  void whatIsNoExpressionIsSaid() {
    assertThat(CronWords.describe("whenever")).startsWith("Not a valid cron expression: it has 1");
  }

  @Test
  void wrongExpressionHasNoFirings() {
    assertThat(CronWords.next("whenever", ZoneId.of("UTC"), Instant.EPOCH, 3)).isEmpty();
  }
}
