package io.interline.connector.internal.schedule;

import java.text.ParseException;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Turns the five fields of Unix's cron into Quartz's six: seconds first, one of the two day
/// fields `?`, and days of the week by name, as Quartz counts them from Sunday = 1.
final class UnixCron {

  private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};

  /// A day's number, but not the step after a slash.
  private static final Pattern DAY_NUMBER = Pattern.compile("(?<![/0-9])[0-7](?![0-9])");

  private UnixCron() {}

  /// An expression with other than five fields comes back as it is.
  static String toQuartz(String text) throws ParseException {
    String[] fields = text.strip().split("\\s+");
    if (fields.length != 5) return text.strip();
    String day = fields[2];
    String weekday = fields[4].toUpperCase(Locale.ROOT);
    boolean anyDay = day.equals("*") || day.equals("?");
    boolean anyWeekday = weekday.equals("*") || weekday.equals("?");
    if (!anyDay && !anyWeekday)
      throw new ParseException("name a day of the month or a day of the week, not both", 0);
    return String.join(
        " ",
        "0",
        fields[0],
        fields[1],
        anyWeekday ? day.replace('?', '*') : "?",
        fields[3].toUpperCase(Locale.ROOT),
        anyWeekday ? "?" : weekdays(weekday));
  }

  private static String weekdays(String field) {
    return DAY_NUMBER.matcher(field).replaceAll(UnixCron::name);
  }

  private static String name(MatchResult number) {
    return DAYS[Integer.parseInt(number.group())];
  }
}
