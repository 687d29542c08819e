package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.RunId;
import java.util.concurrent.CompletableFuture;

/// Where messages enter. Safe for many threads.
public interface Ingest {

  /// Accepts a message. Returns when it is durable: it will be worked on whatever happens.
  ///
  /// @throws NotAccepting when it is not known to be kept
  RunId accept(NewMessage message) throws NotAccepting, InterruptedException;

  /// Like [#accept], for a flow that answers: the answer comes on the way back.
  Accepted acceptAndListen(NewMessage message) throws NotAccepting, InterruptedException;

  /// @param reply what the caller is told; comes from this node's memory only
  record Accepted(RunId run, CompletableFuture<Reply> reply) {}

  /// What the caller of a flow that answers is told.
  sealed interface Reply {

    /// @param answer object with `status`, `headers` and perhaps `body`
    record Answered(JsonNode answer) implements Reply {}

    /// The run left this node's memory without an answer.
    record Silent() implements Reply {}
  }

  /// Accepts a message unless one was accepted under the same key before.
  ///
  /// @param key within the tenant
  /// @return the run accepted under the key, now or before
  /// @throws NotAccepting when it is not known to be kept
  RunId acceptOnce(String key, NewMessage message) throws NotAccepting;
}
