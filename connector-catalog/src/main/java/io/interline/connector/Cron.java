package io.interline.connector;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// A cron expression, read by one grammar for the check, the screens and the engine: the five
/// fields of Unix's cron (minute, hour, day of month, month, day of week from Sunday = 0 or 7),
/// Quartz's six or seven (second first, year last, day of week from Sunday = 1, `?` for one of the
/// day fields), or a name such as `@daily`. What cannot be followed exactly is refused.
///
/// Immutable and safe for many threads.
///
/// ```java
/// Cron.parse("0 7 * * MON-FRI").after(now, ZoneId.of("Europe/Berlin"));
/// ```
public final class Cron {

  private static final String EXAMPLE = "Write for example 0 7 * * MON-FRI.";
  private static final int LONGEST = 1_000;

  private static final Map<String, String> NAMED =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private final CronField.Read second;
  private final CronField.Read minute;
  private final CronField.Read hour;
  private final CronDays days;
  private final CronField.Read month;
  private final String quartz;
  private final CronCalendar times;

  private Cron(
      String second, String minute, String hour, CronDays days, String month, @Nullable String year)
      throws MalformedCron {
    this.second = CronField.SECOND.read(second);
    this.minute = CronField.MINUTE.read(minute);
    this.hour = CronField.HOUR.read(hour);
    this.days = days;
    this.month = CronField.MONTH.read(month);
    var years = year == null ? null : CronField.YEAR.read(year);
    this.times =
        new CronCalendar(
            this.second.values(),
            this.minute.values(),
            this.hour.values(),
            days,
            this.month.values(),
            years == null ? null : years.values());
    this.quartz =
        String.join(
                " ",
                this.second.text(),
                this.minute.text(),
                this.hour.text(),
                CronDayFields.quartz(days, this.month.text()))
            + (years == null ? "" : " " + years.text());
  }

  /// @throws MalformedCron when the text is not a cron expression or cannot be followed exactly
  public static Cron parse(String text) throws MalformedCron {
    if (text.length() > LONGEST)
      throw new MalformedCron("it has more than " + LONGEST + " characters. " + EXAMPLE);
    String stripped = text.strip();
    if (stripped.isEmpty()) throw new MalformedCron("it is empty. " + EXAMPLE);
    if (stripped.startsWith("@")) return named(stripped);
    String[] fields = stripped.split("\\s+");
    return switch (fields.length) {
      case 5 ->
          new Cron(
              "0",
              fields[0],
              fields[1],
              new CronDayFields(CronField.UNIX_WEEKDAY).read(fields[2], fields[4]),
              fields[3],
              null);
      case 6, 7 -> quartz(fields);
      default ->
          throw new MalformedCron(
              "it has "
                  + fields.length
                  + (fields.length == 1 ? " field" : " fields")
                  + ". It takes five (minute, hour, day of month, month, day of week), or six or"
                  + " seven in the form of Quartz (second first, year last). "
                  + EXAMPLE);
    };
  }

  private static Cron named(String name) throws MalformedCron {
    String expression = NAMED.get(name.toLowerCase(Locale.ROOT));
    if (expression == null)
      throw new MalformedCron(
          "'" + name + "' is not known. " + "Write @hourly, @daily, @weekly, @monthly or @yearly.");
    return parse(expression);
  }

  private static Cron quartz(String[] fields) throws MalformedCron {
    if (!fields[3].equals("?") && !fields[5].equals("?"))
      throw new MalformedCron(
          "with seconds first, one of the fields day of month and day of week is ?."
              + " Write for example 0 0 7 ? * MON-FRI.");
    return new Cron(
        fields[0],
        fields[1],
        fields[2],
        new CronDayFields(CronField.QUARTZ_WEEKDAY).read(fields[3], fields[5]),
        fields[4],
        fields.length == 7 ? fields[6] : null);
  }

  /// The expression as Quartz writes it.
  public String quartz() {
    return quartz;
  }

  public CronDays days() {
    return days;
  }

  /// Seconds, minutes, hours or months (1 for January) as numbers in order.
  public SortedSet<Integer> seconds() {
    return second.values();
  }

  public SortedSet<Integer> minutes() {
    return minute.values();
  }

  public SortedSet<Integer> hours() {
    return hour.values();
  }

  public SortedSet<Integer> months() {
    return month.values();
  }

  /// The first time after an instant; absent when it never fires again.
  ///
  /// An expression that fires in each hour, or each few, goes on through changes of the clock as
  /// if there were none. One that names its hours goes by the clock on the wall: a time that does
  /// not exist in spring is left out, one that comes twice in autumn fires the first time.
  public @Nullable Instant after(Instant instant, ZoneId zone) {
    var rules = zone.getRules();
    return hour.text().startsWith("*") ? byTheHour(instant, rules) : byTheClock(instant, rules);
  }

  private @Nullable Instant byTheClock(Instant instant, ZoneRules rules) {
    var local = LocalDateTime.ofInstant(instant, rules.getOffset(instant));
    while (true) {
      local = times.after(local);
      if (local == null) return null;
      var offsets = rules.getValidOffsets(local);
      if (offsets.isEmpty()) continue;
      var found = local.toInstant(offsets.getFirst());
      if (found.isAfter(instant)) return found;
    }
  }

  /// From change to change of the clock the offset is fixed, and so no time has two names.
  private @Nullable Instant byTheHour(Instant instant, ZoneRules rules) {
    ZoneOffset offset = rules.getOffset(instant);
    var from = instant;
    var change = rules.nextTransition(instant);
    while (true) {
      var local = times.after(LocalDateTime.ofInstant(from, offset));
      var next = local == null ? null : local.toInstant(offset);
      if (change == null || next != null && next.isBefore(change.getInstant())) return next;
      if (next == null && change.getInstant().isAfter(from.plus(CronCalendar.HORIZON))) return null;
      offset = change.getOffsetAfter();
      from = change.getInstant().minusSeconds(1);
      change = rules.nextTransition(change.getInstant());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cron cron && cron.quartz.equals(quartz);
  }

  @Override
  public int hashCode() {
    return quartz.hashCode();
  }

  @Override
  public String toString() {
    return quartz;
  }
}
