package io.interline.flow;

import io.interline.tenant.Environment;
import io.interline.tenant.TextRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages whose run failed for good, of the tenant in scope: kept until somebody replays or
/// discards them.
public interface DeadLetters {

  /// Newest first; open ones only, unless asked. Needs RUN_VIEW.
  Page<DeadLetter> find(DeadLetterQuery query);

  /// What open letters have in common, the most frequent first, at most 100. Needs RUN_VIEW.
  List<CauseGroup> groups(LetterFilter filter);

  /// Number of open ones. Needs RUN_VIEW.
  long countOpen();

  /// With the message itself, masked where the flow says so. Needs RUN_VIEW.
  DeadLetterDetail get(RunId run);

  /// Works on the message again, as a new run on the version now deployed; the letter is then
  /// REPLAYED. Needs RUN_REPLAY.
  ///
  /// @param payload the message as edited, JSON text; absent to take it as it came. Fields that
  ///     were shown masked and left so keep their stored value.
  /// @throws io.interline.tenant.DomainException CONFLICT, code `not-open`, when replayed or
  ///     discarded already; code `not-deployed` when the flow is no longer live there
  RunId replay(RunId run, @Nullable String payload);

  /// Works on the message again as it came, as a new run. Needs RUN_REPLAY.
  ///
  /// @throws io.interline.tenant.DomainException CONFLICT as in the other `replay`; code
  ///     `does-not-fit` when what the run did so far does not fit the version
  RunId replay(RunId run, ReplayFrom from, ReplayOn on);

  /// Replays many, as they came; those not open any more are passed over. Needs RUN_REPLAY.
  ///
  /// @return the new runs, in the order given
  List<RunId> replayAll(List<RunId> runs);

  /// Gives up a message on purpose. Needs RUN_REPLAY.
  void discard(RunId run, String reason);

  /// @param status absent for all
  /// @param limit 1 to 500
  record DeadLetterQuery(
      LetterFilter filter, @Nullable Status status, @Nullable String cursor, int limit) {

    public DeadLetterQuery(
        @Nullable FlowId flow,
        @Nullable Environment environment,
        @Nullable Status status,
        @Nullable String errorClass,
        @Nullable String cursor,
        int limit) {
      this(
          new LetterFilter(flow, environment, errorClass, null, null, null, null),
          status,
          cursor,
          limit);
    }
  }

  /// An absent one does not filter.
  ///
  /// @param diedUntil exclusive
  /// @param text part of the error message, the step or the id of the run
  record LetterFilter(
      @Nullable FlowId flow,
      @Nullable Environment environment,
      @Nullable String errorClass,
      @Nullable CauseId cause,
      @Nullable Instant diedFrom,
      @Nullable Instant diedUntil,
      @Nullable String text) {

    public LetterFilter {
      TextRules.optionalText("errorClass", errorClass);
      TextRules.optionalText("text", text);
    }

    public static final LetterFilter ALL =
        new LetterFilter(null, null, null, null, null, null, null);

    /// The letters of one cause among these.
    public LetterFilter of(CauseId cause) {
      return new LetterFilter(flow, environment, errorClass, cause, diedFrom, diedUntil, text);
    }
  }

  /// Letters of one cause.
  ///
  /// @param label their message, without numbers and ids
  /// @param sample the newest of them
  record CauseGroup(
      CauseId cause,
      FlowId flow,
      String flowTitle,
      String step,
      String errorClass,
      String label,
      long letters,
      Instant firstAt,
      Instant lastAt,
      RunId sample) {}

  /// Where a replay begins.
  enum ReplayFrom {
    /// All steps are done again.
    START,
    /// What the steps before the failed one did is taken over; the failed call keeps its
    /// idempotency key.
    FAILED_STEP
  }

  /// Which version a replay is of.
  enum ReplayOn {
    /// The one that failed.
    SAME,
    /// The one now deployed.
    DEPLOYED
  }

  /// Life of a dead letter.
  enum Status {
    OPEN,
    REPLAYED,
    DISCARDED
  }

  /// @param errorClass as in [Runs.Attempt]
  record DeadLetter(
      RunId run,
      FlowId flow,
      String flowTitle,
      int version,
      Environment environment,
      Status status,
      String step,
      String errorClass,
      String message,
      Instant acceptedAt,
      Instant diedAt,
      @Nullable RunId replayedAs) {}

  record DeadLetterDetail(DeadLetter letter, String payload) {}
}
