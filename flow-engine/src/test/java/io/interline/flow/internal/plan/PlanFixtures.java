package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.spi.Field;
import io.interline.connector.testkit.NoOperations;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocuments;
import java.util.List;
import java.util.Map;

/// Plans of documents, for tests that evaluate no expression and call no operation.
public final class PlanFixtures {

  private PlanFixtures() {}

  /// @param steps YAML list, indented by two
  public static Plan of(String steps) {
    return new PlanCompiler(new Uncalled(), new NoExpressions())
        .compile(FlowDocuments.read(document(steps)).orThrow());
  }

  /// A plan of a document that was made, not written.
  public static Plan of(FlowDocument document) {
    return new PlanCompiler(new Uncalled(), new NoExpressions()).compile(document);
  }

  /// A plan whose expressions are real and whose actions are given.
  public static Plan of(String steps, Operations operations) {
    return new PlanCompiler(operations, new JsltExpressions())
        .compile(FlowDocuments.read(document(steps)).orThrow());
  }

  private static String document(String steps) {
    return """
    format: interline/flow/1
    id: test
    title: Test
    trigger: { id: order, use: webhook@1/receive, with: {} }
    """
        + steps;
  }

  private static final class NoExpressions implements Expressions {
    @Override
    public Expression mapping(String source) {
      return (_, _) -> NullNode.instance;
    }

    @Override
    public Expression template(JsonNode source) {
      return (_, _) -> source;
    }

    @Override
    public Expression template(JsonNode source, Map<String, Field.Place> places) {
      return (_, _) -> source;
    }

    @Override
    public Expression condition(String source) {
      return (_, _) -> NullNode.instance;
    }

    @Override
    public Check schema(JsonNode schema) {
      return (_, _) -> List.of();
    }
  }

  /// Calls nothing.
  private static final class Uncalled extends NoOperations {
    @Override
    public ActionHandle action(OperationRef ref) {
      return action(
          (_, _) -> {
            throw new UnsupportedOperationException();
          });
    }
  }
}
