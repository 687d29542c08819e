package io.interline.tenant.testing;

import io.interline.tenant.Outbox;

/// Reads the links in the mails of an outbox.
public final class MailReader {

  private final Outbox outbox;

  public MailReader(Outbox outbox) {
    this.outbox = outbox;
  }

  /// The newest mail to that address.
  public Outbox.Mail last(String to) {
    return outbox.mails().stream()
        .filter(mail -> mail.to().equals(to))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no mail to " + to));
  }

  /// The token of the link in the newest mail to that address.
  public String token(String to) {
    var text = last(to).text();
    int start = text.indexOf("?token=");
    if (start < 0) throw new AssertionError("no link in: " + text);
    return text.substring(start + "?token=".length()).lines().findFirst().orElseThrow();
  }
}
