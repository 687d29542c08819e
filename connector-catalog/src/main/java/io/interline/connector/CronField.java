package io.interline.connector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One field of a cron expression: which values it takes and which names they have.
///
/// ```
/// field = item { "," item }
/// item  = ( "*" | value [ "-" value ] ) [ "/" step ]
/// value = number | name
/// ```
/// A range may run over the end (`FRI-MON`, `22-2`); a single value with a step goes on to the
/// greatest value (`5/15` is 5, 20, 35, 50).
///
/// @param names of the values from `least` on; empty when they have none
/// @param alias a second number of the least value, one above the greatest (7 for Sunday)
record CronField(
    String title, int least, int greatest, List<String> names, @Nullable Integer alias) {

  static final CronField SECOND = new CronField("second", 0, 59, List.of(), null);
  static final CronField MINUTE = new CronField("minute", 0, 59, List.of(), null);
  static final CronField HOUR = new CronField("hour", 0, 23, List.of(), null);
  static final CronField DAY = new CronField("day of month", 1, 31, List.of(), null);
  static final CronField MONTH =
      new CronField(
          "month",
          1,
          12,
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
          null);
  static final CronField YEAR = new CronField("year", 1970, 2199, List.of(), null);

  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  /// Days of the week as Unix counts them: 0 to 6 from Sunday, and 7 is Sunday too.
  static final CronField UNIX_WEEKDAY = new CronField("day of week", 0, 6, DAYS, 7);

  /// Days of the week as Quartz counts them: 1 to 7 from Sunday.
  static final CronField QUARTZ_WEEKDAY = new CronField("day of week", 1, 7, DAYS, null);

  /// What one field says.
  ///
  /// @param text in the form of Quartz: `*`, `*/n` for a step over the whole field, or a list
  record Read(SortedSet<Integer> values, String text) {}

  /// The values that a text names.
  Read read(String text) throws MalformedCron {
    var values = new TreeSet<Integer>();
    for (String item : text.split(",", -1)) add(item, text, values);
    String step = text.substring(text.indexOf('/') + 1);
    boolean stepped = values.first() == least && isWhole(text);
    return new Read(
        Collections.unmodifiableSortedSet(values),
        values.size() < size() && stepped ? "*/" + step : list(values));
  }

  /// Whether it is one step over the whole field: not `0,12`, which names its values.
  private boolean isWhole(String text) {
    String range = text.contains("/") ? text.substring(0, text.indexOf('/')) : "";
    return !text.contains(",")
        && (range.equals("*")
            || range.equals(Integer.toString(least))
            || range.equals(least + "-" + greatest)
            || range.equals(least + "-" + alias));
  }

  private void add(String item, String text, SortedSet<Integer> values) throws MalformedCron {
    String[] stepped = item.split("/", -1);
    if (stepped.length > 2 || item.isEmpty()) throw wrong(text, "'" + item + "' is not understood");
    String[] range = stepped[0].split("-", -1);
    if (range.length > 2) throw wrong(text, "'" + item + "' is not understood");
    boolean all = stepped[0].equals("*");
    int first = all ? least : value(range[0], text);
    int last;
    if (all || range.length == 1 && stepped.length == 2) last = greatest;
    else if (range.length == 1) last = first;
    else last = value(range[1], text);
    int step = stepped.length == 2 ? step(stepped[1], text) : 1;
    if (alias != null) last = afterAlias(range, first, last);
    if (last < first) {
      if (this == YEAR) throw wrong(text, "the range '" + stepped[0] + "' runs backwards");
      last += size();
    }
    for (int value = first; value <= last; value += step)
      values.add(least + (value - least) % size());
  }

  /// The greatest value's second name: `0-7` are all days, `7`, `7-7` and `7/2` are Sunday.
  private int afterAlias(String[] range, int first, int last) {
    String other = String.valueOf(alias);
    if (range[0].equals(other)) return range.length == 1 ? first : last;
    return range.length == 2 && range[1].equals(other) ? greatest + 1 : last;
  }

  private int size() {
    return greatest - least + 1;
  }

  /// One value, by number or name.
  int value(String word, String text) throws MalformedCron {
    int named = names.indexOf(word.toUpperCase(Locale.ROOT));
    if (named >= 0) return least + named;
    if (!word.matches("[0-9]{1,4}")) throw wrong(text, "'" + word + "' is no " + title);
    int number = Integer.parseInt(word);
    if (alias != null && number == alias) return least;
    if (number < least || number > greatest) throw wrong(text, word + " is no " + title);
    return number;
  }

  private int step(String word, String text) throws MalformedCron {
    int step = word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : 0;
    if (step < 1 || step > greatest)
      throw wrong(text, "the step '" + word + "' is not a number from 1 to " + greatest);
    return step;
  }

  MalformedCron wrong(String text, String why) {
    String span =
        names.isEmpty()
            ? least + " to " + greatest
            : least
                + " to "
                + (alias == null ? greatest : alias)
                + " or "
                + names.getFirst()
                + " to "
                + names.getLast();
    return new MalformedCron(
        "the field " + title + " is '" + text + "': " + why + ". It takes " + span + ".");
  }

  /// A list of values and ranges, `*` for all.
  String list(SortedSet<Integer> values) {
    if (values.size() == size()) return "*";
    var parts = new ArrayList<String>();
    var left = new ArrayList<>(values);
    for (int i = 0; i < left.size(); ) {
      int end = i;
      while (end + 1 < left.size() && left.get(end + 1) == left.get(end) + 1) end++;
      if (end - i >= 2) {
        parts.add(name(left.get(i)) + "-" + name(left.get(end)));
        i = end + 1;
      } else parts.add(name(left.get(i++)));
    }
    return String.join(",", parts);
  }

  private String name(int value) {
    return names.isEmpty() ? Integer.toString(value) : names.get(value - least);
  }
}
