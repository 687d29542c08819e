package io.interline.flow;

import io.interline.tenant.Environment;
import io.interline.tenant.TextRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runs of the tenant in scope. Fields that the flow's `redact` names, and what was made of
/// them, are masked in all that is answered here, for everybody.
public interface Runs {

  /// Newest first. Needs RUN_VIEW.
  Page<RunSummary> find(RunQuery query);

  /// A run with its document and every step. Needs RUN_VIEW.
  ///
  /// @throws io.interline.tenant.DomainException of kind NOT_FOUND
  RunDetail get(RunId id);

  /// What happened in a window, per flow and as a whole. Needs RUN_VIEW.
  Statistics statistics(Environment environment, Instant from, Instant until);

  /// Ends a run on purpose, wherever it stands; it is CANCELLED soon after. Needs RUN_REPLAY.
  ///
  /// @param undo whether the calls that can be undone are undone first; without it the run ends at
  ///     once, even one that is stuck
  /// @throws io.interline.tenant.DomainException of kind NOT_FOUND; CONFLICT, code `not-running`,
  ///     when it is over
  void cancel(RunId run, String reason, boolean undo);

  /// Ends those that are not over; the others are passed over. Needs RUN_REPLAY.
  ///
  /// @return how many
  int cancelAll(List<RunId> runs, String reason, boolean undo);

  /// Ends all that fit a filter and are not over, the newest 10,000 at once; cursor and limit do
  /// not count. Needs RUN_REPLAY.
  ///
  /// @return how many
  int cancelAll(RunQuery filter, String reason, boolean undo);

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
  /// @param text a run id or its beginning; else part of the id or title of a flow; else part of an
  ///     id among the newest 20,000 runs
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

    public RunQuery {
      TextRules.optionalText("text", text);
    }

    /// The newest of all.
    public static RunQuery latest(int limit) {
      return new RunQuery(null, null, null, null, null, null, null, limit);
    }
  }

  /// A run in a list.
  ///
  /// @param failedStep of a run that is DEAD or RETRYING
  /// @param error of a run that is DEAD or RETRYING; of one that is CANCELLED who ended it and why
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
  /// @param parent the run that called this one
  /// @param children runs that this one called, in that order; the first 500
  record RunDetail(
      RunSummary summary,
      String document,
      String payload,
      long payloadBytes,
      List<StepRun> steps,
      @Nullable RunLink parent,
      List<RunLink> children) {

    /// Of a run that calls no other, and is called by none.
    public RunDetail(
        RunSummary summary,
        String document,
        String payload,
        long payloadBytes,
        List<StepRun> steps) {
      this(summary, document, payload, payloadBytes, steps, null, List.of());
    }
  }

  /// A run that called another one, or was called.
  ///
  /// @param step of the caller, and its `turns`; empty when that is not known
  record RunLink(RunSummary run, String step, String turns) {}

  /// One step of a run.
  ///
  /// @param step its id; `lines.part` works on a part of the items of a large loop `lines` in a run
  ///     of its own, which is linked, and `lines.undo` undoes what that run did
  /// @param turns of the loops around it, the outermost first and counted from 0, for example
  ///     `3.0`; empty outside of loops
  /// @param input and `output`: JSON text, masked; absent when there is none yet. The input of a
  ///     step that failed before it had one is what it read: what was checked, or an object with
  ///     the message and the outputs that its expressions name, by id
  /// @param waitsFor what a step that is WAITING waits for
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
      List<String> log,
      @Nullable Wait waitsFor) {

    /// Of a step that waits for nothing.
    public StepRun(
        String step,
        String turns,
        StepStatus status,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String input,
        @Nullable String output,
        @Nullable String error,
        List<Attempt> attempts,
        List<String> log) {
      this(step, turns, status, startedAt, endedAt, input, output, error, attempts, log, null);
    }
  }

  /// What a step waits for.
  ///
  /// @param until when it is over in any case; absent when it may last for ever
  /// @param name of an event, and its `key`
  /// @param message of an approval
  /// @param roles who may decide an approval; empty for all who may operate runs
  /// @param run whose end is waited for
  record Wait(
      WaitKind kind,
      @Nullable Instant until,
      @Nullable String name,
      @Nullable String key,
      @Nullable String message,
      List<String> roles,
      @Nullable RunId run) {}

  enum WaitKind {
    TIME,
    EVENT,
    APPROVAL,
    /// The end of a run that it called.
    RUN
  }

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
  /// @param answer of the other system that made it fail: JSON text of an object with `status`,
  ///     `headers` and `body`, masked; absent when there was none
  record Attempt(
      int number,
      Instant startedAt,
      long tookMillis,
      boolean ok,
      @Nullable String errorClass,
      @Nullable String message,
      @Nullable Instant nextAt,
      @Nullable String answer) {

    /// One that no answer made fail.
    public Attempt(
        int number,
        Instant startedAt,
        long tookMillis,
        boolean ok,
        @Nullable String errorClass,
        @Nullable String message,
        @Nullable Instant nextAt) {
      this(number, startedAt, tookMillis, ok, errorClass, message, nextAt, null);
    }
  }

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
