package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.ErrorClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line of a run's journal. The state of a run is the fold over its entries.
public sealed interface Entry {

  /// Index of the step in the plan.
  int step();

  Tried tried();

  /// The step is done and never runs again.
  record Succeeded(int step, Tried tried, JsonNode output) implements Entry {}

  /// An attempt failed.
  ///
  /// @param nextAt when the next one is due; absent when it was the last
  record Failed(int step, Tried tried, ErrorClass cause, String message, @Nullable Instant nextAt)
      implements Entry {}
}
