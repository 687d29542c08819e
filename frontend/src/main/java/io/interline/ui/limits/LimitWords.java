package io.interline.ui.limits;

import io.interline.flow.Limits.Kind;
import io.interline.flow.Limits.Limit;
import io.interline.flow.Limits.State;
import io.interline.tenant.Plan;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Meter;
import io.interline.ui.elements.Tone;

/// Limits in words for people.
public final class LimitWords {

  private LimitWords() {}

  /// A bar with what is used of a limit.
  public static Meter meter(Limit limit) {
    Meter.Unit unit = limit.kind() == Kind.PAYLOAD_SIZE ? Figures::bytes : Figures::count;
    long used = limit.used() == null ? 0 : limit.used();
    return new Meter(name(limit.kind()), used, limit.of(), unit, tone(limit.state()));
  }

  /// What is limited.
  public static String name(Kind kind) {
    return switch (kind) {
      case MONTHLY_RUNS -> "Runs this month";
      case ACCEPT_RATE -> "Messages a second, busiest minute of the last hour";
      case CONCURRENT_RUNS -> "Runs under way now";
      case BACKLOG -> "Messages that wait for their turn";
      case PAYLOAD_SIZE -> "Largest message of the last hour";
      case RUN_STEPS -> "Steps that one run may take";
    };
  }

  /// What happens at the limit.
  static String consequence(Kind kind, Plan plan) {
    return switch (kind) {
      case MONTHLY_RUNS ->
          plan.monthlyRuns() == null
              ? "Your plan has no limit."
              : plan.overage()
                  ? "Messages are accepted above it too; they are counted as overage."
                  : "Messages are refused with 429 until the month ends, schedules are left out,"
                      + " and dead letters stay where they are. Runs that were accepted go on.";
      case ACCEPT_RATE ->
          "Short bursts of "
              + Figures.count(plan.acceptBurst())
              + " are fine. Above that, senders get 429 and when to try again.";
      case CONCURRENT_RUNS -> "Further messages are accepted, and wait for their turn.";
      case BACKLOG -> "Senders get 503 and try again after a few seconds.";
      case PAYLOAD_SIZE -> "A larger message is refused with 413.";
      case RUN_STEPS ->
          "The step too many fails with the cause “limit”; each try of a step counts as one.";
    };
  }

  private static Tone tone(State state) {
    return switch (state) {
      case FINE -> Tone.NEUTRAL;
      case NEAR, OVER -> Tone.WARN;
      case REACHED -> Tone.BAD;
    };
  }
}
