package io.interline.flow.internal.execute;

import io.interline.flow.internal.journal.MemoryJournal;

/// The engine over the tests' own journal.
class MemoryIngestTest extends IngestContract {

  @Override
  Store open(MovableClock clock) {
    var memory = new MemoryJournal(clock);
    return new Store(memory, memory, () -> {});
  }
}
