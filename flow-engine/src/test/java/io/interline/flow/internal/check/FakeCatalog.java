package io.interline.flow.internal.check;

import io.interline.connector.Catalog;
import io.interline.connector.OperationRef;
import java.util.List;
import java.util.Optional;

/// A few operations whose input has every kind of field.
public final class FakeCatalog implements Catalog {

  private static final List<OperationInfo> OPERATIONS =
      List.of(
          operation(
              "webhook@1/receive",
              Kind.WEBHOOK_TRIGGER,
              false,
              """
              {"type": "object", "properties": {
                "auth": {"type": "string", "enum": ["none", "signature"], "default": "none", "x-interline-literal": true},
                "connection": {"type": "string", "x-interline-connection": "webhook"}},
               "additionalProperties": false}
              """),
          operation(
              "schedule@1/cron",
              Kind.SCHEDULE_TRIGGER,
              false,
              """
              {"type": "object", "properties": {
                "cron": {"type": "string", "x-interline-literal": true},
                "zone": {"type": "string", "default": "UTC"}},
               "required": ["cron"], "additionalProperties": false}
              """),
          operation(
              "http@1/request",
              Kind.ACTION,
              true,
              """
              {"type": "object", "properties": {
                "method": {"type": "string", "enum": ["GET", "POST", "PUT", "PATCH", "DELETE"], "default": "GET",
                  "x-interline-literal": true},
                "path": {"type": "string", "x-interline-place": "path"},
                "query": {"type": "object", "additionalProperties": {
                  "type": ["string", "number", "boolean", "array"],
                  "items": {"type": ["string", "number", "boolean"]}}},
                "headers": {"type": "object", "additionalProperties": {"type": "string"}},
                "retries": {"type": "integer"},
                "follow": {"type": "boolean"},
                "password": {"type": "string", "x-interline-secret": true},
                "body": {}},
               "required": ["path"], "additionalProperties": false}
              """),
          operation(
              "core@1/log",
              Kind.ACTION,
              false,
              """
              {"type": "object", "properties": {"message": {"type": "string"}},
               "required": ["message"], "additionalProperties": false}
              """),
          operation(
              "core@1/delay",
              Kind.ACTION,
              false,
              """
              {"type": "object", "properties": {"duration": {"type": "string", "format": "duration"}},
               "required": ["duration"], "additionalProperties": false}
              """));

  @Override
  public List<ConnectorInfo> connectors() {
    return OPERATIONS.stream()
        .map(
            operation ->
                new ConnectorInfo(
                    operation.ref().connector(),
                    operation.ref().major(),
                    operation.ref().connector(),
                    "",
                    "",
                    "{}",
                    List.of(),
                    List.of(operation)))
        .toList();
  }

  @Override
  public Optional<OperationInfo> operation(OperationRef ref) {
    return OPERATIONS.stream().filter(operation -> operation.ref().equals(ref)).findFirst();
  }

  private static OperationInfo operation(
      String ref, Kind kind, boolean needsConnection, String input) {
    return new OperationInfo(
        OperationRef.parse(ref), kind, ref, "", null, needsConnection, input, "{}");
  }
}
