package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a step waits for.
///
/// @param until when it is over without an answer; absent to wait for ever
/// @param failsWhenOver else the flow goes on
/// @param details by kind: EVENT has `name` and `key`; APPROVAL `roles`, `message` and
///     `failsWhenRejected`; RUN and START `run`, `flow` and `version`
public record Ask(Kind kind, @Nullable Instant until, boolean failsWhenOver, JsonNode details) {

  /// Who gives the answer.
  public enum Kind {
    /// The clock.
    TIME,
    /// Somebody who sends an event with its name and key.
    EVENT,
    /// A member of the tenant.
    APPROVAL,
    /// The end of a run that the step starts.
    RUN,
    /// Nobody: a run is started, and the flow goes on at once.
    START
  }
}
