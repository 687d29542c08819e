package io.interline.flow.internal.execute;

import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.journal.Ending;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps what a run says. All methods but [#beforeCall], [#left] and [#broke] are called under the
/// run's lock.
interface RunRecorder {

  /// @param fromOutside the result of a call, which must be durable before the next call leaves
  void add(Entry entry, boolean fromOutside);

  /// Returns when no result of an earlier call could be lost any more.
  ///
  /// @param lock of the run, to be held while its entries are taken
  /// @throws InterruptedException when the run has to stop
  void beforeCall(ReentrantLock lock) throws InterruptedException;

  /// The run leaves memory until then.
  void park(Instant until);

  void end(Ending ending);

  /// The last thread of the run is gone.
  void left();

  /// The hub failed.
  void broke(RuntimeException why);
}
