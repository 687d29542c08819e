package io.interline.tenant.internal.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Counts attempts by key, in the memory of this node, and says when there were too many. Safe for
/// use from many threads.
///
/// An attempt counts from its begin, and a successful one is forgiven at its end: a hundred
/// guesses at once are a hundred attempts, not one.
@Component
public class AttemptLimiter {

  private static final int MAX_KEYS = 50_000;

  private final Clock clock;
  private final Map<String, Attempts> attempts = new HashMap<>();

  AttemptLimiter(Clock clock) {
    this.clock = clock;
  }

  /// How often, within a window. After that many, all are refused until a window has gone by.
  public record Limit(int attempts, Duration window) {}

  /// What became of an attempt.
  public enum Verdict {
    ALLOWED,
    /// The first refused one of a row: worth telling.
    NEWLY_REFUSED,
    REFUSED
  }

  /// Begins an attempt.
  public synchronized Verdict begin(String key, Limit limit) {
    var now = clock.instant();
    var entry = attempts.get(key);
    if (entry == null || !now.isBefore(entry.until)) {
      makeRoom(now);
      entry = new Attempts(now.plus(limit.window()));
      attempts.put(key, entry);
    }
    entry.count++;
    if (entry.count <= limit.attempts()) return Verdict.ALLOWED;
    if (entry.refusing) return Verdict.REFUSED;
    entry.refusing = true;
    entry.until = now.plus(limit.window());
    return Verdict.NEWLY_REFUSED;
  }

  /// Takes an attempt back, as it was a good one.
  public synchronized void forgive(String key) {
    var entry = attempts.get(key);
    if (entry != null && entry.count > 0) entry.count--;
  }

  /// Keeps the memory bounded. Whoever can make so many keys in one window owns enough addresses
  /// not to be held by this limit anyway.
  private void makeRoom(Instant now) {
    if (attempts.size() < MAX_KEYS) return;
    attempts.values().removeIf(entry -> !now.isBefore(entry.until));
    if (attempts.size() >= MAX_KEYS) attempts.clear();
  }

  private static final class Attempts {
    int count;
    boolean refusing;
    Instant until;

    Attempts(Instant until) {
      this.until = until;
    }
  }
}
