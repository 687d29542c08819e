package io.interline.connector;

import io.interline.connector.spi.Effect;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All connectors of the installation: what designer, checker, docs and API read.
///
/// Every schema is JSON Schema 2020-12 as text, an object whose properties are in the order of the
/// form. A property has `description` (its help), `default`, `enum`, and for the form
/// `x-interline-label`, `-example`, `-secret`, `-advanced`, `-literal` (takes no `${…}`),
/// `-multiline`, `-showIf` (`other=value|value`), `-connection` (id of the connector whose
/// connections can be chosen) and `-order`; keys that say nothing are left out.
public interface Catalog {

  /// In order of title.
  List<ConnectorInfo> connectors();

  Optional<OperationInfo> operation(OperationRef ref);

  /// A connector with its operations and ways to authenticate.
  ///
  /// @param settingsSchema fields of a connection beside those of its auth scheme
  /// @param authSchemes empty when the connector has no connections
  record ConnectorInfo(
      String id,
      int major,
      String title,
      String description,
      String icon,
      String settingsSchema,
      List<AuthSchemeInfo> authSchemes,
      List<OperationInfo> operations) {

    public ConnectorInfo {
      authSchemes = List.copyOf(authSchemes);
      operations = List.copyOf(operations);
    }
  }

  /// An action or a trigger.
  ///
  /// @param effect the strongest that an action can have; absent for triggers
  /// @param needsConnection whether a step must name a connection; none is asked for otherwise
  /// @param inputSchema of the `with` object of a step or trigger
  /// @param outputSchema of what later steps see
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
    SCHEDULE_TRIGGER,
    POLLING_TRIGGER,
    STREAM_TRIGGER
  }

  /// A way to authenticate.
  ///
  /// @param fieldsSchema its fields of the connection form
  record AuthSchemeInfo(String id, String title, String fieldsSchema) {}
}
