package io.interline.flow.internal.authoring;

import io.interline.flow.Problem;
import io.interline.flow.Problem.Severity;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocuments;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says what is wrong with a document, for the tenant in scope.
@Component
class FlowChecker {

  /// What came of a check.
  ///
  /// @param document absent when it could not be read
  record Checked(@Nullable FlowDocument document, List<Problem> problems) {

    /// Those that stand in the way of publishing.
    List<Problem> errors() {
      return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
    }
  }

  Checked check(String text) {
    var reading = FlowDocuments.read(text);
    return new Checked(reading.document(), reading.problems());
  }
}
