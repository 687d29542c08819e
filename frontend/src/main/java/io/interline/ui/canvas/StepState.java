package io.interline.ui.canvas;

import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a step did in a run, for the chip on its card.
///
/// @param tookMillis absent while it runs
/// @param text what to say in place of the time, for example `503`
public record StepState(StepStatus status, @Nullable Long tookMillis, @Nullable String text) {

  /// State and time of a step of a run; `try 3` when tries before failed. What ends a wait is no
  /// further try.
  public static StepState of(StepRun run) {
    var ended = run.endedAt();
    var took = ended == null ? null : Duration.between(run.startedAt(), ended).toMillis();
    int tries = run.attempts().isEmpty() ? 0 : run.attempts().getLast().number();
    var text = tries > 1 ? "try " + tries : null;
    return new StepState(run.status(), took, text);
  }

  /// State of a step inside loops, which ran more than once: that of the turn that needs looking
  /// at most, with the number of turns.
  ///
  /// @param turns of one step, in the order in which they began; not empty
  public static StepState of(List<StepRun> turns) {
    var last = turns.getLast();
    if (turns.size() == 1) return of(last);
    var worst = last;
    for (var turn : turns) if (weight(turn.status()) > weight(worst.status())) worst = turn;
    var alike = worst.status();
    var count = turns.stream().filter(t -> t.status() == alike).count();
    var text = count == turns.size() ? "× " + count : count + " of " + turns.size();
    return new StepState(alike, null, text);
  }

  private static int weight(StepStatus status) {
    return switch (status) {
      case FAILED -> 6;
      case RETRYING -> 5;
      case RUNNING -> 4;
      case WAITING -> 3;
      case COMPENSATED -> 2;
      case SUCCEEDED -> 1;
      case SKIPPED -> 0;
    };
  }
}
