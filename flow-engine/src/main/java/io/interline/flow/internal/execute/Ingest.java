package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.RunId;
import io.interline.tenant.TenantId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where messages enter. Safe for many threads.
public interface Ingest {

  /// Accepts a message. Returns when it is durable: it will be worked on whatever happens.
  ///
  /// @param listens whether the sender waits for the flow's answer
  /// @throws NotAccepting when it is not known to be kept
  Accepted take(NewMessage message, boolean listens) throws NotAccepting, InterruptedException;

  /// Accepts a message whose sender waits for nothing.
  default RunId accept(NewMessage message) throws NotAccepting, InterruptedException {
    return take(message, false).run();
  }

  /// @param isNew false when the same message came before, within the window of its key
  /// @param reply what the sender is told; absent when nobody listens; comes from the memory of
  ///     this node only
  record Accepted(RunId run, boolean isNew, @Nullable CompletableFuture<Reply> reply) {}

  /// What the caller of a flow that answers is told.
  sealed interface Reply {

    /// @param answer object with `status`, `headers` and perhaps `body`
    record Answered(JsonNode answer) implements Reply {}

    /// The run ended, or left this node's memory, without an answer.
    ///
    /// @param died whether it failed
    record Silent(boolean died) implements Reply {}
  }

  /// Accepts a message unless one was accepted under the same key before.
  ///
  /// @param key within the tenant
  /// @return the run accepted under the key, now or before
  /// @throws NotAccepting when it is not known to be kept
  RunId acceptOnce(String key, NewMessage message) throws NotAccepting;

  /// Like [#acceptOnce], for a run that goes on from where another one was.
  RunId takeOver(String key, NewMessage message, TakenOver from) throws NotAccepting;

  /// What a run takes over from another one.
  ///
  /// @param origin run whose id stands in its idempotency keys
  /// @param depth runs that called one another to come to it
  /// @param entries of the journal, as written for the plan of the new run
  @SuppressWarnings("ArrayRecordComponent")
  record TakenOver(RunId origin, int depth, byte[] entries) {}

  /// Accepts messages of one tenant, each unless one was accepted under its key before, together
  /// with a write of the caller's: all of it becomes durable, or nothing.
  ///
  /// @param messages by key within the tenant, in their order
  /// @param alongside writes through the system role's pool, in the transaction that keeps the
  ///     messages; false when all is to be undone
  /// @return how many messages started a run; empty when `alongside` refused
  /// @throws NotAccepting when nothing was kept
  OptionalInt acceptAll(Map<String, NewMessage> messages, BooleanSupplier alongside)
      throws NotAccepting;

  /// Whether messages of a tenant would be taken now.
  ///
  /// @throws NotAccepting when not
  void checkRoom(TenantId tenant) throws NotAccepting;
}
