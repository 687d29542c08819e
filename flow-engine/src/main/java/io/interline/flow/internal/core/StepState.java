package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of one step.
///
/// @param attempt the one under way, or the last; 0 before the first
/// @param due of the next attempt while RETRYING
record StepState(Phase phase, int attempt, @Nullable JsonNode output, @Nullable Instant due) {

  static final StepState NEW = new StepState(Phase.NEW, 0, null, null);
  static final StepState SKIPPED = new StepState(Phase.SKIPPED, 0, null, null);

  static StepState running(int attempt) {
    return new StepState(Phase.RUNNING, attempt, null, null);
  }

  StepState succeeded(JsonNode output) {
    return new StepState(Phase.SUCCEEDED, attempt, output, null);
  }

  StepState retrying(int attempt, Instant due) {
    return new StepState(Phase.RETRYING, attempt, null, due);
  }

  StepState as(Phase phase) {
    return new StepState(phase, attempt, null, null);
  }
}
