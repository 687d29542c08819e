package io.interline.connector.internal.webhook;

import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.ConnectorException.AuthFailed;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.WebhookHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The sender puts a shared secret into a header.
final class SecretHeader implements AuthScheme<SecretHeader.Fields> {

  static final String ID = "secret-header";

  record Fields(
      @Field(
              label = "Header",
              help = "In which the sender puts the secret.",
              def = "X-Webhook-Secret")
          String header,
      @Field(label = "Secret", help = "At least 16 characters.", secret = true) String secret) {

    Fields {
      if (secret.length() < 16)
        throw new IllegalArgumentException("the secret must have at least 16 characters");
    }

    @Override
    public String toString() {
      return "SecretHeader[header=" + header + "]";
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Secret in a header";
  }

  @Override
  public Class<Fields> fields() {
    return Fields.class;
  }

  static void verify(String header, String secret, WebhookHead request) throws AuthFailed {
    String given =
        request
            .header(header)
            .orElseThrow(() -> new AuthFailed("The header '" + header + "' is missing"));
    if (!MessageDigest.isEqual(bytes(given), bytes(secret)))
      throw new AuthFailed("The secret in the header '" + header + "' is wrong");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
