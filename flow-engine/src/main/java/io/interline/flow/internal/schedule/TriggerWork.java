package io.interline.flow.internal.schedule;

import io.interline.connector.spi.ConnectorException;
import io.interline.flow.internal.execute.NotAccepting;
import java.util.Optional;

/// Sees to one kind of trigger.
interface TriggerWork {

  /// Sees to a trigger once. Runs on a virtual thread, which is interrupted when the claim is lost.
  ///
  /// @return how it ended; empty when that is written already, or the claim is lost
  Optional<Finish> see(DueTrigger trigger)
      throws ConnectorException, NotAccepting, InterruptedException;
}
