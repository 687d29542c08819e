package io.interline.audit.internal;

import io.interline.audit.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// Where a page ended: the last event's time and id, which together order a log.
record Cursor(Instant occurredAt, UUID id) {

  static Cursor after(AuditEvent event) {
    return new Cursor(event.occurredAt(), event.id());
  }

  /// @throws IllegalArgumentException when the text was not made by [#text()]
  static Cursor parse(String text) {
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int space = plain.indexOf(' ');
      if (space < 0) throw new IllegalArgumentException("no space");
      return new Cursor(
          Instant.parse(plain.substring(0, space)), UUID.fromString(plain.substring(space + 1)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "The cursor is not one that the audit log gave: start again at the first page.", e);
    }
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((occurredAt + " " + id).getBytes(StandardCharsets.UTF_8));
  }
}
