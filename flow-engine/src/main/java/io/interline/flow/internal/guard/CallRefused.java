package io.interline.flow.internal.guard;

import io.interline.flow.internal.plan.ErrorClass;
import java.time.Duration;

/// The hub held a call back; the other system knows nothing of it.
public final class CallRefused extends Exception {

  private final ErrorClass cause;
  private final Duration retryAfter;

  /// Why calls are held back.
  enum Reason {
    /// The circuit is open, or its one trial call is under way.
    RESTING,
    /// As many calls as allowed are under way.
    BUSY,
    /// The share of retries is used up.
    BUDGET
  }

  CallRefused(Reason reason, String message, Duration retryAfter) {
    super(message, null, false, false);
    this.cause = reason == Reason.RESTING ? ErrorClass.TRANSIENT : ErrorClass.THROTTLED;
    this.retryAfter = retryAfter;
  }

  /// What it is to the step.
  public ErrorClass errorClass() {
    return cause;
  }

  /// When to ask again.
  public Duration retryAfter() {
    return retryAfter;
  }
}
