package io.interline.flow.internal.journal;

import java.time.Clock;

/// The tests' own journal keeps the promises too.
class MemoryJournalTest extends JournalContract {

  private final MemoryJournal memory = new MemoryJournal(Clock.systemUTC());

  @Override
  Journal journal() {
    return memory;
  }

  @Override
  Shards shards() {
    return memory;
  }
}
