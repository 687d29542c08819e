package io.interline.flow.internal.journal;

import io.interline.flow.Runs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How and when a run ended.
///
/// @param status SUCCEEDED, DEAD (with a dead letter) or CANCELLED
/// @param step and `errorClass`: of a run that is dead
/// @param steps that it took, as [EntryCodec#tries] counts them in its journal
public record Ending(
    Runs.Status status,
    Instant at,
    @Nullable String step,
    @Nullable String errorClass,
    @Nullable String message,
    int steps) {

  /// Of a run whose steps nobody counted.
  public Ending(
      Runs.Status status,
      Instant at,
      @Nullable String step,
      @Nullable String errorClass,
      @Nullable String message) {
    this(status, at, step, errorClass, message, 0);
  }

  public boolean dead() {
    return status == Runs.Status.DEAD;
  }
}
