package io.interline.flow.internal.check;

import io.interline.flow.Problem;
import io.interline.flow.Problem.Severity;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.definition.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says what is wrong with a document, for the tenant in scope: first its structure, then, as far
/// as it can be read, ids, titles, references, expressions, operations, connections, schemas and
/// secrets.
@Component
public class FlowChecker {

  private final OperationCheck operations;
  private final AliasCheck connections;
  private final BlockCheck blocks;

  FlowChecker(OperationCheck operations, AliasCheck connections, BlockCheck blocks) {
    this.operations = operations;
    this.connections = connections;
    this.blocks = blocks;
  }

  /// What came of a check.
  ///
  /// @param document absent when it could not be read
  public record Checked(@Nullable FlowDocument document, List<Problem> problems) {

    public Checked {
      problems = List.copyOf(problems);
    }

    /// Those that stand in the way of publishing.
    public List<Problem> errors() {
      return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
    }
  }

  /// Checks a text, whatever it is. Needs a caller in scope who may see connections, and a
  /// transaction.
  public Checked check(String text) {
    var reading = FlowDocuments.read(text);
    var problems = new ArrayList<>(reading.problems());
    var document = reading.document();
    if (document != null) check(document, problems);
    return new Checked(document, problems);
  }

  private void check(FlowDocument document, List<Problem> problems) {
    var outline = Outline.of(document);
    IdCheck.check(document, outline, problems);
    for (var placed : outline.steps()) TitleCheck.check(placed, problems);
    SchemaCheck.check(document, outline, problems);
    operations.trigger(document.trigger(), problems);
    var expressions =
        new ExpressionCheck(
            IdCheck.ids(document, outline),
            new DataCheck(operations.outputs(document, outline), document.redact(), problems),
            problems);
    expressions.check(document.trigger());
    for (var placed : outline.steps()) {
      expressions.check(placed);
      if (placed.step() instanceof Step.Use use) operations.step(placed, use, problems);
      new JsonTextCheck(placed.step().id(), problems).block(placed);
    }
    blocks.check(document, outline, problems);
    connections.check(document, problems);
  }
}
