package io.interline.connector.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.connector.spi.ConnectorException.AuthFailed;
import io.interline.connector.testkit.SentWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {

  /// The example of the specification's own libraries.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final SentWebhook EXAMPLE =
      new SentWebhook(
          Map.of(
              "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
              "webhook-timestamp", "1614265330",
              "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
          "{\"test\": 2432232314}");

  private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);

  @Test
  void agreesWithTheExampleOfTheSpecification() {
    assertThatCode(() -> StandardWebhooks.verify(SECRET, EXAMPLE, SENT)).doesNotThrowAnyException();
    assertThat(
            Base64.getEncoder()
                .encodeToString(
                    StandardWebhooks.signature(
                        SECRET,
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        EXAMPLE.text().getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 0, 300})
  void takesMessagesWithinFiveMinutes(long seconds) {
    assertThatCode(() -> StandardWebhooks.verify(SECRET, EXAMPLE, SENT.plusSeconds(seconds)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 1_000_000})
  void refusesMessagesFromFurtherAway(long seconds) {
    assertThatThrownBy(() -> StandardWebhooks.verify(SECRET, EXAMPLE, SENT.plusSeconds(seconds)))
        .isInstanceOf(AuthFailed.class)
        .hasMessageContaining("5 minutes");
  }

  @Test
  void sameRequestIsKnownAgainWhateverItsHeaderListsBesides() throws AuthFailed {
    var headers = new java.util.HashMap<>(EXAMPLE.headers());
    headers.merge("webhook-signature", "v1,AAAA", (own, more) -> more + " " + own);
    var again = new SentWebhook(headers, EXAMPLE.text());

    var first = StandardWebhooks.verify(SECRET, EXAMPLE, SENT.minusSeconds(300));
    var second = StandardWebhooks.verify(SECRET, again, SENT.plusSeconds(300));

    assertThat(first.once()).isNotBlank().isEqualTo(second.once());
    assertThat(first.window()).as("as long as it passes").hasSeconds(660);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
  void headersThatAreMissingOrEmptyAreRefusedWithoutTheBody(String header) {
    var headers = new java.util.HashMap<>(EXAMPLE.headers());
    headers.put(header, " ");
    var empty = new SentWebhook(headers, "");
    headers.remove(header);
    var missing = new SentWebhook(java.util.Map.copyOf(headers), "");

    assertThatThrownBy(() -> StandardWebhooks.screen(missing, SENT))
        .isInstanceOf(AuthFailed.class)
        .hasMessageContaining(header);
    assertThatThrownBy(() -> StandardWebhooks.verify(SECRET, empty, SENT))
        .isInstanceOf(AuthFailed.class)
        .hasMessageContaining(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_AAAA", "not base64!", "whsec_MfKQ9r8GKYqr!"})
  void refusesSecretsThatAreNone(String secret) {
    assertThatThrownBy(() -> new StandardWebhooks.Fields(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            e -> {
              if (secret.length() > 6) assertThat(e).hasMessageNotContaining(secret);
            });
  }
}
