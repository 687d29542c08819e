package io.interline.flow.internal.core;

import org.jspecify.annotations.Nullable;

/// How a run ended.
public sealed interface Outcome {

  /// @param message what a stop step said
  record Succeeded(@Nullable String message) implements Outcome {}

  /// Failed for good: a dead letter.
  record Dead(Failure failure) implements Outcome {}
}
