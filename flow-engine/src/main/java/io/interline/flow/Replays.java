package io.interline.flow;

import io.interline.flow.Circuits.Circuit;
import io.interline.flow.DeadLetters.CauseGroup;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.tenant.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays of many dead letters of the tenant in scope, in the background: at a rate, in the order
/// in which the messages were accepted, each letter as one new run whatever happens in between.
public interface Replays {

  /// What a replay would do, without doing it. Needs RUN_VIEW.
  DryRun dryRun(ReplayOrder order);

  /// Begins to replay the letters that are open now. Audited once. Needs RUN_REPLAY.
  ///
  /// @throws io.interline.tenant.DomainException INVALID, code `nothing-to-replay`, when the filter
  ///     finds no open letter
  Replay start(ReplayOrder order);

  /// The newest 50. Needs RUN_VIEW.
  List<Replay> list();

  /// Needs RUN_VIEW.
  Replay get(ReplayId id);

  /// Needs RUN_REPLAY, as do [#resume] and [#cancel].
  ///
  /// @throws io.interline.tenant.DomainException CONFLICT, code `replay-over`, when it has ended
  Replay pause(ReplayId id);

  Replay resume(ReplayId id);

  /// Ends it; letters that it did not come to stay open.
  Replay cancel(ReplayId id);

  /// @param perSecond letters a second, 1 to 1,000
  record ReplayOrder(LetterFilter filter, ReplayFrom from, ReplayOn on, int perSecond) {}

  enum State {
    RUNNING,
    PAUSED,
    CANCELLED,
    DONE
  }

  /// @param createdBy name of who began it
  /// @param total letters when it began
  /// @param passedOver letters that stay open, as they could not be replayed
  /// @param problem why the last of those was passed over
  record Replay(
      ReplayId id,
      ReplayOrder order,
      State state,
      Instant createdAt,
      String createdBy,
      @Nullable Instant endedAt,
      int total,
      int replayed,
      int passedOver,
      @Nullable String problem) {

    /// Letters that it has come to.
    public int done() {
      return replayed + passedOver;
    }
  }

  /// @param letters all that the filter finds
  /// @param ready those of `parts` without a hindrance
  /// @param atLeast how long it takes at the rate
  /// @param causes the most frequent ones
  /// @param connections that the flows call, as this node sees them
  record DryRun(
      long letters,
      long ready,
      Duration atLeast,
      List<Part> parts,
      List<CauseGroup> causes,
      List<Circuit> connections) {}

  /// Letters of one version of a flow in one environment.
  ///
  /// @param runsOn version that the new runs would be of; absent when there is none
  /// @param hindrance why they would be passed over; absent when nothing is known to be in the way.
  ///     Whether a journal fits is tried with the newest letter
  record Part(
      FlowId flow,
      String flowTitle,
      Environment environment,
      int version,
      long letters,
      @Nullable Integer runsOn,
      @Nullable String hindrance) {}
}
