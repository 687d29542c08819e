package io.interline.tenant.internal.mail;

import io.interline.tenant.HubAddress;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// SMTP when `spring.mail.host` is set. Without it, the outbox in memory where nobody but this
/// machine can reach the hub, and no mail at all elsewhere: the outbox shows links that let their
/// reader in.
@Configuration
class MailConfiguration {

  private static final String TIMEOUT_MILLISECONDS = "10000";

  @Bean
  HubAddress hubAddress(Environment environment) {
    return new HubAddress(environment);
  }

  @Bean
  Mailer mailer(
      ObjectProvider<JavaMailSender> sender,
      Clock clock,
      HubAddress hub,
      Links links,
      @Value("${interline.mail.from:}") String from) {
    var smtp = sender.getIfAvailable();
    if (smtp == null) return hub.isLocal() ? new MemoryMailer(clock) : new NoMailer();
    if (smtp instanceof JavaMailSenderImpl configurable) limitWaits(configurable);
    return new SmtpMailer(smtp, from.isBlank() ? "no-reply@" + links.host() : from);
  }

  /// JavaMail waits for ever unless told.
  private static void limitWaits(JavaMailSenderImpl sender) {
    var properties = sender.getJavaMailProperties();
    for (var name : List.of("connectiontimeout", "timeout", "writetimeout"))
      properties.putIfAbsent("mail.smtp." + name, TIMEOUT_MILLISECONDS);
  }
}
