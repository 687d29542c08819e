package io.interline.connector.internal.webhook;

import io.interline.connector.spi.Connector;
import io.interline.connector.testkit.Capability;
import io.interline.connector.testkit.ConnectorContract;
import io.interline.connector.testkit.SentWebhook;
import io.interline.connector.testkit.WebhookCase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class WebhookConnectorContract extends ConnectorContract {

  private static final String SECRET = "a-shared-secret-of-some-length";
  private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY = "{\"test\": 2432232314}";

  @Override
  protected Connector connector() {
    return new WebhookConnector();
  }

  @Override
  protected Map<String, List<String>> examples() {
    return Map.of(
        "receive",
        List.of(
            "{}",
            "{\"verify\": \"none\"}",
            "{\"verify\": \"standard-webhooks\", \"connection\": \"shop\"}"));
  }

  @Override
  protected Map<String, Map<String, String>> connections() {
    return Map.of(
        "secret-header", Map.of("header", "X-Shop-Secret", "secret", SECRET),
        "standard-webhooks", Map.of("signingSecret", KEY));
  }

  @Override
  protected List<WebhookCase> webhooks(Clock clock) {
    var plain = new SentWebhook(Map.of("X-Shop-Secret", SECRET), BODY);
    long now = clock.instant().getEpochSecond();
    var signed = signed(now);
    return List.of(
        new WebhookCase(
            "receive",
            "{\"verify\": \"secret-header\", \"connection\": \"contract\"}",
            "secret-header",
            plain,
            List.of(
                plain.without("X-Shop-Secret"),
                plain.with("X-Shop-Secret", ""),
                plain.with("X-Shop-Secret", SECRET + "x"),
                plain.with("X-Shop-Secret", SECRET.substring(1)))),
        new WebhookCase(
            "receive",
            "{\"verify\": \"standard-webhooks\", \"connection\": \"contract\"}",
            "standard-webhooks",
            signed.with("webhook-signature", "v1a,x v1,AAAA " + signature(signed)),
            List.of(
                signed.withBody(BODY + " "),
                signed.with("webhook-id", "other"),
                signed.with("webhook-timestamp", String.valueOf(now + 1)),
                signed.with("webhook-timestamp", "soon"),
                signed.with("webhook-signature", "v1,AAAA"),
                signed.with("webhook-signature", "v2" + signature(signed).substring(2)),
                signed.with("webhook-signature", "v1,not base64!"),
                signed.with("webhook-signature", ""),
                signed.without("webhook-signature"),
                signed.without("webhook-id"),
                signed.without("webhook-timestamp"),
                signed(now - 360),
                signed(now + 360))));
  }

  private static SentWebhook signed(long at) {
    String timestamp = String.valueOf(at);
    var mac =
        StandardWebhooks.signature(KEY, "msg_1", timestamp, BODY.getBytes(StandardCharsets.UTF_8));
    return new SentWebhook(
        Map.of(
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            timestamp,
            "webhook-signature",
            "v1," + Base64.getEncoder().encodeToString(mac)),
        BODY);
  }

  private static String signature(SentWebhook signed) {
    return signed.header("webhook-signature").orElseThrow();
  }

  @Override
  protected Map<Capability, String> optOuts() {
    return Map.of(
        Capability.CONNECTIONS, "its connections hold the secrets of senders; it has no actions",
        Capability.HTTP, "it receives and does not call",
        Capability.IDEMPOTENCY_KEY, "it receives and does not call",
        Capability.POLLING, "its messages are sent to the hub");
  }
}
