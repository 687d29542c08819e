package io.interline.ui.designer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A document with what came before and after it. Changes of one field that follow each other
/// quickly are one entry, so that undo takes back what a person did, not each letter. For one
/// thread at a time.
final class EditHistory {

  private static final int MOST = 200;
  private static final Duration TOGETHER = Duration.ofSeconds(3);

  private final Deque<Entry> past = new ArrayDeque<>();
  private final Deque<Entry> future = new ArrayDeque<>();
  private ObjectNode document;
  private @Nullable String lastField;
  private Instant lastAt = Instant.MIN;

  /// Kept as text: a history of large documents stays small.
  private record Entry(byte[] document, String words) {}

  EditHistory(ObjectNode document) {
    this.document = document;
  }

  /// The document as it is now; not to be changed.
  ObjectNode document() {
    return document;
  }

  /// Applies an edit.
  ///
  /// @return whether it changed anything
  /// @throws IllegalArgumentException as [DocumentEdits#apply]; nothing has changed then
  boolean apply(Edit edit, Instant now) {
    var changed = DocumentEdits.apply(document, edit);
    if (changed.equals(document)) return false;
    var field = edit instanceof Edit.SetField(var pointer, var value) ? pointer : null;
    var goesOn =
        field != null
            && field.equals(lastField)
            && Duration.between(lastAt, now).compareTo(TOGETHER) < 0;
    if (!goesOn) past.push(entry(edit.words()));
    while (past.size() > MOST) past.removeLast();
    future.clear();
    document = changed;
    lastField = field;
    lastAt = now;
    return true;
  }

  boolean undo() {
    return step(past, future);
  }

  boolean redo() {
    return step(future, past);
  }

  /// What undo would take back.
  Optional<String> undoable() {
    return Optional.ofNullable(past.peek()).map(Entry::words);
  }

  /// What redo would do again.
  Optional<String> redoable() {
    return Optional.ofNullable(future.peek()).map(Entry::words);
  }

  private boolean step(Deque<Entry> from, Deque<Entry> to) {
    if (from.isEmpty()) return false;
    var entry = from.pop();
    to.push(entry(entry.words()));
    document = DocumentJson.readObject(new String(entry.document(), UTF_8));
    lastField = null;
    return true;
  }

  private Entry entry(String words) {
    return new Entry(DocumentJson.write(document).getBytes(UTF_8), words);
  }
}
