package io.interline.connector.internal.http;

import io.interline.connector.spi.Connector;
import io.interline.connector.testkit.Capability;
import io.interline.connector.testkit.ConnectorContract;
import java.util.List;
import java.util.Map;

class HttpConnectorContract extends ConnectorContract {

  @Override
  protected Connector connector() {
    return new HttpConnector();
  }

  @Override
  protected Map<String, List<String>> examples() {
    return Map.of(
        "request",
        List.of(
            """
            {"method": "POST", "path": "/orders", "body": {"number": 7}}
            """,
            """
            {"path": "/orders/7"}
            """,
            """
            {"method": "PATCH", "path": "/orders/7", "query": {"dry": "true"},
             "headers": {"If-Match": "3"}, "body": "<order/>", "contentType": "application/xml",
             "success": "2xx, 409"}
            """));
  }

  @Override
  protected Map<String, Map<String, String>> connections() {
    return Map.of(
        "none", Map.of("baseUrl", "{server}"),
        "api-key",
            Map.of("baseUrl", "{server}", "in", "query", "name", "api key", "key", "k3y=&se cret"),
        "basic", Map.of("baseUrl", "{server}", "username", "ann", "password", "pa55w0rd"),
        "bearer", Map.of("baseUrl", "{server}", "token", "t0ken-t0ken"));
  }

  @Override
  protected Map<Capability, String> optOuts() {
    return Map.of(Capability.SIGNED_WEBHOOKS, "it has no triggers");
  }
}
