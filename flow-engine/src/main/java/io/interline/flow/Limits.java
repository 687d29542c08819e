package io.interline.flow;

import io.interline.tenant.Environment;
import io.interline.tenant.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the tenant in scope may take of the hub, and what it takes.
public interface Limits {

  /// Limits and use as they are now; what is under way and waits at other nodes is a second old.
  /// Needs RUN_VIEW.
  Use current();

  /// @param limits in the order in which they are shown
  /// @param until when the month ends (UTC)
  /// @param days of this month, oldest first; a day without messages has no entry
  /// @param topFlows that took most of the last hour's messages, largest first
  record Use(Plan plan, List<Limit> limits, Instant until, List<Day> days, List<TopFlow> topFlows) {
    public Use {
      limits = List.copyOf(limits);
      days = List.copyOf(days);
      topFlows = List.copyOf(topFlows);
    }

    /// The limit of a kind.
    public Limit limit(Kind kind) {
      return limits.stream().filter(limit -> limit.kind() == kind).findFirst().orElseThrow();
    }
  }

  /// What is limited.
  enum Kind {
    /// Runs accepted in this calendar month, in UTC.
    MONTHLY_RUNS,
    /// Messages a second; used: in the busiest minute of the last hour.
    ACCEPT_RATE,
    /// Runs under way at once.
    CONCURRENT_RUNS,
    /// Messages that wait for their turn, those that wait for others of their key among them.
    BACKLOG,
    /// Bytes of one message; used: the largest of the last hour.
    PAYLOAD_SIZE,
    /// Steps that one run takes, further tries too. What runs use of it is not kept.
    RUN_STEPS
  }

  /// How near a limit is.
  enum State {
    FINE,
    /// 80 % or more are used.
    NEAR,
    /// All is used, and more is accepted.
    OVER,
    /// All is used, and more is refused, delayed or ended.
    REACHED
  }

  /// @param used absent where it is not counted
  /// @param of absent for no limit
  record Limit(Kind kind, @Nullable Long used, @Nullable Long of, State state) {}

  /// A day in UTC.
  ///
  /// @param bytes of messages accepted
  /// @param steps of runs that ended
  record Day(LocalDate day, long accepted, long succeeded, long dead, long steps, long bytes) {}

  /// @param accepted messages of the last hour
  record TopFlow(FlowId flow, String title, Environment environment, long accepted) {}
}
