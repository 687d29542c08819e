package io.interline.tenant.internal.mail;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.tenant.DomainException.Kind;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class SmtpMailerTest {

  @Test
  void serverGetsTheMail() throws IOException, InterruptedException {
    try (var server = new FakeSmtpServer()) {
      mailer(server.port()).send("ann@example.com", "Confirm — now", "Hello Ann");

      assertThat(server.dialogues.poll(10, TimeUnit.SECONDS))
          .contains("MAIL FROM:<hub@example.com>")
          .contains("RCPT TO:<ann@example.com>")
          .contains("Subject: =?UTF-8?")
          .contains("Hello Ann");
    }
  }

  @Test
  void absentServerIsARefusalThatSaysSo() throws IOException {
    int port;
    try (var server = new FakeSmtpServer()) {
      port = server.port();
    }

    assertThatThrownBy(() -> mailer(port).send("ann@example.com", "Confirm", "Hello"))
        .satisfies(refusedWith(Kind.UNAVAILABLE, "mail-not-sent"))
        .hasMessageContaining("ann@example.com");
  }

  private static SmtpMailer mailer(int port) {
    var sender = new JavaMailSenderImpl();
    sender.setHost("localhost");
    sender.setPort(port);
    sender.setDefaultEncoding("UTF-8");
    return new SmtpMailer(sender, "hub@example.com");
  }
}
