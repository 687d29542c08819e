package io.interline.flow.internal.core;

import io.interline.flow.definition.Step;
import io.interline.flow.internal.plan.ErrorClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Exponential backoff with full jitter: a random part of `first × factor^(n-1)`, at most
/// `ceiling`, and never less than the other system asked for (up to an hour).
final class Backoff {

  private static final Duration LONGEST_WISH = Duration.ofHours(1);

  /// After so long a call that the hub holds back is given up, unless the step says `within`.
  static final Duration LONGEST_REST = Duration.ofHours(24);

  private Backoff() {}

  /// Until a call that the hub held back is asked for again: spread over twice the time, so that
  /// those that wait together do not come together.
  ///
  /// @param jitter at least 0 and below 1
  static Duration rest(double jitter, @Nullable Duration retryAfter) {
    var wish = retryAfter == null ? Duration.ofSeconds(1) : retryAfter;
    return wish.plusNanos((long) (wish.toNanos() * jitter));
  }

  /// Whether a failure of this class is tried again after so many attempts.
  static boolean triesAgain(Step.Retry retry, ErrorClass cause, int attempts) {
    if (attempts > retry.max()) return false;
    return switch (cause) {
      case TRANSIENT -> retry.on().contains(Step.Retry.Cause.TRANSIENT);
      case THROTTLED -> retry.on().contains(Step.Retry.Cause.THROTTLED);
      case PERMANENT,
          AUTH_FAILED,
          MAPPING,
          VALIDATION,
          TIMEOUT,
          LIMIT,
          REJECTED,
          FLOW_FAILED,
          STOPPED ->
          false;
    };
  }

  /// @param attempts made so far, at least 1
  /// @param jitter at least 0 and below 1
  static Duration pause(
      Step.Retry retry, int attempts, double jitter, @Nullable Duration retryAfter) {
    double ceiling = retry.ceiling().toNanos();
    double full =
        Math.min(ceiling, retry.first().toNanos() * Math.pow(retry.factor(), attempts - 1));
    var pause = Duration.ofNanos((long) (full * jitter));
    if (retryAfter == null) return pause;
    var wish = retryAfter.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : retryAfter;
    return wish.plus(pause);
  }
}
