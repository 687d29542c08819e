package io.interline.flow;

import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runs of the tenant in scope. Fields that the flow's `redact` names are masked in all that is
/// answered here.
public interface Runs {

  /// Newest first. Needs RUN_VIEW.
  Page<RunSummary> find(RunQuery query);

  /// A run with its document and every step. Needs RUN_VIEW.
  ///
  /// @throws io.interline.tenant.DomainException of kind NOT_FOUND
  RunDetail get(RunId id);

  /// What happened in a window, per flow and as a whole. Needs RUN_VIEW.
  Statistics statistics(Environment environment, Instant from, Instant until);

  /// State of a run.
  enum Status {
    /// Accepted, not begun.
    QUEUED,
    /// Being worked on.
    RUNNING,
    /// Waits for its next attempt.
    RETRYING,
    /// Waits for a time, an event, a decision, or the end of a run that it called.
    WAITING,
    SUCCEEDED,
    /// Failed for good; a dead letter.
    DEAD,
    /// Somebody ended it.
    CANCELLED
  }

  /// Filters; an absent one does not filter.
  ///
  /// @param text part of a run id
  /// @param limit 1 to 500
  record RunQuery(
      @Nullable FlowId flow,
      @Nullable Environment environment,
      @Nullable Status status,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable String text,
      @Nullable String cursor,
      int limit) {

    /// The newest of all.
    public static RunQuery latest(int limit) {
      return new RunQuery(null, null, null, null, null, null, null, limit);
    }
  }

  /// A run in a list.
  ///
  /// @param failedStep and `error`: of a run that is DEAD or RETRYING
  /// @param replayOf the run whose message this one works on again
  record RunSummary(
      RunId id,
      FlowId flow,
      String flowTitle,
      int version,
      Environment environment,
      Status status,
      Instant acceptedAt,
      @Nullable Instant endedAt,
      @Nullable String failedStep,
      @Nullable String error,
      @Nullable RunId replayOf) {}

  /// A run with all that is known of it.
  ///
  /// @param document the flow document it runs on, JSON text
  /// @param payload the message, JSON text, masked
  /// @param steps in the order in which they began
  record RunDetail(
      RunSummary summary,
      String document,
      String payload,
      long payloadBytes,
      List<StepRun> steps) {}

  /// One step of a run.
  ///
  /// @param turns of the loops around it, the outermost first and counted from 0, for example
  ///     `3.0`; empty outside of loops
  /// @param input and `output`: JSON text, masked; absent when there is none yet
  record StepRun(
      String step,
      String turns,
      StepStatus status,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String input,
      @Nullable String output,
      @Nullable String error,
      List<Attempt> attempts,
      List<String> log) {}

  enum StepStatus {
    RUNNING,
    RETRYING,
    /// For a time, an event, a decision, or the end of a run that it called.
    WAITING,
    SUCCEEDED,
    FAILED,
    /// Disabled in the document.
    SKIPPED,
    /// It succeeded, and was undone later.
    COMPENSATED
  }

  /// One try of a step.
  ///
  /// @param errorClass `transient`, `throttled`, `permanent`, `auth-failed`, `mapping`,
  ///     `validation`, `timeout`, `limit`, `rejected`, `flow-failed` or `stopped`
  /// @param nextAt when the next try is due
  record Attempt(
      int number,
      Instant startedAt,
      long tookMillis,
      boolean ok,
      @Nullable String errorClass,
      @Nullable String message,
      @Nullable Instant nextAt) {}

  /// Figures of a window.
  ///
  /// @param p95Millis and `p99Millis`: accepted to ended, of runs that succeeded; absent without
  ///     any
  /// @param oldestWaitingAt acceptance of the oldest run not ended
  record Statistics(
      long accepted,
      long succeeded,
      long dead,
      long waiting,
      @Nullable Instant oldestWaitingAt,
      @Nullable Long p95Millis,
      @Nullable Long p99Millis,
      List<FlowStatistics> flows,
      List<Bucket> buckets) {}

  record FlowStatistics(
      FlowId flow,
      long accepted,
      long succeeded,
      long dead,
      @Nullable Long p99Millis,
      List<Bucket> buckets) {}

  /// A piece of the window, for a sparkline; 24 pieces.
  record Bucket(Instant from, long accepted, long succeeded, long dead) {}
}
