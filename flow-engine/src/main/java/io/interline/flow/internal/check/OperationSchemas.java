package io.interline.flow.internal.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.Catalog;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.OperationRef;
import io.interline.flow.definition.FlowDocuments;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Schemas of the catalogue's operations as trees, parsed once. Safe for many threads; the
/// trees are not to be changed.
@Component
class OperationSchemas {

  private final Catalog catalog;
  private final Map<OperationRef, ObjectNode> parsed = new ConcurrentHashMap<>();
  private final Map<OperationRef, ObjectNode> outputs = new ConcurrentHashMap<>();

  OperationSchemas(Catalog catalog) {
    this.catalog = catalog;
  }

  /// Schema of an operation's `with`; empty when there is no such operation.
  Optional<ObjectNode> input(OperationRef ref) {
    return catalog
        .operation(ref)
        .map(
            operation ->
                parsed.computeIfAbsent(ref, _ -> FlowDocuments.tree(operation.inputSchema())));
  }

  /// Schema of what later steps see of an operation; empty when there is no such operation.
  Optional<ObjectNode> output(OperationRef ref) {
    return catalog
        .operation(ref)
        .map(
            operation ->
                outputs.computeIfAbsent(ref, _ -> FlowDocuments.tree(operation.outputSchema())));
  }

  /// Whether there is such an operation and a step with it must name a connection.
  boolean needsConnection(OperationRef ref) {
    return catalog.operation(ref).filter(OperationInfo::needsConnection).isPresent();
  }
}
