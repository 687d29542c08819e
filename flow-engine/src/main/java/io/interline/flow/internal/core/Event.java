package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to a run, as the outside tells it.
public sealed interface Event {

  /// A step has its result.
  record StepSucceeded(Spot spot, Tried tried, JsonNode output) implements Event {}

  /// An attempt failed.
  ///
  /// @param retryAfter what the other system asked for
  /// @param jitter random, at least 0 and below 1
  /// @param refused whether the hub itself held the call back, to spare the other system: then it
  ///     was no attempt, and the next one has its number
  record StepFailed(
      Spot spot,
      Tried tried,
      ErrorClass cause,
      String message,
      @Nullable Duration retryAfter,
      double jitter,
      boolean refused)
      implements Event {

    /// An attempt that was made.
    public StepFailed(
        Spot spot,
        Tried tried,
        ErrorClass cause,
        String message,
        @Nullable Duration retryAfter,
        double jitter) {
      this(spot, tried, cause, message, retryAfter, jitter, false);
    }
  }

  /// A loop knows its items (a list), or whether it makes a further turn (true or false).
  record LoopKnows(Spot spot, Tried tried, JsonNode value) implements Event {}

  /// A step knows what it waits for.
  record StepAsks(Spot spot, Tried tried, Ask ask) implements Event {}

  /// The answer to what a step waits for. By kind of the question:
  ///
  /// - EVENT: what came
  /// - APPROVAL: object with `decision`, approved or rejected, `by`, `at` and perhaps `comment`
  /// - RUN: object with `status` as in [io.interline.flow.Runs.Status], `output` and `message`
  record Answered(Spot spot, Instant at, JsonNode answer) implements Event {}

  /// The next attempt of a step is due, or its wait is over.
  record Due(Spot spot, Instant at) implements Event {}

  /// Somebody wants the run to end.
  ///
  /// @param undo whether its calls are to be undone first
  record CancelAsked(Instant at, String reason, boolean undo) implements Event {}
}
