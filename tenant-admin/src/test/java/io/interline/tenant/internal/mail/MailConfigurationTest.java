package io.interline.tenant.internal.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.tenant.DomainException;
import io.interline.tenant.internal.secret.Token;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
          .withUserConfiguration(MailConfiguration.class, Links.class, UtcClock.class);

  @Test
  void withoutServerMailStaysInTheOutboxOfThisMachine() {
    runner
        .withPropertyValues("server.address=127.0.0.1")
        .run(
            context -> {
              var mailer = context.getBean(Mailer.class);
              for (int i = 0; i < 103; i++) mailer.send("ann@example.com", "Subject " + i, "Text");

              assertThat(mailer.active()).isTrue();
              assertThat(mailer.mails()).hasSize(100);
              assertThat(mailer.mails().getFirst().subject()).isEqualTo("Subject 102");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.address=0.0.0.0",
        "server.address=10.1.2.3",
        "server.address=::",
        "server.address=127.0.0.1,interline.public-url=https://hub.example"
      })
  void whereOthersCanReachTheHubThereIsNoOutbox(String properties) {
    runner
        .withPropertyValues(properties.split(","))
        .run(
            context -> {
              var mailer = context.getBean(Mailer.class);

              assertThat(mailer.active()).isFalse();
              assertThatThrownBy(() -> mailer.send("ann@example.com", "Subject", "Text"))
                  .isInstanceOfSatisfying(
                      DomainException.class,
                      refusal -> assertThat(refusal.code()).isEqualTo("mail-not-sent"))
                  .hasMessageContaining("no mail server");
              assertThat(mailer.mails()).isEmpty();
            });
  }

  @Test
  void withServerTheOutboxIsOffAndWaitsAreLimited() {
    runner
        .withPropertyValues("spring.mail.host=smtp.example")
        .run(
            context -> {
              assertThat(context.getBean(Mailer.class).active()).isFalse();
              assertThat(context.getBean(Mailer.class).mails()).isEmpty();
              assertThat(context.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
                  .containsKey("mail.smtp.timeout");
            });
  }

  @Test
  void linksBeginWithThePublicAddress() {
    runner
        .withPropertyValues("interline.public-url=https://hub.example/base/")
        .run(
            context ->
                assertThat(context.getBean(Links.class).invitation(new Token("t")))
                    .isEqualTo("https://hub.example/base/invitation?token=t"));
    runner
        .withPropertyValues("server.port=9999")
        .run(
            context ->
                assertThat(context.getBean(Links.class).verification(new Token("t")))
                    .isEqualTo("http://localhost:9999/verify?token=t"));
  }

  @Configuration
  static class UtcClock {
    @Bean
    Clock clock() {
      return Objects.requireNonNull(Clock.systemUTC());
    }
  }
}
