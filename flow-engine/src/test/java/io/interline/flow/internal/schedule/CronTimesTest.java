package io.interline.flow.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.connector.spi.Trigger.Missed;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CronTimesTest {

  private static final String HOURLY = "0 0 * * * ?";
  private static final Instant NINE = Instant.parse("2026-05-04T09:00:00Z");
  private static final Instant HALF_PAST_TWELVE = Instant.parse("2026-05-04T12:30:00Z");

  @Test
  void timeThatIsDueFiresWhateverThePolicy() {
    for (var missed : Missed.values()) {
      var due = times(HOURLY, missed).due(NINE, NINE.plusSeconds(30), 100);

      assertThat(due.fire()).as(missed.name()).containsExactly(NINE);
      assertThat(due.next()).isEqualTo(NINE.plusSeconds(3600));
    }
  }

  @Test
  void nothingFiresBeforeItsTime() {
    assertThat(times(HOURLY, Missed.ALL).due(NINE, NINE.minusMillis(1), 100).fire()).isEmpty();
    assertThat(times(HOURLY, Missed.ALL).due(NINE, NINE.minusMillis(1), 100).next())
        .isEqualTo(NINE);
  }

  @Test
  void skipLeavesOutWhatWasMissed() {
    var due = times(HOURLY, Missed.SKIP).due(NINE, HALF_PAST_TWELVE, 100);

    assertThat(due.fire()).isEmpty();
    assertThat(due.next()).isEqualTo("2026-05-04T13:00:00Z");
  }

  @Test
  void onceStandsForAllThatWasMissed() {
    var due = times(HOURLY, Missed.ONCE).due(NINE, HALF_PAST_TWELVE, 100);

    assertThat(due.fire()).containsExactly(Instant.parse("2026-05-04T12:00:00Z"));
    assertThat(due.next()).isEqualTo("2026-05-04T13:00:00Z");
  }

  @Test
  void allGivesEachItsRunPartByPart() {
    var times = times(HOURLY, Missed.ALL);

    var first = times.due(NINE, HALF_PAST_TWELVE, 3);
    var second = times.due(Objects.requireNonNull(first.next()), HALF_PAST_TWELVE, 3);

    assertThat(first.fire()).hasSize(3).startsWith(NINE);
    assertThat(first.next()).isEqualTo("2026-05-04T12:00:00Z");
    assertThat(second.fire()).containsExactly(Instant.parse("2026-05-04T12:00:00Z"));
    assertThat(second.next()).isEqualTo("2026-05-04T13:00:00Z");
  }

  @Test
  void longAbsenceOfAFastScheduleIsNotCountedThrough() {
    var times = times("* * * * * ?", Missed.ONCE);
    var now = NINE.plus(Duration.ofDays(3_000));

    var due = times.due(NINE, now, 1_000);

    assertThat(due.fire()).hasSize(62).startsWith(now.minusSeconds(61)).endsWith(now);
    assertThat(due.next()).isEqualTo(now.plusSeconds(1));
  }

  @Test
  void rareTimeThatWasMissedLongAgoIsFound() {
    var times = times("0 0 0 29 2 ?", Missed.ONCE);

    var due = times.due(at("2024-02-29T00:00:00Z"), at("2027-07-01T00:00:00Z"), 10);

    assertThat(due.fire()).containsExactly(at("2024-02-29T00:00:00Z"));
    assertThat(due.next()).isEqualTo("2028-02-29T00:00:00Z");
  }

  @Test
  void dayKeepsItsHourWhenTheClocksGoForward() {
    var times = new CronTimes(new Timetable("0 0 7 * * ?", ZoneId.of("Europe/Berlin")));

    assertThat(times.within(at("2026-03-28T00:00:00Z"), at("2026-03-31T00:00:00Z"), 10))
        .containsExactly(
            at("2026-03-28T06:00:00Z"), at("2026-03-29T05:00:00Z"), at("2026-03-30T05:00:00Z"));
  }

  @Test
  void timeThatDoesNotExistInSpringIsLeftOut() {
    var times = new CronTimes(new Timetable("0 30 2 * * ?", ZoneId.of("Europe/Berlin")));

    assertThat(times.within(at("2026-03-28T00:00:00Z"), at("2026-03-31T00:00:00Z"), 10))
        .containsExactly(at("2026-03-28T01:30:00Z"), at("2026-03-30T00:30:00Z"));
  }

  @Test
  void timeThatComesTwiceInAutumnFiresOnce() {
    var times = new CronTimes(new Timetable("0 30 2 * * ?", ZoneId.of("Europe/Berlin")));

    assertThat(times.within(at("2026-10-24T00:00:00Z"), at("2026-10-27T00:00:00Z"), 10))
        .hasSize(3)
        .startsWith(at("2026-10-24T00:30:00Z"))
        .endsWith(at("2026-10-26T01:30:00Z"));
  }

  @Test
  void everyQuarterOfAnHourGoesOnThroughBothChanges() {
    var times = new CronTimes(new Timetable("0 0/15 * * * ?", ZoneId.of("Europe/Berlin")));

    for (String day : new String[] {"2026-03-29", "2026-10-25"}) {
      var found = times.within(at(day + "T00:00:00Z"), at(day + "T04:00:00Z"), 100);
      assertThat(found).as(day).hasSize(16).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void spreadIsTheSameForOneFlowAndDiffersBetweenFlows() {
    var times =
        new CronTimes(new Timetable(HOURLY, ZoneId.of("UTC"), Missed.ONCE, Duration.ofMinutes(10)));
    var tenant = new TenantId(UUID.randomUUID());

    var offsets =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new TriggerKey(tenant, new FlowId("f" + i), Environment.PRODUCTION))
            .map(times::offset)
            .toList();

    assertThat(offsets).allMatch(o -> !o.isNegative() && o.compareTo(Duration.ofMinutes(10)) < 0);
    for (int tenth = 0; tenth < 10; tenth++) {
      long from = tenth * 60_000L;
      assertThat(offsets.stream().filter(o -> o.toMillis() / 60_000 == from / 60_000).count())
          .as("tenth " + tenth)
          .isBetween(50L, 200L);
    }
    var key = new TriggerKey(tenant, new FlowId("f1"), Environment.PRODUCTION);
    assertThat(times.offset(key)).isEqualTo(offsets.get(1));
  }

  private static CronTimes times(String cron, Missed missed) {
    return new CronTimes(new Timetable(cron, ZoneId.of("UTC"), missed, Duration.ZERO));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
