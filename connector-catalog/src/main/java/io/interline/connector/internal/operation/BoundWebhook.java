package io.interline.connector.internal.operation;

import io.interline.connector.Operations.WebhookHandle;
import io.interline.connector.internal.call.OpenConnection;
import io.interline.connector.internal.call.OpenConnections;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger;
import io.interline.connector.spi.Trigger.Verified;
import io.interline.connector.spi.WebhookHead;
import io.interline.connector.spi.WebhookRequest;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A webhook trigger with its configuration.
record BoundWebhook<C extends Record>(
    Trigger.Webhook<C> trigger, C config, OpenConnections connections, Clock clock)
    implements WebhookHandle {

  @Override
  public void screen(TenantId tenant, Environment environment, WebhookHead head)
      throws ConnectorException {
    trigger.screen(config, head, by(tenant, environment));
  }

  @Override
  public Verified verify(TenantId tenant, Environment environment, WebhookRequest request)
      throws ConnectorException {
    return trigger.verify(config, request, by(tenant, environment));
  }

  private ByConnection by(TenantId tenant, Environment environment) throws ConnectorException {
    var alias = trigger.connection(config);
    var connection = alias.isEmpty() ? null : connections.open(tenant, environment, alias.get());
    return new ByConnection(clock, connection);
  }

  private record ByConnection(Clock clock, @Nullable OpenConnection connection)
      implements Trigger.Verification {

    @Override
    public Optional<String> field(String name) {
      return connection == null ? Optional.empty() : connection.field(name);
    }
  }
}
