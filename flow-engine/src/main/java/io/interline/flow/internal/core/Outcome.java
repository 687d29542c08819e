package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// How a run ended.
public sealed interface Outcome {

  /// @param message what a stop step said
  /// @param output of the last step; what a flow that called this one gets
  record Succeeded(@Nullable String message, @Nullable JsonNode output) implements Outcome {}

  /// Failed for good: a dead letter.
  record Dead(Failure failure) implements Outcome {}

  /// Somebody ended it.
  record Cancelled(String reason) implements Outcome {}
}
