package io.interline.flow.internal.journal;

/// The journal takes nothing now: it is full, closed, or the database is away.
public final class JournalUnavailable extends RuntimeException {

  public JournalUnavailable(String message) {
    super(message);
  }
}
