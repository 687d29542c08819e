package io.interline.flow.internal.schedule;

import io.interline.connector.Cron;
import io.interline.connector.MalformedCron;
import io.interline.connector.spi.Trigger.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The times of a timetable, by its cron expression in its zone. Safe for many threads.
final class CronTimes {

  /// A time that nobody saw to for so long was missed.
  static final Duration MISSED_AFTER = Duration.ofMinutes(1);

  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(32),
          Duration.ofDays(366),
          Duration.ofDays(366L * 8));

  private final Timetable timetable;
  private final Cron cron;

  /// @throws IllegalArgumentException when the expression is none
  CronTimes(Timetable timetable) {
    this.timetable = timetable;
    try {
      this.cron = Cron.parse(timetable.cron());
    } catch (MalformedCron e) {
      throw new IllegalArgumentException("not a valid cron expression: " + e.getMessage(), e);
    }
  }

  /// What is to be done now.
  ///
  /// @param fire times that get a run, in order
  /// @param next the first time that is not seen to; absent when there is none
  record Due(List<Instant> fire, @Nullable Instant next) {}

  /// The first time after another; absent when it never fires again.
  @Nullable Instant after(Instant instant) {
    return cron.after(instant, timetable.zone());
  }

  /// What the policy for missed times makes of the time between.
  ///
  /// @param from the first time that nobody saw to
  /// @param most runs at once; the rest stays for next time
  Due due(Instant from, Instant now, int most) {
    var late = now.minus(MISSED_AFTER);
    var fire = new ArrayList<Instant>();
    Instant start = from;
    if (from.isBefore(late))
      switch (timetable.missed()) {
        case ALL -> {}
        case SKIP -> start = late;
        case ONCE -> {
          var last = last(from, late);
          if (last != null) fire.add(last);
          start = late;
        }
      }
    var next = start.equals(from) ? from : after(start.minusMillis(1));
    while (next != null && !next.isAfter(now) && fire.size() < most) {
      fire.add(next);
      next = after(next);
    }
    return new Due(fire, next);
  }

  /// All times of a window.
  ///
  /// @param until is not in it
  /// @param most no more than so many
  List<Instant> within(Instant from, Instant until, int most) {
    var times = new ArrayList<Instant>();
    var next = after(from.minusMillis(1));
    while (next != null && next.isBefore(until) && times.size() < most) {
      times.add(next);
      next = after(next);
    }
    return times;
  }

  /// How much later than its time a run of this trigger begins.
  Duration offset(TriggerKey key) {
    return Duration.ofMillis((long) (timetable.spread().toMillis() * key.share()));
  }

  /// The last time before a bound, looked for in wider and wider windows, as Quartz only looks
  /// ahead.
  private @Nullable Instant last(Instant from, Instant before) {
    for (var window : WINDOWS) {
      var start = before.minus(window);
      if (start.isBefore(from)) start = from;
      var times = after(start.minusMillis(1));
      if (times != null && times.isBefore(before)) {
        Instant last = times;
        for (var next = after(last); next != null && next.isBefore(before); next = after(next))
          last = next;
        return last;
      }
      if (start.equals(from)) return null;
    }
    return null;
  }
}
