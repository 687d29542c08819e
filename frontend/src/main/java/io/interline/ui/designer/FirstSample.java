package io.interline.ui.designer;

import io.interline.flow.Flows.Draft;
import io.interline.flow.Flows.Template;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The sample that a flow is opened with: the one used last, that of the template it came from, or
/// a message to begin with.
final class FirstSample {

  private static final String SCHEDULED =
      """
      {
        "scheduledAt": "2026-11-23T07:00:00Z"
      }""";

  private static final String MESSAGE =
      """
      {
        "orderId": "A-10042",
        "customer": { "name": "Ada Lovelace", "email": "ada@example.com", "country": "GB" },
        "lines": [
          { "sku": "K-1", "quantity": 2, "price": 19.75 },
          { "sku": "K-2", "quantity": 1, "price": 59.00 }
        ]
      }""";

  private FirstSample() {}

  static String of(Draft draft, Supplier<List<Template>> templates) {
    var kept = read(draft.layout()).path("sample").asString("");
    if (!kept.isBlank()) return kept;
    var document = read(draft.document());
    for (var template : templates.get())
      if (comesFrom(document, read(template.document())) && !template.sample().isBlank())
        return DocumentJson.pretty(template.sample());
    return standard(document.at("/trigger/use").asString(""));
  }

  /// The message to begin with of another trigger, in place of that of the one before; empty for a
  /// message that somebody gave.
  static Optional<String> exchange(String sample, String use) {
    return sample.equals(SCHEDULED) || sample.equals(MESSAGE)
        ? Optional.of(standard(use))
        : Optional.empty();
  }

  private static String standard(String use) {
    return use.startsWith("schedule@") ? SCHEDULED : MESSAGE;
  }

  private static boolean comesFrom(JsonNode document, JsonNode template) {
    return !template.path("steps").isEmpty()
        && document.at("/trigger/id").equals(template.at("/trigger/id"))
        && document.at("/trigger/use").equals(template.at("/trigger/use"))
        && document.at("/steps/0/id").equals(template.at("/steps/0/id"));
  }

  private static JsonNode read(String json) {
    try {
      return DocumentJson.read(json.isBlank() ? "{}" : json);
    } catch (JacksonException wrong) {
      return DocumentJson.read("{}");
    }
  }
}
