package io.interline.connector.internal.webhook;

import io.interline.connector.internal.network.GuardedNetwork;
import io.interline.connector.internal.vault.Vault;
import io.interline.connector.internal.vault.Vault.Place;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantId;
import io.interline.tenant.WebhookSender;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Notifications go through the guarded network, signed as Standard Webhooks says. Secrets are
/// sealed by the vault like those of connections.
@Component
class GuardedWebhookSender implements WebhookSender {

  private static final String FIELD = "signingSecret";
  private static final int FIRST = 1;

  private final GuardedNetwork network;
  private final Vault vault;
  private final SecureRandom random = new SecureRandom();

  GuardedWebhookSender(GuardedNetwork network, Vault vault) {
    this.network = network;
    this.vault = vault;
  }

  @Override
  public Secret newSecret(TenantId tenant, UUID channel) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(bytes);
    return new Secret(secret, vault.seal(new Place(tenant, channel, FIRST), Map.of(FIELD, secret)));
  }

  @Override
  public void check(String url) {
    try {
      var _ = io.interline.connector.internal.network.Target.parse(url);
    } catch (Permanent e) {
      throw new DomainException(
          DomainException.Kind.INVALID, "address-invalid", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void post(Target target, byte[] body, Instant now, Duration limit)
      throws InterruptedException {
    var place = new Place(target.tenant(), target.channel(), FIRST);
    String secret = vault.open(place, target.sealedSecret()).getOrDefault(FIELD, "");
    String id = "msg_" + target.message();
    String timestamp = Long.toString(now.getEpochSecond());
    String signature =
        "v1,"
            + Base64.getEncoder()
                .encodeToString(StandardWebhooks.signature(secret, id, timestamp, body));
    int status;
    try {
      status =
          network
              .send(
                  "POST",
                  io.interline.connector.internal.network.Target.parse(target.url()),
                  Map.of(
                      "Content-Type", "application/json",
                      "webhook-id", id,
                      "webhook-timestamp", timestamp,
                      "webhook-signature", signature),
                  body,
                  limit)
              .status();
    } catch (ConnectorException e) {
      throw notSent(String.valueOf(e.getMessage()));
    }
    if (status / 100 != 2) throw notSent("The webhook answered with status " + status + ".");
  }

  private static DomainException notSent(String why) {
    return new DomainException(DomainException.Kind.UNAVAILABLE, "webhook-not-sent", why);
  }
}
