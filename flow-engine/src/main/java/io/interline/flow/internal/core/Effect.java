package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.Ask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the outside has to do for a run.
public sealed interface Effect {

  /// Try a step; for a loop: find its items, or whether it makes a further turn.
  ///
  /// @param attempt counted from 1
  record Begin(Spot spot, int attempt) implements Effect {}

  /// Say [Event.Due] when the time has come.
  ///
  /// @param due absent when only an answer ends the wait
  record WaitUntil(Spot spot, @Nullable Instant due) implements Effect {}

  /// Make known what a step waits for, in the same write as its entry; start the run it wants.
  ///
  /// @param input message for the run to be started; absent otherwise
  record MakeKnown(Spot spot, Ask ask, @Nullable JsonNode input) implements Effect {}

  /// Nobody waits for the result of this step any more.
  ///
  /// @param ask what it waited for; absent when it was at work
  /// @param undo whether a run that it started is to undo what it did before it ends
  record Leave(Spot spot, @Nullable Ask ask, boolean undo) implements Effect {}

  /// Answer the caller who sent the message.
  ///
  /// @param answer object with `status`, `headers` and perhaps `body`
  record Respond(JsonNode answer) implements Effect {}

  /// Append to the journal, before any step that comes after calls another system.
  record Record(Entry entry) implements Effect {}

  /// The run is over.
  record End(Outcome outcome) implements Effect {}
}
