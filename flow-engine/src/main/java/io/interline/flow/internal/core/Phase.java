package io.interline.flow.internal.core;

import java.util.Set;

/// State of a step within a run.
public enum Phase {
  /// Not reached.
  NEW,
  RUNNING,
  /// Waits for its next attempt.
  RETRYING,
  /// Waits for what it asked for.
  WAITING,
  SUCCEEDED,
  /// For good.
  FAILED,
  /// Disabled in the document.
  SKIPPED,
  /// Nobody goes on from it, but the call that is out, or the run, may have an effect that has to
  /// be undone.
  LEAVING,
  /// Its block, or the flow, went on without it.
  LEFT,
  /// It succeeded, and was undone later.
  COMPENSATED;

  /// The states that may follow.
  Set<Phase> successors() {
    return switch (this) {
      case NEW -> Set.of(RUNNING, SKIPPED);
      case RUNNING -> Set.of(SUCCEEDED, FAILED, RETRYING, WAITING, LEAVING, LEFT);
      case RETRYING -> Set.of(RUNNING, LEFT);
      case WAITING -> Set.of(SUCCEEDED, FAILED, LEAVING, LEFT);
      case LEAVING -> Set.of(LEFT);
      case SUCCEEDED, LEFT -> Set.of(COMPENSATED);
      case FAILED, SKIPPED, COMPENSATED -> Set.of();
    };
  }
}
