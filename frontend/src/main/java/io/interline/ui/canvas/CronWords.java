package io.interline.ui.canvas;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.quartz.CronExpression;

/// Says in plain words when a cron expression fires: of five fields (minute first, Sunday 0 or 7)
/// or in Quartz's form (seconds first, Sunday 1).
public final class CronWords {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");
  private static final Pattern EVERY = Pattern.compile("(?:0|\\*)/(\\d{1,2})");
  private static final Pattern WEEKDAY_NUMBER = Pattern.compile("(?<![/#\\d])[0-7](?!\\d)");
  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  private CronWords() {}

  /// One line, for example `At 07:00, Monday to Friday`; the expression itself when there are no
  /// simpler words, and what is missing when it is none.
  public static String describe(String cron) {
    if (cron.isBlank()) return "no time set yet";
    var quartz = quartz(cron);
    if (!CronExpression.isValidExpression(quartz)) return "no cron expression: " + cron;
    var fields = quartz.split("\\s+");
    return time(fields).map(time -> time + days(fields)).orElse(cron);
  }

  /// The next firings after an instant, at most as many as asked for; empty when the expression is
  /// wrong or never fires again.
  public static List<Instant> next(String cron, ZoneId zone, Instant after, int count) {
    CronExpression expression;
    try {
      expression = new CronExpression(quartz(cron));
    } catch (ParseException wrong) {
      return List.of();
    }
    expression.setTimeZone(TimeZone.getTimeZone(zone));
    var firings = new ArrayList<Instant>();
    var at = after;
    while (firings.size() < count) {
      var next = expression.getNextValidTimeAfter(Date.from(at));
      if (next == null) break;
      at = next.toInstant();
      firings.add(at);
    }
    return firings;
  }

  private static String quartz(String cron) {
    var fields = cron.strip().split("\\s+");
    if (fields.length != 5) return cron.strip();
    var day = fields[2];
    var weekday = WEEKDAY_NUMBER.matcher(fields[4]).replaceAll(n -> name(n.group()));
    if (weekday.equals("*")) weekday = "?";
    else if (day.equals("*")) day = "?";
    return String.join(" ", "0", fields[0], fields[1], day, fields[3], weekday);
  }

  private static String name(String number) {
    return DAYS.get(Integer.parseInt(number) % 7).substring(0, 3).toUpperCase(Locale.ROOT);
  }

  private static Optional<String> time(String[] fields) {
    var second = fields[0];
    var minute = fields[1];
    var hour = fields[2];
    if (minute.equals("*") && hour.equals("*")) {
      if (second.equals("*")) return Optional.of("Every second");
      var every = EVERY.matcher(second);
      if (every.matches()) return Optional.of("Every " + every.group(1) + " seconds");
      return second.equals("0") ? Optional.of("Every minute") : Optional.empty();
    }
    if (!second.equals("0")) return Optional.empty();
    var everyMinutes = EVERY.matcher(minute);
    if (everyMinutes.matches() && hour.equals("*"))
      return Optional.of("Every " + everyMinutes.group(1) + " minutes");
    if (!NUMBER.matcher(minute).matches()) return Optional.empty();
    var everyHours = EVERY.matcher(hour);
    if (hour.equals("*") || everyHours.matches()) {
      var how = hour.equals("*") ? "Every hour" : "Every " + everyHours.group(1) + " hours";
      return Optional.of(minute.equals("0") ? how : how + " at minute " + minute);
    }
    var hours = hour.split(",");
    if (!Arrays.stream(hours).allMatch(h -> NUMBER.matcher(h).matches())) return Optional.empty();
    return Optional.of(
        "At "
            + Arrays.stream(hours)
                .map(h -> "%02d:%02d".formatted(Integer.parseInt(h), Integer.parseInt(minute)))
                .collect(Collectors.joining(" and ")));
  }

  private static String days(String[] fields) {
    var day = fields[3];
    var month = fields[4];
    var weekday = fields[5];
    var months = month.equals("*") ? "" : ", in month " + month;
    if (anything(day) && anything(weekday)) return months.isEmpty() ? "" : months;
    if (anything(day)) return ", " + weekdays(weekday) + months;
    if (day.equals("L")) return ", on the last day of the month" + months;
    return ", on day " + day.replace(",", " and ") + " of the month" + months;
  }

  private static boolean anything(String field) {
    return field.equals("*") || field.equals("?");
  }

  private static String weekdays(String field) {
    var range = field.split("-", 2);
    if (range.length == 2) return weekday(range[0]) + " to " + weekday(range[1]);
    return Arrays.stream(field.split(","))
        .map(CronWords::weekday)
        .collect(Collectors.joining(" and "));
  }

  private static String weekday(String name) {
    if (name.matches("[1-7]")) return DAYS.get(Integer.parseInt(name) - 1);
    return DAYS.stream()
        .filter(d -> name.length() == 3 && d.regionMatches(true, 0, name, 0, 3))
        .findFirst()
        .orElse(name);
  }
}
