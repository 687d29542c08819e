package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.ErrorClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What happened to a run, as the outside tells it.
public sealed interface Event {

  /// A step has its result.
  ///
  /// @param step index in the plan
  record StepSucceeded(int step, Tried tried, JsonNode output) implements Event {}

  /// An attempt failed.
  ///
  /// @param retryAfter what the other system asked for
  /// @param jitter random, at least 0 and below 1
  record StepFailed(
      int step,
      Tried tried,
      ErrorClass cause,
      String message,
      @Nullable Duration retryAfter,
      double jitter)
      implements Event {}

  /// The next attempt of a step is due.
  record RetryDue(int step) implements Event {}
}
