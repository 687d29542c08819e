package io.interline.tenant.internal.mail;

import io.interline.tenant.DomainException;
import io.interline.tenant.Outbox;

/// Sends mail, or keeps it in the outbox. Not to be called inside a transaction: a mail server can
/// take its time, and a mail cannot be rolled back.
public interface Mailer extends Outbox {

  /// @throws DomainException of kind UNAVAILABLE, code `mail-not-sent`, when the server does not
  ///     take it
  void send(String to, String subject, String text);
}
