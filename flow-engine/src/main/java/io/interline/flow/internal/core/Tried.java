package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one attempt of a step went, apart from its result.
///
/// @param attempt counted from 1
/// @param input as rendered; absent for steps without one, or when rendering failed
/// @param log lines of the action
/// @param answer that made the attempt fail: `status`, `headers` and `body`; absent when there is
///     none
public record Tried(
    int attempt,
    Instant startedAt,
    Duration took,
    @Nullable JsonNode input,
    List<String> log,
    @Nullable JsonNode answer) {

  /// One that no answer made fail.
  public Tried(
      int attempt, Instant startedAt, Duration took, @Nullable JsonNode input, List<String> log) {
    this(attempt, startedAt, took, input, log, null);
  }

  public Tried {
    log = List.copyOf(log);
  }

  public Instant endedAt() {
    return startedAt.plus(took);
  }
}
