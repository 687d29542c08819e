package io.interline.connector;

import io.interline.connector.CronDays.Every;
import io.interline.connector.CronDays.Last;
import io.interline.connector.CronDays.LastOfWeekday;
import io.interline.connector.CronDays.NearestWeekday;
import io.interline.connector.CronDays.NthWeekday;
import io.interline.connector.CronDays.OfMonth;
import io.interline.connector.CronDays.OfWeek;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// The local times that a cron expression names, without a time zone.
///
/// @param years absent for all
record CronCalendar(
    SortedSet<Integer> seconds,
    SortedSet<Integer> minutes,
    SortedSet<Integer> hours,
    CronDays days,
    SortedSet<Integer> months,
    @Nullable SortedSet<Integer> years) {

  /// What has no time within so many years has none: a 29 February on one day of the week comes
  /// again after 40 years at the most, over 2100.
  private static final int YEARS = 41;

  static final Duration HORIZON = Duration.ofDays(366L * YEARS);

  /// The first time after another; absent when there is none within [#HORIZON].
  @Nullable LocalDateTime after(LocalDateTime after) {
    var date = after.toLocalDate();
    var time = time(after.toLocalTime());
    if (time != null && months.contains(date.getMonthValue()) && fires(date))
      return date.atTime(time);
    var end = date.plusYears(YEARS);
    date = date.plusDays(1);
    while (date.isBefore(end)) {
      if (!months.contains(date.getMonthValue())) date = date.withDayOfMonth(1).plusMonths(1);
      else if (fires(date))
        return date.atTime(LocalTime.of(hours.first(), minutes.first(), seconds.first()));
      else date = date.plusDays(1);
    }
    return null;
  }

  /// The first time of a day after another.
  private @Nullable LocalTime time(LocalTime after) {
    int hour = after.getHour();
    int minute = after.getMinute();
    if (hours.contains(hour)) {
      if (minutes.contains(minute)) {
        var second = next(seconds, after.getSecond() + 1);
        if (second != null) return LocalTime.of(hour, minute, second);
      }
      var later = next(minutes, minute + 1);
      if (later != null) return LocalTime.of(hour, later, seconds.first());
    }
    var later = next(hours, hour + 1);
    return later == null ? null : LocalTime.of(later, minutes.first(), seconds.first());
  }

  private static @Nullable Integer next(SortedSet<Integer> values, int from) {
    var tail = values.tailSet(from);
    return tail.isEmpty() ? null : tail.first();
  }

  private boolean fires(LocalDate date) {
    if (years != null && !years.contains(date.getYear())) return false;
    int day = date.getDayOfMonth();
    return switch (days) {
      case Every() -> true;
      case OfMonth(var of) -> of.contains(day);
      case Last(int before, boolean weekday) -> {
        int counted = date.lengthOfMonth() - before;
        yield counted >= 1 && day == (weekday ? nearestWeekday(date, counted) : counted);
      }
      case NearestWeekday(int near) ->
          near <= date.lengthOfMonth() && day == nearestWeekday(date, near);
      case OfWeek(var of) -> of.contains(weekday(date));
      case LastOfWeekday(int of) -> weekday(date) == of && day + 7 > date.lengthOfMonth();
      case NthWeekday(int of, int nth) -> weekday(date) == of && (day - 1) / 7 == nth - 1;
    };
  }

  /// The day from Monday to Friday that is nearest to a day of a date's month, within the month.
  private static int nearestWeekday(LocalDate month, int day) {
    var date = month.withDayOfMonth(day);
    int last = YearMonth.from(month).lengthOfMonth();
    if (date.getDayOfWeek() == DayOfWeek.SATURDAY) return day > 1 ? day - 1 : day + 2;
    if (date.getDayOfWeek() == DayOfWeek.SUNDAY) return day < last ? day + 1 : day - 2;
    return day;
  }

  private static int weekday(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7;
  }
}
