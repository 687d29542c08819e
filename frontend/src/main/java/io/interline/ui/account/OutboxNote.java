package io.interline.ui.account;

import com.vaadin.flow.component.html.Anchor;
import io.interline.tenant.Outbox;
import io.interline.ui.elements.Note;
import java.util.Optional;

/// Says where the mail of an installation without a mail server is.
final class OutboxNote {

  private OutboxNote() {}

  static Optional<Note> of(Outbox outbox) {
    if (!outbox.active()) return Optional.empty();
    var note =
        Note.hint("This installation sends no mail yet: what it would send lies in the outbox. ");
    var link = new Anchor("outbox", "Open the outbox");
    link.setId("to-outbox");
    note.words().add(link);
    return Optional.of(note);
  }
}
