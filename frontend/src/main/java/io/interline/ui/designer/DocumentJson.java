package io.interline.ui.designer;

import io.interline.audit.EdgeJson;
import io.interline.ui.elements.JsonMistake;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the JSON that the designer handles; every number keeps every digit.
final class DocumentJson {

  private static final JsonMapper MAPPER = EdgeJson.mapper();

  private static final ObjectWriter PRETTY =
      MAPPER
          .writer()
          .with(
              new DefaultPrettyPrinter()
                  .withSeparators(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)));

  private DocumentJson() {}

  /// @throws JacksonException when the text is no JSON
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /// @throws JacksonException when the text is no JSON
  /// @throws IllegalArgumentException when it is no object
  static ObjectNode readObject(String text) {
    if (read(text) instanceof ObjectNode object) return object;
    throw new IllegalArgumentException("no JSON object");
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// With line breaks, for people.
  static String pretty(JsonNode node) {
    return PRETTY.writeValueAsString(node);
  }

  /// With line breaks when the text is JSON, else as it is.
  static String pretty(String text) {
    try {
      return pretty(read(text));
    } catch (JacksonException noJson) {
      return text;
    }
  }

  /// On one line, for people. No text of JSON holds a line break of its own: those are escaped.
  static String line(String json) {
    return pretty(json).replaceAll("\\s*\\n\\s*", " ");
  }

  /// What is wrong with a text that should be JSON, with line and column; empty when nothing is.
  static java.util.Optional<String> complaint(String text) {
    if (text.isBlank()) return java.util.Optional.of("There is nothing here yet.");
    try {
      read(text);
      return java.util.Optional.empty();
    } catch (JacksonException wrong) {
      return java.util.Optional.of(JsonMistake.of(text, wrong).toString());
    }
  }
}
