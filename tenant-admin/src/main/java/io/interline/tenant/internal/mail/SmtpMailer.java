package io.interline.tenant.internal.mail;

import io.interline.tenant.DomainException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/// Mail through the SMTP server of `spring.mail.*`.
class SmtpMailer implements Mailer {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpMailer.class);

  private final JavaMailSender sender;
  private final String from;

  SmtpMailer(JavaMailSender sender, String from) {
    this.sender = sender;
    this.from = from;
  }

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
    var message = new SimpleMailMessage();
    message.setFrom(from);
    message.setTo(to);
    message.setSubject(subject);
    message.setText(text);
    try {
      sender.send(message);
    } catch (MailException e) {
      LOG.warn(
          "mail not sent subject=\"{}\" cause=\"{}\"",
          subject,
          NestedExceptionUtils.getMostSpecificCause(e).toString());
      throw new DomainException(
          DomainException.Kind.UNAVAILABLE,
          "mail-not-sent",
          "The mail to " + to + " could not be sent now. Try again in a few minutes.");
    }
  }
}
