package io.interline.flow.internal.execute;

import io.interline.flow.RunId;

/// Where messages enter. Safe for many threads.
public interface Ingest {

  /// Accepts a message. Returns when it is durable: it will be worked on whatever happens.
  ///
  /// @throws NotAccepting when it is not known to be kept
  RunId accept(NewMessage message) throws NotAccepting, InterruptedException;

  /// Accepts a message unless one was accepted under the same key before.
  ///
  /// @param key within the tenant
  /// @return the run accepted under the key, now or before
  /// @throws NotAccepting when it is not known to be kept
  RunId acceptOnce(String key, NewMessage message) throws NotAccepting;
}
