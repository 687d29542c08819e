package io.interline.connector.internal.http;

import io.interline.connector.spi.Connector;
import io.interline.connector.testkit.Capability;
import io.interline.connector.testkit.ConnectorContract;
import io.interline.connector.testkit.PollCase;
import io.interline.connector.testkit.TestServer.Answer;
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
            """),
        "poll",
        List.of(
            """
            {"connection": "contract", "path": "/orders?status=new", "every": "PT5M",
             "items": "/data", "since": "updated_since", "position": "/updatedAt",
             "begin": "2026-01-01T00:00:00Z", "next": "/links/next"}
            """,
            """
            {"connection": "contract", "path": "/orders"}
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
  protected List<PollCase> polls() {
    return List.of(
        new PollCase(
            "poll",
            """
            {"connection": "contract", "path": "/orders", "since": "after"}
            """,
            server ->
                List.of(
                    Answer.of(200, "[{\"id\": 3}, {\"id\": 10}]")
                        .with("Link", "</orders?page=2>; rel=\"next\""),
                    Answer.of(200, "[{\"id\": 9}]")
                        .with("Link", "<" + server + "/orders?page=3>; rel=\"next\""),
                    Answer.of(200, "[{\"id\": 1}]")),
            List.of(List.of("3", "10"), List.of("9"), List.of("1")),
            Answer.of(200, "[]"),
            "{\"sinc\": 3}"),
        new PollCase(
            "poll",
            """
            {"connection": "contract", "path": "/orders", "items": "/data", "id": "/key",
             "since": "from", "position": "/at", "next": "/next"}
            """,
            server ->
                List.of(
                    Answer.of(
                        200,
                        "{\"data\": [{\"key\": \"a\", \"at\": \"2026-02\"}], \"next\": \"?p=2\"}"),
                    Answer.of(200, "{\"data\": [], \"next\": \"/orders?p=3\"}"),
                    Answer.of(
                        200,
                        "{\"data\": [{\"key\": \"b\", \"at\": \"2026-01\"}], \"next\": null}")),
            List.of(List.of("a"), List.of(), List.of("b")),
            Answer.of(200, "{\"data\": []}"),
            "{\"since\": [3]}"));
  }

  @Override
  protected Map<Capability, String> optOuts() {
    return Map.of(Capability.SIGNED_WEBHOOKS, "it has no webhooks");
  }
}
