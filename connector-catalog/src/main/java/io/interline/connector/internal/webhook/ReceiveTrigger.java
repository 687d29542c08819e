package io.interline.connector.internal.webhook;

import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.Trigger;
import io.interline.connector.spi.WebhookHead;
import io.interline.connector.spi.WebhookRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts a run for each message.
final class ReceiveTrigger implements Trigger.Webhook<ReceiveTrigger.Config> {

  /// How the sender is known.
  enum Verify {
    NONE("none"),
    SECRET_HEADER(SecretHeader.ID),
    STANDARD_WEBHOOKS(StandardWebhooks.ID);

    private final String id;

    Verify(String id) {
      this.id = id;
    }

    @Override
    public String toString() {
      return id;
    }
  }

  record Config(
      @Field(
              label = "Verify sender",
              help = "With 'none', anybody who knows the address can start a run.",
              def = "none",
              literal = true)
          Verify verify,
      @Field(
              label = "Connection",
              help = "Webhook connection that holds the secret shared with the sender.",
              literal = true,
              connection = "webhook",
              showIf = "verify=secret-header|standard-webhooks")
          @Nullable String connection) {

    Config {
      if (verify != Verify.NONE && (connection == null || connection.isBlank()))
        throw new IllegalArgumentException(
            "verify '" + verify + "' needs a connection that holds the secret");
    }
  }

  @Override
  public String id() {
    return "receive";
  }

  @Override
  public String title() {
    return "Webhook";
  }

  @Override
  public String description() {
    return "Starts a run for each message that is sent to the flow's own address.";
  }

  @Override
  public Class<Config> config() {
    return Config.class;
  }

  @Override
  public Optional<String> connection(Config config) {
    return config.verify() == Verify.NONE
        ? Optional.empty()
        : Optional.ofNullable(config.connection());
  }

  @Override
  public void screen(Config config, WebhookHead head, Verification by) throws ConnectorException {
    switch (config.verify()) {
      case NONE -> {}
      case SECRET_HEADER -> SecretHeader.verify(needed("header", by), needed("secret", by), head);
      case STANDARD_WEBHOOKS -> StandardWebhooks.screen(head, by.clock().instant());
    }
  }

  @Override
  public Verified verify(Config config, WebhookRequest request, Verification by)
      throws ConnectorException {
    return switch (config.verify()) {
      case NONE -> Verified.ANY;
      case SECRET_HEADER -> {
        SecretHeader.verify(needed("header", by), needed("secret", by), request);
        yield Verified.ANY;
      }
      case STANDARD_WEBHOOKS ->
          StandardWebhooks.verify(needed("signingSecret", by), request, by.clock().instant());
    };
  }

  private static String needed(String field, Verification by) throws Permanent {
    return by.field(field)
        .orElseThrow(
            () ->
                new Permanent(
                    "The connection holds another kind of secret than the trigger asks for", null));
  }
}
