package io.interline.connector;

import java.util.SortedSet;

/// On which days a cron expression fires.
public sealed interface CronDays {

  /// Every day.
  record Every() implements CronDays {}

  /// Days of the month, 1 to 31.
  record OfMonth(SortedSet<Integer> days) implements CronDays {}

  /// Counted from the last day of the month.
  ///
  /// @param before 0 for the last day, 1 for the one before it
  /// @param weekday the day from Monday to Friday nearest to it, within the month
  record Last(int before, boolean weekday) implements CronDays {}

  /// The day from Monday to Friday nearest to a day of the month, within the month.
  record NearestWeekday(int day) implements CronDays {}

  /// Days of the week, 0 to 6 from Sunday.
  record OfWeek(SortedSet<Integer> days) implements CronDays {}

  /// The last of one day of the week in the month.
  record LastOfWeekday(int day) implements CronDays {}

  /// The first to fifth of one day of the week in the month.
  record NthWeekday(int day, int nth) implements CronDays {}
}
