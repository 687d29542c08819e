package io.interline.connector.internal.webhook;

import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.ConnectorException.AuthFailed;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.Trigger.Verified;
import io.interline.connector.spi.WebhookHead;
import io.interline.connector.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signatures as https://www.standardwebhooks.com says: HMAC-SHA256 over `id.timestamp.body`, in
/// `webhook-signature` as `v1,base64`, several separated by spaces; five minutes of clock
/// difference are allowed.
final class StandardWebhooks implements AuthScheme<StandardWebhooks.Fields> {

  static final String ID = "standard-webhooks";

  private static final Duration WINDOW = Duration.ofMinutes(5);
  /// A request signed by a clock that is ahead passes from the window before its time to that
  /// after.
  private static final Duration REMEMBERED = WINDOW.multipliedBy(2).plusMinutes(1);

  private static final String PREFIX = "whsec_";

  record Fields(
      @Field(
              label = "Signing secret",
              help = "As the sender shows it: whsec_ and Base64, 24 to 64 bytes.",
              secret = true)
          String signingSecret) {

    Fields {
      int length = key(signingSecret).length;
      if (length < 24 || length > 64)
        throw new IllegalArgumentException("the signing secret must be 24 to 64 bytes in Base64");
    }

    @Override
    public String toString() {
      return "StandardWebhooks";
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Standard Webhooks signature";
  }

  @Override
  public Class<Fields> fields() {
    return Fields.class;
  }

  /// What the head alone tells.
  static void screen(WebhookHead head, Instant now) throws AuthFailed {
    required(head, "webhook-id");
    required(head, "webhook-signature");
    checkAge(required(head, "webhook-timestamp"), now);
  }

  /// The signature is what only this request can have: it is over the id, the time and the body.
  /// Not as the header writes it, which may name it among others, but as it is computed here.
  static Verified verify(String secret, WebhookRequest request, Instant now) throws AuthFailed {
    screen(request, now);
    String id = required(request, "webhook-id");
    String timestamp = required(request, "webhook-timestamp");
    String signatures = required(request, "webhook-signature");
    byte[] expected = signature(secret, id, timestamp, request.body());
    boolean matches = false;
    for (String signature : signatures.split(" ", 20))
      if (signature.startsWith("v1,"))
        matches |= MessageDigest.isEqual(expected, decoded(signature.substring(3)));
    if (!matches) throw new AuthFailed("No signature in 'webhook-signature' fits the message");
    return new Verified(Base64.getEncoder().encodeToString(expected), REMEMBERED);
  }

  private static String required(WebhookHead head, String name) throws AuthFailed {
    String value =
        head.header(name).orElseThrow(() -> new AuthFailed("The header '" + name + "' is missing"));
    if (value.isBlank()) throw new AuthFailed("The header '" + name + "' is empty");
    return value;
  }

  private static void checkAge(String timestamp, Instant now) throws AuthFailed {
    if (!timestamp.matches("[0-9]{1,11}"))
      throw new AuthFailed("The header 'webhook-timestamp' holds no seconds since 1970");
    var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, now).abs().compareTo(WINDOW) > 0)
      throw new AuthFailed("The message was signed more than 5 minutes away from now");
  }

  static byte[] signature(String secret, String id, String timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA256", e);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /// @throws IllegalArgumentException that does not repeat the secret
  private static byte[] key(String secret) {
    try {
      return Base64.getDecoder()
          .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the signing secret is not Base64", null);
    }
  }
}
