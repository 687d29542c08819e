package io.interline.ui.canvas;

import io.interline.connector.Cron;
import io.interline.connector.CronDays;
import io.interline.connector.MalformedCron;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Says in plain words when a cron expression fires, as the engine reads it.
public final class CronWords {

  private static final List<String> DAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
  private static final List<String> ORDINALS =
      List.of("first", "second", "third", "fourth", "fifth");

  /// More times of a day than this are not read as a list any more.
  private static final int MOST_TIMES = 6;

  private CronWords() {}

  /// One line, for example `At 07:00, Monday to Friday`; the expression itself when there are no
  /// simpler words, and what is wrong when it is none.
  public static String describe(String text) {
    if (text.isBlank()) return "no time set yet";
    try {
      var cron = Cron.parse(text);
      boolean years = cron.quartz().split(" ").length == 7;
      return years ? text : time(cron).map(time -> time + days(cron) + months(cron)).orElse(text);
    } catch (MalformedCron e) {
      return "Not a valid cron expression: " + e.getMessage();
    }
  }

  /// Whether a text is a cron expression, be it one that never fires.
  public static boolean isCron(String text) {
    try {
      Cron.parse(text);
      return true;
    } catch (MalformedCron wrong) {
      return false;
    }
  }

  /// The next firings after an instant, at most as many as asked for; empty when the expression is
  /// wrong or never fires again.
  public static List<Instant> next(String text, ZoneId zone, Instant after, int count) {
    var firings = new ArrayList<Instant>();
    try {
      var cron = Cron.parse(text);
      for (var next = cron.after(after, zone);
          next != null && firings.size() < count;
          next = cron.after(next, zone)) firings.add(next);
    } catch (MalformedCron wrong) {
      return List.of();
    }
    return firings;
  }

  private static Optional<String> time(Cron cron) {
    var second = step(cron.seconds(), 60);
    var minute = step(cron.minutes(), 60);
    var hour = step(cron.hours(), 24);
    boolean onTheMinute = cron.seconds().size() == 1 && cron.seconds().first() == 0;
    if (second != null && is(minute, 1) && is(hour, 1))
      return Optional.of(second == 1 ? "Every second" : "Every " + second + " seconds");
    if (!onTheMinute) return Optional.empty();
    if (minute != null && is(hour, 1))
      return Optional.of(minute == 1 ? "Every minute" : "Every " + minute + " minutes");
    if (cron.minutes().size() > 1) return Optional.empty();
    int at = cron.minutes().first();
    if (hour != null) {
      var how = hour == 1 ? "Every hour" : "Every " + hour + " hours";
      return Optional.of(at == 0 ? how : how + " at minute " + at);
    }
    if (cron.hours().size() > MOST_TIMES) return Optional.empty();
    return Optional.of("At " + list(cron.hours(), h -> "%02d:%02d".formatted(h, at)));
  }

  private static boolean is(@Nullable Integer step, int value) {
    return step != null && step == value;
  }

  /// The step of values that go evenly through a span from 0 on; absent for others, and for fewer
  /// than three, which are said one by one.
  private static @Nullable Integer step(SortedSet<Integer> values, int span) {
    if (values.size() < 3 || span % values.size() != 0 || values.first() != 0) return null;
    int step = span / values.size();
    return values.stream().allMatch(value -> value % step == 0) ? step : null;
  }

  private static String days(Cron cron) {
    return switch (cron.days()) {
      case CronDays.Every() -> "";
      case CronDays.OfMonth(var days) ->
          ", on day " + list(days, Integer::toString) + " of the month";
      case CronDays.Last(int before, boolean weekday) ->
          before == 0
              ? ", on the last " + (weekday ? "weekday" : "day") + " of the month"
              : ", "
                  + before
                  + (before == 1 ? " day" : " days")
                  + " before the last day of the month"
                  + (weekday ? ", or the weekday nearest to it" : "");
      case CronDays.NearestWeekday(int day) ->
          ", on the weekday nearest to day " + day + " of the month";
      case CronDays.OfWeek(var days) -> ", " + list(days, DAYS::get);
      case CronDays.LastOfWeekday(int day) -> ", on the last " + DAYS.get(day) + " of the month";
      case CronDays.NthWeekday(int day, int nth) ->
          ", on the " + ORDINALS.get(nth - 1) + " " + DAYS.get(day) + " of the month";
    };
  }

  private static String months(Cron cron) {
    return cron.months().size() == 12
        ? ""
        : ", in "
            + list(cron.months(), m -> Month.of(m).getDisplayName(TextStyle.FULL, Locale.ENGLISH));
  }

  /// `a`, `a and b`, `a, b and c`; three and more in a row are `a to c`.
  private static String list(SortedSet<Integer> values, IntFunction<String> name) {
    if (values.size() > 2 && values.last() - values.first() == values.size() - 1)
      return name.apply(values.first()) + " to " + name.apply(values.last());
    var words = values.stream().map(name::apply).toList();
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
