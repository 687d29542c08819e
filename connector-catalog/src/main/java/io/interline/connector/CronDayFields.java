package io.interline.connector;

import io.interline.connector.CronDays.Every;
import io.interline.connector.CronDays.Last;
import io.interline.connector.CronDays.LastOfWeekday;
import io.interline.connector.CronDays.NearestWeekday;
import io.interline.connector.CronDays.NthWeekday;
import io.interline.connector.CronDays.OfMonth;
import io.interline.connector.CronDays.OfWeek;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The two day fields of a cron expression. Beside lists they take the forms of Quartz, which stand
/// alone: `L`, `L-3`, `LW`, `15W` for the month; `5L`, `FRIL`, `5#2`, `FRI#2` for the week.
///
/// @param weekday how its days of the week are counted
record CronDayFields(CronField weekday) {

  private static final Pattern LAST = Pattern.compile("L(?:-([0-9]{1,2}))?(W)?");
  private static final Pattern NEAREST = Pattern.compile("([0-9]{1,2})W");
  private static final Pattern LAST_OF_WEEK = Pattern.compile("([0-7]|[A-Z]{3})L");
  private static final Pattern NTH = Pattern.compile("([0-7]|[A-Z]{3})#([0-9]+)");

  CronDays read(String dayText, String weekdayText) throws MalformedCron {
    boolean anyDay = dayText.equals("*") || dayText.equals("?");
    boolean anyWeekday = weekdayText.equals("*") || weekdayText.equals("?");
    if (!anyDay && !anyWeekday)
      throw new MalformedCron(
          "it names a day of the month ('"
              + dayText
              + "') and a day of the week ('"
              + weekdayText
              + "'). Name one, not both, and write * for the other; or make two schedules.");
    if (!anyDay) return ofMonth(dayText.toUpperCase(Locale.ROOT));
    if (!anyWeekday) return ofWeek(weekdayText.toUpperCase(Locale.ROOT));
    return new Every();
  }

  private static CronDays ofMonth(String text) throws MalformedCron {
    var last = LAST.matcher(text);
    if (last.matches()) {
      int before = last.group(1) == null ? 0 : Integer.parseInt(last.group(1));
      if (before > 30) throw CronField.DAY.wrong(text, "a month has no day " + before + " before");
      return new Last(before, last.group(2) != null);
    }
    var nearest = NEAREST.matcher(text);
    if (nearest.matches()) return new NearestWeekday(CronField.DAY.value(nearest.group(1), text));
    var days = CronField.DAY.read(text).values();
    return days.size() == 31 ? new Every() : new OfMonth(days);
  }

  private CronDays ofWeek(String text) throws MalformedCron {
    var last = LAST_OF_WEEK.matcher(text);
    if (last.matches()) return new LastOfWeekday(fromSunday(last.group(1), text));
    var nth = NTH.matcher(text);
    if (nth.matches()) {
      if (!nth.group(2).matches("[1-5]"))
        throw weekday.wrong(text, "a month has a first to fifth of a day, # takes 1 to 5");
      return new NthWeekday(fromSunday(nth.group(1), text), Integer.parseInt(nth.group(2)));
    }
    var days = new TreeSet<Integer>();
    for (int day : weekday.read(text).values()) days.add(day - weekday.least());
    return days.size() == 7 ? new Every() : new OfWeek(days);
  }

  private int fromSunday(String word, String text) throws MalformedCron {
    return weekday.value(word, text) - weekday.least();
  }

  /// Day of month, month and day of week as Quartz writes them.
  static String quartz(CronDays days, String month) {
    return switch (days) {
      case Every() -> "* " + month + " ?";
      case OfMonth(var of) -> CronField.DAY.list(of) + " " + month + " ?";
      case Last(int before, boolean weekday) ->
          "L" + (before == 0 ? "" : "-" + before) + (weekday ? "W " : " ") + month + " ?";
      case NearestWeekday(int day) -> day + "W " + month + " ?";
      case OfWeek(var of) -> "? " + month + " " + CronField.UNIX_WEEKDAY.list(of);
      case LastOfWeekday(int day) -> "? " + month + " " + (day + 1) + "L";
      case NthWeekday(int day, int nth) -> "? " + month + " " + (day + 1) + "#" + nth;
    };
  }
}
