package io.interline.connector.internal.schedule;

import io.interline.connector.spi.Connector;
import io.interline.connector.testkit.Capability;
import io.interline.connector.testkit.ConnectorContract;
import java.util.List;
import java.util.Map;

class ScheduleConnectorContract extends ConnectorContract {

  @Override
  protected Connector connector() {
    return new ScheduleConnector();
  }

  @Override
  protected Map<String, List<String>> examples() {
    return Map.of(
        "cron",
        List.of(
            "{\"cron\": \"0 7 * * MON-FRI\", \"zone\": \"Europe/Berlin\"}",
            "{\"cron\": \"0/30 * * * * ?\"}"));
  }

  @Override
  protected Map<Capability, String> optOuts() {
    return Map.of(
        Capability.CONNECTIONS, "it needs no other system",
        Capability.HTTP, "it needs no other system",
        Capability.IDEMPOTENCY_KEY, "it has no actions",
        Capability.SIGNED_WEBHOOKS, "only the hub's clock starts its runs",
        Capability.POLLING, "only the hub's clock starts its runs");
  }
}
