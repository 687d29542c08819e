package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds where a document names connections: in `connection` of a step, and in fields whose schema
/// has `x-interline-connection`.
@Component
class ConnectionAliases {

  private final OperationSchemas schemas;

  ConnectionAliases(OperationSchemas schemas) {
    this.schemas = schemas;
  }

  /// An alias where it stands.
  ///
  /// @param connector whose connections fit there
  /// @param step absent in the trigger
  record Use(String alias, String connector, JsonPointer at, @Nullable String step) {}

  /// In the order of the document, disabled steps too: they can be enabled by one click.
  List<Use> of(FlowDocument document) {
    var uses = new ArrayList<Use>();
    var trigger = document.trigger();
    inFields(trigger.use(), trigger.with(), JsonPointer.compile("/trigger/with"), null, uses);
    for (var placed : Outline.of(document).steps()) {
      if (!(placed.step() instanceof Step.Use step)) continue;
      if (step.connection() != null && schemas.needsConnection(step.use()))
        uses.add(
            new Use(
                step.connection(),
                step.use().connector(),
                placed.at().appendProperty("connection"),
                step.id()));
      inFields(step.use(), step.with(), placed.at().appendProperty("with"), step.id(), uses);
    }
    return uses;
  }

  private void inFields(
      OperationRef operation,
      JsonNode with,
      JsonPointer at,
      @Nullable String step,
      List<Use> uses) {
    schemas
        .input(operation)
        .ifPresent(
            schema -> {
              for (var property : schema.path("properties").properties()) {
                String connector = property.getValue().path("x-interline-connection").asText();
                var alias = with.path(property.getKey());
                if (!connector.isEmpty() && alias.isTextual())
                  uses.add(
                      new Use(
                          alias.textValue(),
                          connector,
                          at.appendProperty(property.getKey()),
                          step));
              }
            });
  }
}
