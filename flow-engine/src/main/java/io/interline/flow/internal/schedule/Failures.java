package io.interline.flow.internal.schedule;

import io.interline.connector.spi.ConnectorException;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.TextRules;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// When a trigger that failed is seen to again.
final class Failures {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int LONGEST_TEXT = 1_000;

  private Failures() {}

  /// Each failure in a row doubles the pause, up to a quarter of an hour; up to half of it is left
  /// to chance, so that triggers that failed together do not come back together.
  static Finish of(DueTrigger trigger, ConnectorException e, Instant now) {
    var first =
        switch (e) {
          case ConnectorException.Transient t -> SOON;
          case ConnectorException.Throttled t -> SOON;
          case ConnectorException.Permanent p -> LATER;
          case ConnectorException.AuthFailed a -> LATER;
        };
    var pause = first.multipliedBy(1L << Math.min(trigger.failures(), 8));
    if (pause.compareTo(LONGEST) > 0) pause = LONGEST;
    pause = pause.minusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
    if (e instanceof ConnectorException.Throttled throttled) {
      var asked = throttled.retryAfter().orElse(Duration.ZERO);
      if (asked.compareTo(pause) > 0) pause = asked;
    }
    return Finish.failed(trigger, now.plus(pause), name(e), text(e));
  }

  /// The flow cannot be run.
  static Finish of(DueTrigger trigger, Plans.UnknownPlan e, Instant now) {
    return Finish.failed(trigger, now.plus(LONGEST), "permanent", text(e));
  }

  /// The hub itself takes nothing now.
  static Finish of(DueTrigger trigger, NotAccepting e, Instant now) {
    String why =
        switch (e.reason()) {
          case NOT_READY -> "The hub starts or stops.";
          case BACKLOG_FULL -> "Too many messages of your flows wait for their turn.";
          case MONTH_USED_UP -> "The runs of the month are used up.";
          case JOURNAL_SLOW -> "The hub is busy.";
        };
    return Finish.heldUp(trigger, now.plus(e.retryAfter()), why);
  }

  /// What came of it cannot be stored.
  static Finish unwritable(DueTrigger trigger, Instant now) {
    return Finish.failed(
        trigger,
        now.plus(LONGEST),
        "permanent",
        "The hub could not store what came of it; the log of the hub says why. Other triggers go on.");
  }

  private static String name(ConnectorException e) {
    return switch (e) {
      case ConnectorException.Transient t -> "transient";
      case ConnectorException.Throttled t -> "throttled";
      case ConnectorException.Permanent p -> "permanent";
      case ConnectorException.AuthFailed a -> "auth-failed";
    };
  }

  private static String text(Exception e) {
    return TextRules.cleaned(TextRules.cut(String.valueOf(e.getMessage()), LONGEST_TEXT));
  }
}
