package io.interline.flow.internal.core;

import java.util.Set;

/// State of a step within a run.
public enum Phase {
  /// Not reached.
  NEW,
  RUNNING,
  /// Waits for its next attempt.
  RETRYING,
  SUCCEEDED,
  /// For good.
  FAILED,
  /// Disabled in the document.
  SKIPPED,
  /// Its parallel block, or the flow, went on without it.
  LEFT;

  /// The states that may follow.
  Set<Phase> successors() {
    return switch (this) {
      case NEW -> Set.of(RUNNING, SKIPPED);
      case RUNNING -> Set.of(SUCCEEDED, FAILED, RETRYING, LEFT);
      case RETRYING -> Set.of(RUNNING, LEFT);
      case SUCCEEDED, FAILED, SKIPPED, LEFT -> Set.of();
    };
  }
}
