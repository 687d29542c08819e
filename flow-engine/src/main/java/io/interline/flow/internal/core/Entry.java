package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line of a run's journal. The state of a run is the fold over its entries.
public sealed interface Entry {

  /// What a step did.
  sealed interface OfStep extends Entry {

    Spot spot();

    Tried tried();
  }

  /// The step is done and never runs again.
  record Succeeded(Spot spot, Tried tried, JsonNode output) implements OfStep {}

  /// An attempt failed.
  ///
  /// @param nextAt when the next one is due; absent when it was the last
  /// @param refused whether the hub held the call back, so that it counts for no attempt
  record Failed(
      Spot spot,
      Tried tried,
      ErrorClass cause,
      String message,
      @Nullable Instant nextAt,
      boolean refused)
      implements OfStep {

    /// An attempt that was made.
    public Failed(
        Spot spot, Tried tried, ErrorClass cause, String message, @Nullable Instant nextAt) {
      this(spot, tried, cause, message, nextAt, false);
    }
  }

  /// A loop knows its items, or whether it makes a further turn.
  record Known(Spot spot, Tried tried, JsonNode value) implements OfStep {}

  /// The step waits.
  record Asked(Spot spot, Tried tried, Ask ask) implements OfStep {}

  /// A further attempt of a call that can be undone begins: should its scope fail now, the call may
  /// have had its effect. For other steps the result of the attempt says enough.
  record Begun(Spot spot, int attempt, Instant at) implements Entry {}

  /// Somebody ended the run.
  ///
  /// @param undo whether its calls are undone first
  record Cancelled(Instant at, String reason, boolean undo) implements Entry {}
}
