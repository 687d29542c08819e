package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.journal.RunHeader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A run in this node's memory: waiting for its turn, or under way.
final class Running {

  private final RunHeader header;
  private final boolean known;
  private final boolean waited;
  private final AtomicBoolean slot = new AtomicBoolean();
  private volatile @Nullable Message message;
  private volatile @Nullable RunTask task;

  /// @param known to the journal for longer, so that it may have entries
  /// @param waited has left memory before
  Running(RunHeader header, @Nullable Message message, boolean known, boolean waited) {
    this.header = header;
    this.message = message;
    this.known = known;
    this.waited = waited;
  }

  RunHeader header() {
    return header;
  }

  boolean known() {
    return known;
  }

  boolean waited() {
    return waited;
  }

  @Nullable Message message() {
    return message;
  }

  /// Lets go of the message; it is read from the journal when needed.
  void forgetMessage() {
    message = null;
  }

  @Nullable RunTask task() {
    return task;
  }

  void start(RunTask task) {
    this.task = task;
  }

  void takeSlot() {
    slot.set(true);
  }

  /// Whether it held a slot until now.
  boolean giveUpSlot() {
    return slot.getAndSet(false);
  }

  record Message(JsonNode tree, int bytes) {}
}
