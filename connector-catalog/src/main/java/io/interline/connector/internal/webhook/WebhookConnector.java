package io.interline.connector.internal.webhook;

import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.Connector;
import io.interline.connector.spi.Trigger;
import java.util.List;

/// Takes messages that other systems send.
public final class WebhookConnector implements Connector {

  @Override
  public Info info() {
    return new Info(
        "webhook", 1, "Webhook", "Start a flow when another system sends a message.", "webhook");
  }

  @Override
  public List<AuthScheme<?>> auth() {
    return List.of(new SecretHeader(), new StandardWebhooks());
  }

  @Override
  public List<Trigger<?>> triggers() {
    return List.of(new ReceiveTrigger());
  }

  @Override
  public String testConnection(Call call) {
    return "The secret is well formed. The sender's first message will show whether it is the same.";
  }
}
