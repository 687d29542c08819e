package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.journal.Ending;
import io.interline.flow.internal.plan.Ask;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps what a run says. All methods but [#beforeCall], [#close], [#left] and [#broke] are called
/// under the run's lock.
interface RunRecorder {

  /// @param fromOutside the result of a call, which must be durable before the next call leaves
  void add(Entry entry, boolean fromOutside);

  /// Makes known what a step waits for, or starts the run that it wants.
  ///
  /// @param input message for the run
  void makeKnown(Spot spot, Ask ask, @Nullable JsonNode input);

  /// A step has its answer, or its wait is over.
  void withdraw(Spot spot, Ask ask);

  /// Nobody waits for a step any more; a run that it called is to end.
  ///
  /// @param undo whether that run undoes first what it did
  void abandon(Spot spot, Ask ask, boolean undo);

  /// Asks whether the time of a question may end it. Called without the lock, and may take a while.
  ///
  /// @return false when somebody answered
  boolean close(Spot spot);

  /// A notice was taken, whatever came of it.
  void consumed(UUID notice);

  /// Answers the caller who waits.
  void respond(JsonNode answer);

  /// Hands in what must not wait for a later write.
  void flush();

  /// Returns when no result of an earlier call could be lost any more.
  ///
  /// @param lock of the run, to be held while its entries are taken
  /// @throws InterruptedException when the run has to stop
  void beforeCall(ReentrantLock lock) throws InterruptedException;

  /// The run does nothing but wait for a while: others may work meanwhile, and what its calls gave
  /// is kept.
  void idles();

  /// The run leaves memory until then; [Instant#MAX] until it is told something.
  void park(Instant until);

  /// @param output of the run, for the one that called it
  void end(Ending ending, @Nullable JsonNode output);

  /// The last thread of the run is gone.
  void left();

  /// The hub failed.
  void broke(RuntimeException why);
}
