package io.interline.connector;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// A cron expression drawn by chance together with what it means: days as a predicate, the rest as
/// sets. Shares nothing with the grammar under test, and finds times by looking at day after day.
record GeneratedCron(
    String text,
    Set<Integer> seconds,
    Set<Integer> minutes,
    Set<Integer> hours,
    Predicate<LocalDate> days) {

  private static final int YEARS = 12;
  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private record Drawn(String text, Set<Integer> values) {}

  private record DrawnDays(String text, Predicate<LocalDate> days) {}

  static GeneratedCron draw(Random random) {
    boolean quartz = random.nextInt(3) == 0;
    var second = quartz ? field(random, 0, 59, List.of(), 0) : new Drawn("0", Set.of(0));
    var minute = field(random, 0, 59, List.of(), 0);
    var hour = field(random, 0, 23, List.of(), 0);
    var month =
        random.nextInt(3) == 0 ? field(random, 1, 12, MONTHS, 0) : new Drawn("*", all(1, 12));
    var any = quartz ? "?" : "*";
    String day;
    String weekday;
    Predicate<LocalDate> days;
    switch (random.nextInt(3)) {
      case 0 -> {
        day = "*";
        weekday = quartz || random.nextBoolean() ? "?" : "*";
        days = _ -> true;
      }
      case 1 -> {
        var drawn = monthDays(random);
        day = drawn.text();
        weekday = any;
        days = drawn.days();
      }
      default -> {
        var drawn = weekDays(random, quartz ? 1 : 0);
        day = any;
        weekday = drawn.text();
        days = drawn.days();
      }
    }
    var text = String.join(" ", minute.text(), hour.text(), day, month.text(), weekday);
    return new GeneratedCron(
        quartz ? second.text() + " " + text : text,
        second.values(),
        minute.values(),
        hour.values(),
        date -> month.values().contains(date.getMonthValue()) && days.test(date));
  }

  /// The next times, at most so many and within the years looked at.
  List<LocalDateTime> after(LocalDateTime start, int count) {
    var found = new ArrayList<LocalDateTime>();
    var end = start.toLocalDate().plusYears(YEARS);
    for (var date = start.toLocalDate(); date.isBefore(end); date = date.plusDays(1)) {
      if (!days.test(date)) continue;
      for (int h = 0; h < 24; h++)
        for (int m = 0; m < 60 && hours.contains(h); m++)
          for (int s = 0; s < 60 && minutes.contains(m); s++) {
            var time = date.atTime(h, m, s);
            if (seconds.contains(s) && time.isAfter(start)) found.add(time);
            if (found.size() == count) return found;
          }
    }
    return found;
  }

  private static DrawnDays monthDays(Random random) {
    int day = 1 + random.nextInt(31);
    return switch (random.nextInt(6)) {
      case 0 -> new DrawnDays("L", date -> date.equals(last(date)));
      case 1 -> {
        int before = 1 + random.nextInt(28);
        yield new DrawnDays("L-" + before, date -> date.plusDays(before).equals(last(date)));
      }
      case 2 -> new DrawnDays("LW", date -> date.equals(workday(last(date))));
      case 3 ->
          new DrawnDays(
              day + "W",
              date ->
                  date.lengthOfMonth() >= day && date.equals(workday(date.withDayOfMonth(day))));
      default -> {
        var list = field(random, 1, 31, List.of(), 0);
        yield new DrawnDays(list.text(), date -> list.values().contains(date.getDayOfMonth()));
      }
    };
  }

  /// @param sunday its number
  private static DrawnDays weekDays(Random random, int sunday) {
    int day = random.nextInt(7);
    String name = random.nextBoolean() ? WEEKDAYS.get(day) : Integer.toString(day + sunday);
    return switch (random.nextInt(4)) {
      case 0 ->
          new DrawnDays(
              name + "L",
              date -> weekday(date) == day && date.plusDays(7).getMonth() != date.getMonth());
      case 1 -> {
        int nth = 1 + random.nextInt(5);
        yield new DrawnDays(
            name + "#" + nth,
            date -> weekday(date) == day && (date.getDayOfMonth() - 1) / 7 == nth - 1);
      }
      default -> {
        var list = field(random, sunday, sunday + 6, WEEKDAYS, sunday == 0 ? 7 : 0);
        yield new DrawnDays(list.text(), date -> list.values().contains(weekday(date) + sunday));
      }
    };
  }

  /// @param alias another number of the least value, or 0
  private static Drawn field(
      Random random, int least, int greatest, List<String> names, int alias) {
    if (random.nextInt(4) == 0) return new Drawn("*", all(least, greatest));
    var texts = new ArrayList<String>();
    var values = new HashSet<Integer>();
    for (int items = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1; items > 0; items--) {
      int first = least + random.nextInt(greatest - least + 1);
      int last = least + random.nextInt(greatest - least + 1);
      int step = 1 + random.nextInt(greatest - 1);
      String from = word(random, first, least, names, alias);
      String to = word(random, last, least, names, alias);
      switch (random.nextInt(5)) {
        case 0 -> {
          texts.add(from + "-" + to);
          values.addAll(
              range(first, last, least, greatest, 1, to.equals("" + alias) && !from.equals(to)));
        }
        case 1 -> {
          texts.add(from + "-" + to + "/" + step);
          values.addAll(
              range(first, last, least, greatest, step, to.equals("" + alias) && !from.equals(to)));
        }
        case 2 -> {
          texts.add("*/" + step);
          values.addAll(range(least, greatest, least, greatest, step, false));
        }
        default -> {
          texts.add(from);
          values.add(first);
        }
      }
    }
    return new Drawn(String.join(",", texts), values);
  }

  private static String word(Random random, int value, int least, List<String> names, int alias) {
    if (alias != 0 && value == least && random.nextBoolean()) return Integer.toString(alias);
    if (names.isEmpty() || random.nextBoolean()) return Integer.toString(value);
    String name = names.get(value - least);
    return random.nextBoolean() ? name : name.toLowerCase(Locale.ROOT);
  }

  /// @param wholeTurn the end is the least value by its other name: `0-7` goes all around
  private static Set<Integer> range(
      int first, int last, int least, int greatest, int step, boolean wholeTurn) {
    var values = new HashSet<Integer>();
    int value = first;
    for (int n = 0; ; n++) {
      if (n % step == 0) values.add(value);
      if (value == last && (n > 0 || !wholeTurn || first != last)) return values;
      value = value == greatest ? least : value + 1;
    }
  }

  private static Set<Integer> all(int least, int greatest) {
    return range(least, greatest, least, greatest, 1, false);
  }

  private static LocalDate last(LocalDate date) {
    return YearMonth.from(date).atEndOfMonth();
  }

  /// The day from Monday to Friday that is nearest, in the same month.
  private static LocalDate workday(LocalDate date) {
    var found =
        switch (date.getDayOfWeek()) {
          case SATURDAY -> date.minusDays(1);
          case SUNDAY -> date.plusDays(1);
          default -> date;
        };
    if (found.getMonth() == date.getMonth()) return found;
    return date.getDayOfWeek() == DayOfWeek.SATURDAY ? date.plusDays(2) : date.minusDays(2);
  }

  private static int weekday(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7;
  }
}
