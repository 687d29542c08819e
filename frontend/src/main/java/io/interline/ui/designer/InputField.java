package io.interline.ui.designer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One field of an operation's input, read from its JSON Schema.
///
/// @param defaultValue absent when there is none
/// @param literal takes no `${…}`
/// @param showIf absent when always shown
/// @param connection connector whose connections can be chosen; absent for other fields
/// @param path whether the text is a path, in which values of expressions are encoded
record InputField(
    String name,
    Kind kind,
    String label,
    String help,
    String example,
    List<String> choices,
    @Nullable JsonNode defaultValue,
    boolean required,
    boolean literal,
    boolean advanced,
    boolean multiline,
    boolean secret,
    @Nullable Condition showIf,
    @Nullable String connection,
    boolean path) {

  /// What is typed into it.
  enum Kind {
    TEXT,
    CHOICE,
    TRUTH,
    WHOLE,
    DECIMAL,
    SPAN,
    /// Names with texts, for example headers.
    MAP,
    /// Any JSON value.
    JSON
  }

  /// Shown while another field has one of some values.
  record Condition(String field, List<String> values) {

    boolean holds(JsonNode with, List<InputField> fields) {
      var value = with.path(field).asString("");
      if (value.isEmpty())
        value =
            fields.stream()
                .filter(f -> f.name().equals(field))
                .map(f -> f.defaultValue() == null ? "" : f.defaultValue().asString(""))
                .findFirst()
                .orElse("");
      return values.contains(value);
    }
  }

  /// All fields of an input schema, in the order of the form; none when it is no schema.
  static List<InputField> of(String schema) {
    JsonNode tree;
    try {
      tree = DocumentJson.read(schema);
    } catch (JacksonException wrong) {
      return List.of();
    }
    var required = tree.path("required").values().stream().map(JsonNode::asString).toList();
    record Ordered(int order, InputField field) {}
    var fields = new ArrayList<Ordered>();
    for (var property : tree.path("properties").properties()) {
      var order = property.getValue().path("x-interline-order").asInt(fields.size());
      var field = of(property.getKey(), property.getValue(), required.contains(property.getKey()));
      fields.add(new Ordered(order, field));
    }
    return fields.stream()
        .sorted(Comparator.comparingInt(Ordered::order))
        .map(Ordered::field)
        .toList();
  }

  private static InputField of(String name, JsonNode schema, boolean required) {
    var choices = schema.path("enum").values().stream().map(c -> c.asString("")).toList();
    var condition = schema.path("x-interline-showIf").asString("");
    var connection = schema.path("x-interline-connection").asString("");
    return new InputField(
        name,
        kind(schema, choices),
        schema.path("x-interline-label").asString(name),
        schema.path("description").asString(""),
        schema.path("x-interline-example").asString(""),
        choices,
        schema.get("default"),
        required,
        schema.path("x-interline-literal").asBoolean(false),
        schema.path("x-interline-advanced").asBoolean(false),
        schema.path("x-interline-multiline").asBoolean(false),
        schema.path("x-interline-secret").asBoolean(false),
        condition(condition),
        connection.isEmpty() ? null : connection,
        schema.path("x-interline-place").asString("").equals("path"));
  }

  private static @Nullable Condition condition(String text) {
    var at = text.indexOf('=');
    return at < 1
        ? null
        : new Condition(
            text.substring(0, at), Arrays.asList(text.substring(at + 1).split("\\|", -1)));
  }

  private static Kind kind(JsonNode schema, List<String> choices) {
    if (!choices.isEmpty()) return Kind.CHOICE;
    return switch (schema.path("type").asString("")) {
      case "string" ->
          schema.path("format").asString("").equals("duration") ? Kind.SPAN : Kind.TEXT;
      case "boolean" -> Kind.TRUTH;
      case "integer" -> Kind.WHOLE;
      case "number" -> Kind.DECIMAL;
      case "object" -> isText(schema.at("/additionalProperties/type")) ? Kind.MAP : Kind.JSON;
      default -> Kind.JSON;
    };
  }

  /// Whether text is taken, alone or beside others.
  private static boolean isText(JsonNode type) {
    return type.asString(type.path(0).asString("")).equals("string");
  }
}
