package io.interline.flow;

import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages whose run failed for good, of the tenant in scope: kept until somebody replays or
/// discards them.
public interface DeadLetters {

  /// Newest first; open ones only, unless asked. Needs RUN_VIEW.
  Page<DeadLetter> find(DeadLetterQuery query);

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

  /// Replays many, as they came; those not open any more are passed over. Needs RUN_REPLAY.
  ///
  /// @return the new runs, in the order given
  List<RunId> replayAll(List<RunId> runs);

  /// Gives up a message on purpose. Needs RUN_REPLAY.
  void discard(RunId run, String reason);

  /// @param status absent for all
  /// @param limit 1 to 500
  record DeadLetterQuery(
      @Nullable FlowId flow,
      @Nullable Environment environment,
      @Nullable Status status,
      @Nullable String errorClass,
      @Nullable String cursor,
      int limit) {}

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
