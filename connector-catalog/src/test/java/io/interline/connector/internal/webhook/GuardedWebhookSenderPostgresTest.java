package io.interline.connector.internal.webhook;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.connector.spi.WebhookRequest;
import io.interline.connector.testkit.ConnectorBeans;
import io.interline.connector.testkit.TestServer;
import io.interline.connector.testkit.TestServer.Answer;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.TenantScope;
import io.interline.tenant.WebhookSender;
import io.interline.tenant.WebhookSender.Target;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class GuardedWebhookSenderPostgresTest {

  private static final TestHub HUB = ConnectorBeans.hub();
  private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");
  private static final byte[] BODY = "{\"type\":\"x\"}".getBytes(StandardCharsets.UTF_8);

  private final TestTenant acme = HUB.tenant();
  private final WebhookSender sender = HUB.bean(WebhookSender.class);
  private final TestServer server = TestServer.start();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void messageIsSignedSoThatItsReceiverCanVerifyIt() throws Exception {
    server.answer(Answer.of(204, ""));
    var channel = UUID.randomUUID();
    var secret = secret(channel);

    sender.post(target(channel, secret.sealed()), BODY, NOW, Duration.ofSeconds(5));

    var request = server.last();
    assertThat(request.body()).isEqualTo(new String(BODY, StandardCharsets.UTF_8));
    assertThat(secret.toString() + new String(secret.sealed(), StandardCharsets.ISO_8859_1))
        .doesNotContain(secret.text());
    assertThatCode(() -> StandardWebhooks.verify(secret.text(), received(request.headers()), NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void answerOtherThanSuccessIsSaid() throws Exception {
    server.answer(Answer.of(410, "gone"));
    var channel = UUID.randomUUID();
    var secret = secret(channel);

    assertThatThrownBy(
            () -> sender.post(target(channel, secret.sealed()), BODY, NOW, Duration.ofSeconds(5)))
        .satisfies(refusedWith(Kind.UNAVAILABLE, "webhook-not-sent"))
        .hasMessageContaining("410");
  }

  @Test
  void addressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> sender.check("ftp://example.com"))
        .satisfies(refusedWith(Kind.INVALID, "address-invalid"));
    assertThatThrownBy(() -> sender.check("https://user:word@example.com"))
        .satisfies(refusedWith(Kind.INVALID, "address-invalid"));
  }

  private static WebhookRequest received(Map<String, String> headers) {
    return new WebhookRequest() {
      @Override
      public String method() {
        return "POST";
      }

      @Override
      public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
      }

      @Override
      public byte[] body() {
        return BODY;
      }
    };
  }

  private WebhookSender.Secret secret(UUID channel) {
    return TenantScope.call(
        acme.owner(),
        () ->
            Objects.requireNonNull(
                HUB.bean(TransactionTemplate.class)
                    .execute(_ -> sender.newSecret(acme.id(), channel))));
  }

  private Target target(UUID channel, byte[] sealed) {
    return new Target(acme.id(), channel, sealed, server.url(), UUID.randomUUID());
  }
}
