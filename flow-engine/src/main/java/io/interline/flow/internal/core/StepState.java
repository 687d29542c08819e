package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of one step.
///
/// @param attempt the one under way, or the last; 0 before the first
/// @param begun when the first attempt began, once one failed
/// @param due of the next attempt while RETRYING, end of the wait while WAITING
record StepState(
    Phase phase,
    int attempt,
    @Nullable JsonNode output,
    @Nullable Instant begun,
    @Nullable Instant due,
    @Nullable Held held) {

  static final StepState NEW = new StepState(Phase.NEW, 0, null, null, null, null);
  static final StepState SKIPPED = new StepState(Phase.SKIPPED, 0, null, null, null, null);

  StepState running(int attempt) {
    return new StepState(Phase.RUNNING, attempt, null, begun, null, held);
  }

  StepState succeeded(JsonNode output) {
    return new StepState(Phase.SUCCEEDED, attempt, output, null, null, null);
  }

  StepState retrying(int attempt, Instant begun, Instant due) {
    return new StepState(Phase.RETRYING, attempt, null, begun, due, null);
  }

  StepState waiting(Held.Asked asked) {
    return new StepState(Phase.WAITING, attempt, null, null, asked.ask().until(), asked);
  }

  StepState holding(Held held) {
    return new StepState(phase, attempt, output, begun, due, held);
  }

  StepState as(Phase phase) {
    return new StepState(phase, attempt, output, null, null, held);
  }

  StepState left(JsonNode output) {
    return new StepState(Phase.LEFT, attempt, output, null, null, null);
  }
}
