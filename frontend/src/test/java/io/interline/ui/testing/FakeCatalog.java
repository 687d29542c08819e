package io.interline.ui.testing;

import io.interline.connector.Catalog;
import io.interline.connector.OperationRef;
import java.util.List;
import java.util.Optional;

/// A catalogue of one connector, with a secret, an advanced field and one that depends on another.
public final class FakeCatalog implements Catalog {

  private static final String SETTINGS =
      """
      {"type":"object","required":["baseUrl"],"properties":{
        "baseUrl":{"type":"string","description":"Where it is.","x-interline-label":"Base address",
          "x-interline-example":"https://api.example.com","x-interline-order":1},
        "timeout":{"type":"string","default":"20","x-interline-label":"Time-out",
          "x-interline-advanced":true,"x-interline-order":2}}}
      """;

  private static final String NONE = "{\"type\":\"object\",\"properties\":{}}";

  private static final String API_KEY =
      """
      {"type":"object","required":["key"],"properties":{
        "place":{"type":"string","enum":["header","query"],"default":"header",
          "x-interline-label":"Where","x-interline-order":1},
        "header":{"type":"string","default":"X-Api-Key","x-interline-label":"Header",
          "x-interline-showIf":"place=header","x-interline-order":2},
        "key":{"type":"string","x-interline-label":"Key","x-interline-secret":true,
          "x-interline-order":3}}}
      """;

  @Override
  public List<ConnectorInfo> connectors() {
    return List.of(
        new ConnectorInfo(
            "http",
            1,
            "HTTP",
            "Calls any HTTP service.",
            "globe",
            SETTINGS,
            List.of(
                new AuthSchemeInfo("none", "No log-in", NONE),
                new AuthSchemeInfo("api-key", "API key", API_KEY)),
            List.of()));
  }

  @Override
  public Optional<OperationInfo> operation(OperationRef ref) {
    return Optional.empty();
  }
}
