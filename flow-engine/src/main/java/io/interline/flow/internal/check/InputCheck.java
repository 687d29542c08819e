package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.definition.Names;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Compares the `with` of a step or trigger with its operation's input schema, as far as it is
/// literal: the value of an expression is known only when the flow runs.
final class InputCheck {

  private final @Nullable String step;
  private final boolean expressions;
  private final List<Problem> problems;

  /// @param step absent for the trigger
  /// @param expressions whether `${…}` is allowed at all
  InputCheck(@Nullable String step, boolean expressions, List<Problem> problems) {
    this.step = step;
    this.expressions = expressions;
    this.problems = problems;
  }

  /// @param schema in the form that the catalogue promises
  void check(JsonNode value, JsonNode schema, JsonPointer at) {
    if (value.isTextual() && Sources.isExpression(value.textValue())) {
      expression(schema, at);
      return;
    }
    switch (schema.path("type").asText()) {
      case "object" -> object(value, schema, at);
      case "array" -> array(value, schema, at);
      case "string" -> string(value, schema, at);
      case "" -> oneOrMore(value, schema, at);
      case "integer" ->
          require(
              value.isNumber() && value.canConvertToExactIntegral(), value, "a whole number", at);
      case "number" -> require(value.isNumber(), value, "a number", at);
      case "boolean" -> require(value.isBoolean(), value, "true or false", at);
      default -> {}
    }
  }

  private void expression(JsonNode schema, JsonPointer at) {
    if (expressions && !schema.path("x-interline-literal").asBoolean()) return;
    problems.add(
        Problem.error(
            "expression-not-allowed",
            at,
            step,
            "'"
                + label(schema, at)
                + "' must be known when the flow is published, so it takes no ${…}. Write a value."));
  }

  private void object(JsonNode value, JsonNode schema, JsonPointer at) {
    if (!require(value.isObject(), value, "an object", at)) return;
    var properties = schema.path("properties");
    for (var required : schema.path("required")) {
      String name = required.asText();
      if (!value.has(name))
        problems.add(
            Problem.error(
                "input-missing",
                at,
                step,
                "'"
                    + label(properties.path(name), at.appendProperty(name))
                    + "' ("
                    + name
                    + ") is missing. Fill it in."));
    }
    for (var property : value.properties()) {
      String name = property.getKey();
      var there = at.appendProperty(name);
      if (properties.has(name)) check(property.getValue(), properties.path(name), there);
      else if (schema.path("additionalProperties").isObject())
        check(property.getValue(), schema.path("additionalProperties"), there);
      else if (schema.has("additionalProperties")) unknown(name, properties, value, at);
    }
  }

  private void unknown(String name, JsonNode properties, JsonNode value, JsonPointer at) {
    var free = new ArrayList<String>();
    properties.fieldNames().forEachRemaining(free::add);
    String known = String.join(", ", free);
    free.removeIf(value::has);
    var there = at.appendProperty(name);
    var meant = Names.closest(name, free);
    problems.add(
        Problem.error(
                "input-unknown",
                there,
                step,
                "The operation has no input '"
                    + name
                    + "'."
                    + meant.map(m -> " Did you mean '" + m + "'?").orElse(" Remove it.")
                    + " It has: "
                    + known
                    + ".")
            .with(
                meant
                    .map(m -> Fix.move("Rename to '" + m + "'", there, at.appendProperty(m)))
                    .orElseGet(() -> Fix.remove("Remove '" + name + "'", there))));
  }

  private void array(JsonNode value, JsonNode schema, JsonPointer at) {
    if (!require(value.isArray(), value, "a list", at)) return;
    for (int i = 0; i < value.size(); i++)
      check(value.get(i), schema.path("items"), at.appendIndex(i));
  }

  private void string(JsonNode value, JsonNode schema, JsonPointer at) {
    // Numbers and booleans are taken for text, as connectors read them.
    if (!value.isTextual() && (value.isNumber() || value.isBoolean()) && isFree(schema)) return;
    if (!require(value.isTextual(), value, "a text", at)) return;
    String text = value.textValue();
    if (schema.has("enum")) choice(text, schema, at);
    if (schema.path("format").asText().equals("duration")) duration(text, at);
  }

  private static boolean isFree(JsonNode schema) {
    return !schema.has("enum") && !schema.has("format");
  }

  /// A text, or a list of texts, where the schema has several types.
  private void oneOrMore(JsonNode value, JsonNode schema, JsonPointer at) {
    if (!schema.path("type").isArray() || value.isNull()) return;
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++)
        if (!isExpression(value.get(i)))
          require(
              isScalar(value.get(i)), value.get(i), "a text, number or boolean", at.appendIndex(i));
      return;
    }
    require(isScalar(value), value, "a text, number or boolean, or a list of these", at);
  }

  private static boolean isExpression(JsonNode value) {
    return value.isTextual() && Sources.isExpression(value.textValue());
  }

  private static boolean isScalar(JsonNode value) {
    return value.isValueNode();
  }

  private void choice(String text, JsonNode schema, JsonPointer at) {
    var choices =
        StreamSupport.stream(schema.path("enum").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    if (choices.contains(text)) return;
    problems.add(
        Problem.error(
                "input-wrong",
                at,
                step,
                "'" + text + "' is not one of " + String.join(", ", choices) + ".")
            .with(
                Names.closest(text, choices)
                    .map(m -> Fix.replace("Change to '" + m + "'", at, m))
                    .orElse(null)));
  }

  private void duration(String text, JsonPointer at) {
    try {
      Duration.parse(text);
    } catch (DateTimeParseException _) {
      problems.add(
          Problem.error(
              "input-wrong",
              at,
              step,
              "'" + text + "' is no duration. Write for example PT20S, PT5M or P1D."));
    }
  }

  private boolean require(boolean fits, JsonNode value, String kind, JsonPointer at) {
    if (fits) return true;
    String allowed = expressions ? " or an expression ${…}" : "";
    problems.add(
        Problem.error(
            "input-wrong",
            at,
            step,
            "It must be " + kind + allowed + "; it is " + shown(value) + "."));
    return false;
  }

  private static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "a list";
      case STRING, BINARY -> "a text";
      case NUMBER, BOOLEAN, NULL, MISSING -> value.asText();
    };
  }

  private static String label(JsonNode schema, JsonPointer at) {
    String label = schema.path("x-interline-label").asText();
    return label.isEmpty() ? String.valueOf(at.last().getMatchingProperty()) : label;
  }
}
