package io.interline.flow.internal.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.RunId;

/// What the sender of a message is told.
sealed interface Answer {

  /// The message is durable.
  ///
  /// @param isNew false when the same message came before
  record Taken(RunId run, boolean isNew) implements Answer {}

  /// The flow answers.
  ///
  /// @param answer object with `status`, `headers` and perhaps `body`
  record Replied(RunId run, JsonNode answer) implements Answer {}

  record Refused(Refusal why) implements Answer {}
}
