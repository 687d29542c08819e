package io.interline.flow;

import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The triggers that the hub sees to by itself, of the tenant in scope: schedules, polls and
/// streams of deployed flows. Webhooks are not among them: others start those.
public interface Triggers {

  /// In order of flow, then environment. Needs FLOW_VIEW.
  Page<TriggerState> find(TriggerQuery query);

  /// Needs FLOW_VIEW.
  ///
  /// @throws io.interline.tenant.DomainException NOT_FOUND when nothing with such a trigger is
  ///     deployed there
  TriggerDetail get(FlowId flow, Environment environment);

  /// Sets where the next poll goes on, or lets it begin anew. Items that were seen before start
  /// runs again when they come after the new cursor. Needs FLOW_DEPLOY.
  ///
  /// @param cursor JSON text of the trigger's form; absent to begin anew
  /// @param expected `cursorNumber` that the caller saw
  /// @throws io.interline.tenant.DomainException CONFLICT, code `cursor-changed`, when the cursor
  ///     moved on since; INVALID when the trigger cannot read it, or is no poll
  TriggerDetail setCursor(
      FlowId flow, Environment environment, @Nullable String cursor, long expected);

  /// Starts nothing any more until it is resumed. The flow stays deployed. Needs FLOW_DEPLOY.
  TriggerDetail pause(FlowId flow, Environment environment, String reason);

  /// Goes on. Times of a schedule that passed meanwhile are not made up for; see [#backfill]. Needs
  /// FLOW_DEPLOY.
  TriggerDetail resume(FlowId flow, Environment environment);

  /// Polls at once, or starts one run of a schedule as if it were due now. Needs FLOW_DEPLOY.
  ///
  /// @throws io.interline.tenant.DomainException CONFLICT when it is paused or off; INVALID for a
  ///     stream
  TriggerDetail fire(FlowId flow, Environment environment);

  /// Starts a run for each time of a schedule in a window, but for those that had theirs. Needs
  /// FLOW_DEPLOY.
  ///
  /// @param from is in it
  /// @param until is not in it, and not in the future
  /// @throws io.interline.tenant.DomainException INVALID for more than 1,000 times, a window that
  ///     ends before it begins, or a trigger that is no schedule
  Backfill backfill(FlowId flow, Environment environment, Instant from, Instant until);

  /// What there is to see to.
  enum Kind {
    SCHEDULE,
    POLLING,
    STREAM
  }

  /// How a trigger is.
  enum Health {
    OK,
    /// It should have been seen to more than a minute ago.
    LATE,
    /// The other system failed the last time.
    FAILING,
    /// The hub takes no more of the tenant's messages now.
    HELD_UP,
    /// Somebody paused it.
    PAUSED,
    /// A schedule whose expression names no time any more, such as 30 February.
    NEVER,
    /// The deployment is disabled.
    OFF
  }

  /// Filters; an absent one does not filter.
  ///
  /// @param text part of a flow's title
  /// @param limit 1 to 500
  record TriggerQuery(
      @Nullable FlowId flow,
      @Nullable Environment environment,
      @Nullable Kind kind,
      @Nullable Health health,
      @Nullable String text,
      @Nullable String cursor,
      int limit) {

    /// All of them.
    public static TriggerQuery all(int limit) {
      return new TriggerQuery(null, null, null, null, null, null, limit);
    }
  }

  /// A trigger in a list.
  ///
  /// @param operation for example `http@1/poll`
  /// @param lagMillis how long ago it should have been seen to; 0 when it is not late
  /// @param nextAt when it is seen to next; absent while it is paused or off, and when that is
  ///     never
  /// @param lastFiredAt when it last started a run
  /// @param lastSuccessAt when it was last seen to without a failure
  /// @param itemsLast runs that came of it then
  /// @param failures one after the other, up to now
  /// @param lastError the newest failure, also when it is over
  /// @param reason why it is paused or held up
  record TriggerState(
      FlowId flow,
      String flowTitle,
      Environment environment,
      int version,
      Kind kind,
      String operation,
      Health health,
      long lagMillis,
      @Nullable Instant nextAt,
      @Nullable Instant lastFiredAt,
      @Nullable Instant lastSuccessAt,
      @Nullable Integer itemsLast,
      int failures,
      @Nullable String lastError,
      @Nullable String lastErrorClass,
      @Nullable Instant lastErrorAt,
      @Nullable String reason) {}

  /// A trigger with all that is known of it.
  ///
  /// @param config JSON text
  /// @param cursor JSON text; absent before the first poll, and for other kinds
  /// @param cursorNumber grows with each change of the cursor
  /// @param pausedBy absent when it is not paused
  /// @param next its next times, for a schedule
  record TriggerDetail(
      TriggerState state,
      String config,
      @Nullable String cursor,
      long cursorNumber,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      List<Instant> next) {

    public TriggerDetail {
      next = List.copyOf(next);
    }
  }

  /// What a backfill did.
  ///
  /// @param times of the window
  /// @param started runs; the other times had theirs before
  record Backfill(int times, int started) {}
}
