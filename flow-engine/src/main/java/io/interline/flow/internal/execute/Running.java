package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.journal.Notice;
import io.interline.flow.internal.journal.RunHeader;
import io.interline.tenant.MemoryBudget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A run in this node's memory: waiting for its turn, or under way.
final class Running {

  private final RunHeader header;
  private final boolean known;
  private final boolean waited;
  private final Map<UUID, Notice> notices = new ConcurrentHashMap<>(1);
  private final MemoryBudget.Charge memory;
  private final AtomicReference<@Nullable Message> message;
  private final long messageBytes;
  private volatile @Nullable RunTask task;
  private volatile FairQueue<Running>.@Nullable Turn turn;

  /// @param memory what its message and what it reads have taken
  /// @param known to the journal for longer, so that it may have entries
  /// @param waited has left memory before
  Running(
      RunHeader header,
      @Nullable Message message,
      MemoryBudget.Charge memory,
      boolean known,
      boolean waited) {
    this.header = header;
    this.message = new AtomicReference<>(message);
    this.messageBytes = message == null ? -1 : message.bytes();
    this.memory = memory;
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
    return message.get();
  }

  /// Takes the message away, once; it is read from the journal when needed.
  @Nullable Message takeMessage() {
    return message.getAndSet(null);
  }

  /// Of its message, whether that is in memory or not; -1 when not known.
  long messageBytes() {
    return messageBytes;
  }

  MemoryBudget.Charge memory() {
    return memory;
  }

  @Nullable RunTask task() {
    return task;
  }

  void start(RunTask task) {
    this.task = task;
  }

  void begin(FairQueue<Running>.Turn turn) {
    this.turn = turn;
  }

  /// Absent until it begins.
  FairQueue<Running>.@Nullable Turn turn() {
    return turn;
  }

  /// Keeps a notice until the run begins.
  void keep(Notice notice) {
    notices.put(notice.id(), notice);
  }

  /// What it was told before it began, oldest first.
  List<Notice> notices() {
    return notices.values().stream().sorted(Comparator.comparing(Notice::id)).toList();
  }

  record Message(JsonNode tree, int bytes) {}
}
