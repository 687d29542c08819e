package io.interline.flow.internal.execute;

import java.time.Duration;

/// The engine takes no message now. Nothing is known to be kept; the sender should try again.
public final class NotAccepting extends Exception {

  /// Why.
  public enum Reason {
    /// The node starts or stops, or has no shard yet.
    NOT_READY,
    /// Too many messages of this tenant wait for their turn.
    BACKLOG_FULL,
    /// The tenant's plan has no runs left in this month.
    MONTH_USED_UP,
    /// The database is away or too slow.
    JOURNAL_SLOW
  }

  private final Reason reason;
  private final Duration retryAfter;

  public NotAccepting(Reason reason) {
    this(
        reason,
        switch (reason) {
          case NOT_READY -> Duration.ofSeconds(2);
          case BACKLOG_FULL -> Duration.ofSeconds(5);
          case MONTH_USED_UP -> Duration.ofHours(1);
          case JOURNAL_SLOW -> Duration.ofSeconds(1);
        });
  }

  /// @param retryAfter when to try again
  public NotAccepting(Reason reason, Duration retryAfter) {
    super(reason.name());
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  /// When to try again.
  public Duration retryAfter() {
    return retryAfter;
  }
}
