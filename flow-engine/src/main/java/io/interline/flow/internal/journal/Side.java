package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.Node;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes durable together with a part of a run's journal, besides the part itself.
///
/// @param asked what the run waits for from now on
/// @param withdrawn what it does not wait for any more
/// @param withdrawAll whether it waits for nothing any more
/// @param started runs that it calls
/// @param cancelled runs that it called and does not want any more; they undo what they did
/// @param ended likewise, but without undoing anything
/// @param consumed notices that it has taken
/// @param report to the run that called it
/// @param turn what becomes of the next run with its ordering key; absent while it is at work
public record Side(
    List<Question> asked,
    List<Place> withdrawn,
    boolean withdrawAll,
    List<Write.Accept> started,
    List<RunId> cancelled,
    List<RunId> ended,
    List<UUID> consumed,
    @Nullable Report report,
    @Nullable Turn turn) {

  public static final Side NONE =
      new Side(List.of(), List.of(), false, List.of(), List.of(), List.of(), null, null);

  /// Without runs that end without undoing anything.
  public Side(
      List<Question> asked,
      List<Place> withdrawn,
      boolean withdrawAll,
      List<Write.Accept> started,
      List<RunId> cancelled,
      List<UUID> consumed,
      @Nullable Report report,
      @Nullable Turn turn) {
    this(asked, withdrawn, withdrawAll, started, cancelled, List.of(), consumed, report, turn);
  }

  public Side {
    asked = List.copyOf(asked);
    withdrawn = List.copyOf(withdrawn);
    started = List.copyOf(started);
    cancelled = List.copyOf(cancelled);
    ended = List.copyOf(ended);
    consumed = List.copyOf(consumed);
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /// Of runs with one ordering key.
  public enum Turn {
    /// The next one begins.
    OVER,
    /// The next ones wait for what becomes of the dead letter.
    BLOCKED
  }

  /// A step, by its id and the turns of the loops around it.
  public record Place(String step, String turns) {

    /// Whether a run that was started here works on a part of a loop's items.
    public boolean isPart() {
      return Node.Part.isPart(step);
    }
  }

  public record Question(Place place, Ask ask, java.time.Instant at) {}

  /// The end of a run, for the step that waits for it.
  ///
  /// @param answer JSON object with `status`, `output` and `message`
  @SuppressWarnings("ArrayRecordComponent")
  public record Report(RunId parent, Place place, byte[] answer) {}
}
