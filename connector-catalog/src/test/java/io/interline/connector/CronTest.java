package io.interline.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 9 * * 0-7     | 0 0 9 * * ?",
        "0 9 * * 0-6     | 0 0 9 * * ?",
        "0 9 * * 7-7     | 0 0 9 ? * SUN",
        "0 9 * * 7/2     | 0 0 9 ? * SUN",
        "0 9 * * 0-7/2   | 0 0 9 ? * SUN,TUE,THU,SAT",
        "0 9 * * 5-7     | 0 0 9 ? * SUN,FRI,SAT",
        "0 9 * * 5-0     | 0 0 9 ? * SUN,FRI,SAT",
        "0 9 * * FRI-MON | 0 0 9 ? * SUN,MON,FRI,SAT",
        "0 9 * * MON-SUN | 0 0 9 * * ?",
        "0 9 * * 5#2     | 0 0 9 ? * 6#2",
        "0 9 * * fri#2   | 0 0 9 ? * 6#2",
        "0 9 * * 5L      | 0 0 9 ? * 6L",
        "0 9 * * 7L      | 0 0 9 ? * 1L",
        "0 9 L * *       | 0 0 9 L * ?",
        "0 9 L-2 * ?     | 0 0 9 L-2 * ?",
        "0 9 LW * *      | 0 0 9 LW * ?",
        "0 9 15W * *     | 0 0 9 15W * ?",
        "0 9 1-31 * *    | 0 0 9 * * ?",
        "0 0-23 * * *    | 0 0 * * * ?",
        "0 0-23/2 * * *  | 0 0 */2 * * ?",
        "0 0,12 * * *    | 0 0 0,12 * * ?",
        "5/15 * * * *    | 0 5,20,35,50 * * * ?",
        "0 22-2 * * *    | 0 0 0-2,22,23 * * ?",
        "0 0 * NOV-FEB * | 0 0 0 * JAN,FEB,NOV,DEC ?",
        "0 0 30 2 *      | 0 0 0 30 FEB ?",
        "@hourly         | 0 0 * * * ?",
        "@Weekly         | 0 0 0 ? * SUN",
        "0 0 7 ? * 1     | 0 0 7 ? * SUN",
        "0 0 7 ? * 6#2   | 0 0 7 ? * 6#2",
        "0 0 7 1 * ? 2030-2032 | 0 0 7 1 * ? 2030-2032",
      })
  void isReadExactly(String text, String quartz) throws MalformedCron {
    assertThat(Cron.parse(text).quartz()).isEqualTo(quartz);
    assertThat(Cron.parse(quartz).quartz()).isEqualTo(quartz);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@reboot",
        "H 9 * * *",
        "0 9 * * MON-FRIX",
        "0 9 * * MONDAY",
        "0 9 * * MON-",
        "0 9 * * -MON",
        "0 9 * * 8",
        "0 9 * * 1-8",
        "0 9 * * 1,,2",
        "0 9 * * 1-2-3",
        "0 9 * * 1/2/3",
        "0 9 * * 5#6",
        "0 9 * * 5#0",
        "0 9 * * 5#1,3#2",
        "0 9 * * L",
        "0 9 * * 1,5L",
        "0 9 1,LW * *",
        "0 9 32W * *",
        "0 9 L-31 * *",
        "0 9 0 * *",
        "0 9 1 13 *",
        "0 9 1 JANUARY *",
        "0 9 15 * MON",
        "0 9 */2 * MON",
        "60 * * * *",
        "*/0 * * * *",
        "*/60 * * * *",
        "+5 * * * *",
        "١ * * * *",
        "0 24 * * *",
        "? * * * *",
        "* * * * * *",
        "0 0 9 ? * 0",
        "0 0 9 ? * 8",
        "0 0 9 ? * ? 1969",
        "0 0 9 1 * ? 2032-2030",
        "0 0 9 1 * ? 2030 5",
        "0 9 * *",
        "\u0000 9 * * *",
      })
  void whatCannotBeFollowedExactlyIsRefused(String text) {
    assertThatThrownBy(() -> Cron.parse(text)).isInstanceOf(MalformedCron.class);
  }

  @Test
  void refusalNamesFieldValueAndWhatItTakes() {
    assertThatThrownBy(() -> Cron.parse("0 9 * * MON-FRIX"))
        .hasMessage(
            "the field day of week is 'MON-FRIX': 'FRIX' is no day of week. It takes 0 to 7 or"
                + " SUN to SAT.");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithAnIndependentReading(long seed) throws MalformedCron {
    var random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      var drawn = GeneratedCron.draw(random);
      var cron = Cron.parse(drawn.text());
      var start =
          LocalDate.of(2024, 1, 1)
              .plusDays(random.nextInt(3_000))
              .atTime(random.nextInt(24), random.nextInt(60));
      var expected = drawn.after(start, 4);
      var found = new ArrayList<Instant>();
      Instant from = start.toInstant(ZoneOffset.UTC);
      for (var at = cron.after(from, ZoneOffset.UTC);
          at != null && found.size() < expected.size();
          at = cron.after(at, ZoneOffset.UTC)) found.add(at);
      assertThat(found)
          .as("'%s' read as '%s' after %s", drawn.text(), cron, start)
          .containsExactlyElementsOf(
              expected.stream().map(t -> t.toInstant(ZoneOffset.UTC)).toList());
      if (expected.isEmpty())
        assertThat(cron.after(from, ZoneOffset.UTC)).as(drawn.text()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 * * * *", "0 0-23 * * *", "0 0/1 * * *", "0 */1 * * *", "@hourly"})
  void everyHourFiresThroughBothChangesOfTheClock(String text) throws MalformedCron {
    for (String day : List.of("2026-03-28T22:00:00Z", "2026-10-24T22:00:00Z")) {
      var from = Instant.parse(day);
      var expected = new ArrayList<Instant>();
      for (int hour = 1; hour <= 8; hour++) expected.add(from.plus(Duration.ofHours(hour)));

      assertThat(times(text, from, 8)).as(day).isEqualTo(expected);
    }
  }

  @Test
  void namedHourThatComesTwiceFiresOnce() throws MalformedCron {
    assertThat(times("0 2,14 * * *", Instant.parse("2026-10-24T13:00:00Z"), 3))
        .containsExactly(
            Instant.parse("2026-10-25T00:00:00Z"),
            Instant.parse("2026-10-25T13:00:00Z"),
            Instant.parse("2026-10-26T01:00:00Z"));
  }

  @Test
  void namedTimeThatDoesNotExistIsLeftOut() throws MalformedCron {
    assertThat(times("30 2 * * *", Instant.parse("2026-03-28T12:00:00Z"), 1))
        .containsExactly(Instant.parse("2026-03-30T00:30:00Z"));
  }

  @Test
  void dayThatNeverComesIsWellFormedAndNeverFires() throws MalformedCron {
    for (String text : List.of("0 0 30 2 *", "0 0 31 4,6 *", "0 0 31W 2 *", "0 0 0 1 1 ? 2020"))
      assertThat(Cron.parse(text).after(Instant.parse("2026-01-01T00:00:00Z"), BERLIN))
          .as(text)
          .isNull();
  }

  private static List<Instant> times(String text, Instant from, int count) throws MalformedCron {
    var cron = Cron.parse(text);
    var times = new ArrayList<Instant>();
    for (var at = cron.after(from, BERLIN);
        at != null && times.size() < count;
        at = cron.after(at, BERLIN)) times.add(at);
    return times;
  }
}
