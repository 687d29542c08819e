package io.interline.tenant.internal.mail;

import io.interline.tenant.DomainException;
import java.util.List;

/// The mail of an installation that others can reach and that has no mail server: there is none.
class NoMailer implements Mailer {

  @Override
  public boolean active() {
    return false;
  }

  @Override
  public List<Mail> mails() {
    return List.of();
  }

  @Override
  public void send(String to, String subject, String text) {
    throw new DomainException(
        DomainException.Kind.UNAVAILABLE,
        "mail-not-sent",
        "This installation has no mail server, so the mail to "
            + to
            + " cannot be sent. Whoever runs it can name one: spring.mail.host.");
  }
}
