package io.interline.connector.internal.core;

import io.interline.connector.spi.Connector;
import io.interline.connector.testkit.Capability;
import io.interline.connector.testkit.ConnectorContract;
import java.util.List;
import java.util.Map;

class CoreConnectorContract extends ConnectorContract {

  @Override
  protected Connector connector() {
    return new CoreConnector();
  }

  @Override
  protected Map<String, List<String>> examples() {
    return Map.of(
        "log", List.of("{\"message\": \"Order 7\"}", "{\"message\": \"\"}"),
        "delay", List.of("{\"duration\": \"PT0.01S\"}", "{\"duration\": \"PT1M\"}"));
  }

  @Override
  protected Map<Capability, String> optOuts() {
    return Map.of(
        Capability.CONNECTIONS, "it needs no other system",
        Capability.HTTP, "it needs no other system",
        Capability.IDEMPOTENCY_KEY, "it changes nothing",
        Capability.SIGNED_WEBHOOKS, "it has no triggers",
        Capability.POLLING, "it has no triggers");
  }
}
