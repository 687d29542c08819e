package io.interline.connector;

import io.interline.connector.spi.Effect;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All connectors of the installation: what designer, checker, docs and API read.
public interface Catalog {

  /// In order of title.
  List<ConnectorInfo> connectors();

  Optional<OperationInfo> operation(OperationRef ref);

  /// A connector with its operations and ways to authenticate.
  record ConnectorInfo(
      String id,
      int major,
      String title,
      String description,
      String icon,
      List<AuthSchemeInfo> authSchemes,
      List<OperationInfo> operations) {}

  /// An action or a trigger.
  ///
  /// @param effect absent for triggers
  /// @param inputSchema JSON Schema 2020-12 as text, with `x-interline-*` keys for the form:
  // `label`, `help`,
  ///     `example`, `secret`, `advanced`, `literal`, `multiline`, `showIf`, `order`
  /// @param outputSchema JSON Schema 2020-12 as text
  record OperationInfo(
      OperationRef ref,
      Kind kind,
      String title,
      String description,
      @Nullable Effect effect,
      boolean needsConnection,
      String inputSchema,
      String outputSchema) {}

  /// What an operation is.
  enum Kind {
    ACTION,
    WEBHOOK_TRIGGER,
    SCHEDULE_TRIGGER
  }

  /// A way to authenticate.
  ///
  /// @param fieldsSchema as `inputSchema` of an operation
  record AuthSchemeInfo(String id, String title, String fieldsSchema) {}
}
