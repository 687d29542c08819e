package io.interline.connector.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Trigger.Missed;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

class CronTriggerTest {

  private final CronTrigger trigger = new CronTrigger();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *        | 0 * * * * ?",
        "*/5 * * * *      | 0 */5 * * * ?",
        "0 7 * * MON-FRI  | 0 0 7 ? * MON-FRI",
        "0 7 * * 1-5      | 0 0 7 ? * MON-FRI",
        "0 7 * * 0,6      | 0 0 7 ? * SUN,SAT",
        "0 7 * * 7        | 0 0 7 ? * SUN",
        "0 7 * * 1/2      | 0 0 7 ? * MON,WED,FRI",
        "30 6 1 * *       | 0 30 6 1 * ?",
        "0 0 1 jan *      | 0 0 0 1 JAN ?",
        "0 0 7 ? * MON    | 0 0 7 ? * MON",
        "0/30 * * * * ?   | */30 * * * * ?",
      })
  void takesUnixAndQuartzForm(String cron, String quartz) throws Permanent {
    assertThat(trigger.timetable(config(cron, "UTC")).cron()).isEqualTo(quartz);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | UTC       | 'cron'",
        "every day      | UTC       | 'cron'",
        "61 * * * *     | UTC       | 'cron'",
        "0 25 * * *     | UTC       | 'cron'",
        "0 7 1 * MON    | UTC       | not both",
        "0 7 * * 8      | UTC       | 'cron'",
        "* * * * * *    | UTC       | 'cron'",
        "0 7 * * *      | Mars/Base | 'zone'",
        "0 7 * * *      | ''        | 'zone'",
      })
  void refusesWhatMakesNoSense(String cron, String zone, String problem) {
    assertThatThrownBy(() -> trigger.timetable(config(cron, zone)))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-27T12:00:00Z, 2026-03-30T05:00:00Z", // from Friday to Monday, over the change of
    // clocks
    "2026-07-01T04:59:59Z, 2026-07-01T05:00:00Z",
  })
  void weekdaysMeanTheSameInQuartz(Instant after, Instant next) throws Permanent, ParseException {
    var timetable = trigger.timetable(config("0 7 * * 1-5", "Europe/Berlin"));
    var expression = new CronExpression(timetable.cron());
    expression.setTimeZone(TimeZone.getTimeZone(timetable.zone()));

    assertThat(timetable.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(expression.getNextValidTimeAfter(Date.from(after))).isEqualTo(Date.from(next));
  }

  private static CronTrigger.Config config(String cron, String zone) {
    return new CronTrigger.Config(cron, zone, Missed.ONCE, Duration.ZERO);
  }
}
