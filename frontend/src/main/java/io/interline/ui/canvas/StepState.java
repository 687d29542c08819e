package io.interline.ui.canvas;

import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a step did in a run, for the chip on its card.
///
/// @param tookMillis absent while it runs
/// @param text what to say in place of the time, for example `503`
public record StepState(StepStatus status, @Nullable Long tookMillis, @Nullable String text) {

  /// State and time of a step of a run; `… ×3` when it took more than one try.
  public static StepState of(StepRun run) {
    var ended = run.endedAt();
    var took = ended == null ? null : Duration.between(run.startedAt(), ended).toMillis();
    var text = run.attempts().size() > 1 ? "try " + run.attempts().size() : null;
    return new StepState(run.status(), took, text);
  }
}
