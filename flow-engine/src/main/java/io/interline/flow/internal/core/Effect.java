package io.interline.flow.internal.core;

import java.time.Instant;

/// What the outside has to do for a run.
public sealed interface Effect {

  /// Try a step.
  ///
  /// @param attempt counted from 1
  record Begin(int step, int attempt) implements Effect {}

  /// Say [Event.RetryDue] when the time has come.
  record WaitUntil(int step, Instant due) implements Effect {}

  /// Nobody waits for the result of this step any more.
  record Leave(int step) implements Effect {}

  /// Append to the journal, before any step that comes after calls another system.
  record Record(Entry entry) implements Effect {}

  /// The run is over.
  record End(Outcome outcome) implements Effect {}
}
