package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocuments;
import java.util.List;

/// Plans of documents, for tests that evaluate no expression and call no operation.
public final class PlanFixtures {

  private PlanFixtures() {}

  /// @param steps YAML list, indented by two
  public static Plan of(String steps) {
    return new PlanCompiler(new NoOperations(), new NoExpressions())
        .compile(FlowDocuments.read(document(steps)).orThrow());
  }

  /// A plan of a document that was made, not written.
  public static Plan of(FlowDocument document) {
    return new PlanCompiler(new NoOperations(), new NoExpressions()).compile(document);
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
    public Expression condition(String source) {
      return (_, _) -> NullNode.instance;
    }

    @Override
    public Check schema(JsonNode schema) {
      return (_, _) -> List.of();
    }
  }

  private static final class NoOperations implements Operations {
    @Override
    public ActionHandle action(OperationRef ref) {
      return new ActionHandle() {
        @Override
        public Effect effect() {
          return Effect.WRITE;
        }

        @Override
        public BoundCall bind(JsonNode input) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @Override
    public WebhookHandle webhook(OperationRef trigger, JsonNode config) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Timetable timetable(OperationRef trigger, JsonNode config) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PollHandle poll(OperationRef trigger, JsonNode config) throws ConnectorException {
      throw new UnsupportedOperationException();
    }

    @Override
    public StreamHandle stream(OperationRef trigger, JsonNode config) throws ConnectorException {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean allowsPrivateAddresses() {
      return true;
    }
  }
}
