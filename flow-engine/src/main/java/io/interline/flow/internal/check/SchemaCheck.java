package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Problem;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Step;
import io.interline.flow.internal.schema.MessageSchema;
import io.interline.flow.internal.schema.MessageSchemaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the JSON Schemas that a document holds are schemas.
final class SchemaCheck {

  private SchemaCheck() {}

  static void check(FlowDocument document, Outline outline, List<Problem> problems) {
    var schema = document.trigger().schema();
    if (schema != null) check(schema, JsonPointer.compile("/trigger/schema"), null, problems);
    for (var placed : outline.steps())
      if (placed.step() instanceof Step.Validate validate)
        check(
            validate.schema(),
            placed.at().appendProperty("validate").appendProperty("schema"),
            validate.id(),
            problems);
  }

  private static void check(
      JsonNode schema, JsonPointer at, @Nullable String step, List<Problem> problems) {
    try {
      MessageSchema.compile(schema);
    } catch (MessageSchemaException e) {
      problems.add(Problem.error("schema-wrong", at, step, e.getMessage() + ". Mend the schema."));
    }
  }
}
