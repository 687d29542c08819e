package io.interline.ui.designer;

import io.interline.connector.Catalog;
import io.interline.connector.OperationRef;
import io.interline.connector.spi.Effect;
import java.util.List;
import java.util.Optional;

/// A few connectors, as the real ones describe themselves.
final class FakeCatalog implements Catalog {

  static final String HTTP_REQUEST =
      """
      { "type": "object", "required": ["method", "path"], "additionalProperties": false, "properties": {
        "method": { "type": "string", "enum": ["GET", "POST", "PUT", "PATCH", "DELETE"], "default": "GET",
          "x-interline-label": "Method", "x-interline-order": 1, "x-interline-literal": true },
        "path": { "type": "string", "x-interline-label": "Path", "x-interline-order": 2,
          "x-interline-example": "/orders/${.order.id}", "description": "Below the base URL of the connection." },
        "query": { "type": "object", "additionalProperties": { "type": "string" }, "default": {},
          "x-interline-label": "Query", "x-interline-order": 3, "x-interline-advanced": true },
        "headers": { "type": "object", "additionalProperties": { "type": "string" }, "default": {},
          "x-interline-label": "Headers", "x-interline-order": 4, "x-interline-advanced": true },
        "body": { "x-interline-label": "Body", "x-interline-order": 5, "description": "Sent as JSON unless it is a text.",
          "x-interline-multiline": true },
        "follow": { "type": "boolean", "default": false, "x-interline-label": "Follow redirects", "x-interline-order": 6,
          "x-interline-advanced": true },
        "limit": { "type": "integer", "default": 1000000, "x-interline-label": "Largest answer, bytes", "x-interline-order": 7,
          "x-interline-advanced": true }
      } }
      """;

  private static final String RECEIVE =
      """
      { "type": "object", "properties": {
        "verify": { "type": "string", "enum": ["NONE", "SECRET", "STANDARD_WEBHOOKS"], "default": "NONE",
          "x-interline-label": "Verification", "x-interline-order": 1, "x-interline-literal": true,
          "description": "How the hub knows who sends." },
        "header": { "type": "string", "default": "X-Webhook-Secret", "x-interline-label": "Header",
          "x-interline-order": 2, "x-interline-showIf": "verify=SECRET", "x-interline-literal": true }
      } }
      """;

  private static final String CRON =
      """
      { "type": "object", "required": ["cron"], "properties": {
        "cron": { "type": "string", "x-interline-label": "When", "x-interline-order": 1, "x-interline-example": "0 0 7 ? * MON-FRI",
          "x-interline-literal": true },
        "zone": { "type": "string", "default": "UTC", "x-interline-label": "Time zone", "x-interline-order": 2, "x-interline-literal": true }
      } }
      """;

  private static final String LOG =
      """
      { "type": "object", "required": ["message"], "properties": {
        "level": { "type": "string", "enum": ["INFO", "WARN", "ERROR"], "default": "INFO", "x-interline-label": "Level", "x-interline-order": 1 },
        "message": { "type": "string", "x-interline-label": "Message", "x-interline-order": 2, "x-interline-multiline": true } } }
      """;

  private static final String DELAY =
      """
      { "type": "object", "required": ["for"], "properties": {
        "for": { "type": "string", "format": "duration", "x-interline-label": "How long", "x-interline-order": 1,
          "x-interline-example": "PT30S" } } }
      """;

  @Override
  public List<ConnectorInfo> connectors() {
    return List.of(
        connector(
            "core",
            "Core",
            "Built into the hub",
            "terminal",
            operation(
                "core@1/log",
                Kind.ACTION,
                "Write to the log",
                "A line in the run's log",
                false,
                LOG),
            operation("core@1/delay", Kind.ACTION, "Wait", "Goes on after a while", false, DELAY)),
        connector(
            "http",
            "HTTP",
            "Any service with an HTTP interface",
            "globe",
            operation(
                "http@1/request",
                Kind.ACTION,
                "HTTP request",
                "Calls a service and answers what it says",
                true,
                HTTP_REQUEST)),
        connector(
            "schedule",
            "Schedule",
            "Starts runs by the clock",
            "calendar-clock",
            operation(
                "schedule@1/cron",
                Kind.SCHEDULE_TRIGGER,
                "On a schedule",
                "Starts a run when the clock says so",
                false,
                CRON)),
        connector(
            "webhook",
            "Webhook",
            "Messages by HTTP",
            "webhook",
            operation(
                "webhook@1/receive",
                Kind.WEBHOOK_TRIGGER,
                "Webhook",
                "Starts a run for each message sent to its address",
                false,
                RECEIVE)));
  }

  private static ConnectorInfo connector(
      String id, String title, String description, String icon, OperationInfo... operations) {
    return new ConnectorInfo(id, 1, title, description, icon, "", List.of(), List.of(operations));
  }

  private static OperationInfo operation(
      String ref, Kind kind, String title, String description, boolean connection, String schema) {
    return new OperationInfo(
        OperationRef.parse(ref),
        kind,
        title,
        description,
        kind == Kind.ACTION ? Effect.WRITE : null,
        connection,
        schema,
        "{}");
  }

  @Override
  public Optional<OperationInfo> operation(OperationRef ref) {
    return connectors().stream()
        .flatMap(c -> c.operations().stream())
        .filter(o -> o.ref().equals(ref))
        .findFirst();
  }
}
