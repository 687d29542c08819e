package io.interline.connector.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.json.ExactJson;
import io.interline.connector.spi.Texts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a value of one type from JSON.
interface FieldReader {

  /// @return null when a problem was added
  @Nullable Object read(JsonNode node, String name, FieldProblems problems);

  static FieldReader of(FieldType type) {
    return switch (type) {
      case FieldType.Text() -> FieldReader::text;
      case FieldType.Whole(boolean wide) -> (node, name, to) -> whole(node, wide, name, to);
      case FieldType.Decimal(boolean exact) -> (node, name, to) -> decimal(node, exact, name, to);
      case FieldType.Truth() -> FieldReader::truth;
      case FieldType.Span() -> FieldReader::span;
      case FieldType.AnyJson() -> (node, name, to) -> new TreeValue(node);
      case FieldType.OneOrMore() -> FieldReader::texts;
      case FieldType.Choice choice -> choice(choice);
      case FieldType.Structure(var record) -> {
        var binder = new RecordBinder<>(record);
        yield (node, name, to) -> binder.bind(node, name + ".", to);
      }
      case FieldType.ListOf(var element) -> list(of(element));
      case FieldType.MapOf(var value) -> map(of(value));
    };
  }

  private static @Nullable Object text(JsonNode node, String name, FieldProblems problems) {
    if (node.isTextual()) return node.textValue();
    if (node.isNumber() || node.isBoolean()) return ExactJson.plain(node);
    return wrong(name, "text", node, problems);
  }

  /// Of a list, what is null is left out.
  private static @Nullable Object texts(JsonNode node, String name, FieldProblems problems) {
    var values = new ArrayList<String>();
    boolean fits = true;
    for (var element : node.isArray() ? node : List.of(node)) {
      if (element.isNull()) continue;
      if (text(element, name, problems) instanceof String text) values.add(text);
      else fits = false;
    }
    return fits ? new Texts(values) : null;
  }

  private static @Nullable Object truth(JsonNode node, String name, FieldProblems problems) {
    if (node.isBoolean()) return node.booleanValue();
    return switch (node.asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> wrong(name, "true or false", node, problems);
    };
  }

  private static @Nullable Object whole(
      JsonNode node, boolean wide, String name, FieldProblems problems) {
    var number = number(node);
    if (number != null) {
      try {
        if (wide) return number.longValueExact();
        return number.intValueExact();
      } catch (ArithmeticException e) {
        return wrong(name, "a whole number within range", node, problems);
      }
    }
    return wrong(name, "a whole number", node, problems);
  }

  private static @Nullable Object decimal(
      JsonNode node, boolean exact, String name, FieldProblems problems) {
    var number = number(node);
    if (number == null) return wrong(name, "a number", node, problems);
    if (exact) return number;
    return number.doubleValue();
  }

  private static @Nullable BigDecimal number(JsonNode node) {
    if (node.isNumber()) return node.decimalValue();
    if (!node.isTextual() || node.textValue().length() > 100) return null;
    try {
      return new BigDecimal(node.textValue().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Object span(JsonNode node, String name, FieldProblems problems) {
    if (node.isTextual()) {
      try {
        return Duration.parse(node.textValue().strip());
      } catch (DateTimeParseException | ArithmeticException e) {
        return wrong(name, "a duration such as PT5S (5 seconds) or PT1M30S", node, problems);
      }
    }
    return wrong(name, "a duration such as PT5S (5 seconds)", node, problems);
  }

  private static FieldReader choice(FieldType.Choice choice) {
    Map<String, Object> byText = new LinkedHashMap<>();
    choice.constants().forEach(constant -> byText.put(constant.toString(), constant));
    String expected = "one of " + String.join(", ", byText.keySet());
    return (node, name, problems) -> {
      var constant = node.isTextual() ? byText.get(node.textValue()) : null;
      return constant != null ? constant : wrong(name, expected, node, problems);
    };
  }

  private static FieldReader list(FieldReader element) {
    return (node, name, problems) -> {
      if (!node.isArray()) return wrong(name, "a list", node, problems);
      var values = new ArrayList<>(node.size());
      boolean fits = true;
      for (int i = 0; i < node.size(); i++) {
        var value = element.read(node.get(i), name + "[" + i + "]", problems);
        if (value == null) fits = false;
        else values.add(value);
      }
      return fits ? Collections.unmodifiableList(values) : null;
    };
  }

  /// An entry whose value is null is left out, as expressions leave fields out.
  private static FieldReader map(FieldReader reader) {
    return (node, name, problems) -> {
      if (!node.isObject()) return wrong(name, "an object", node, problems);
      var values = new LinkedHashMap<String, Object>();
      boolean fits = true;
      for (var entry : node.properties()) {
        if (entry.getValue().isNull()) continue;
        var value = reader.read(entry.getValue(), name + "." + entry.getKey(), problems);
        if (value == null) fits = false;
        else values.put(entry.getKey(), value);
      }
      return fits ? Collections.unmodifiableMap(values) : null;
    };
  }

  private static @Nullable Object wrong(
      String name, String expected, JsonNode node, FieldProblems problems) {
    String kind =
        switch (node.getNodeType()) {
          case OBJECT, POJO -> "an object";
          case ARRAY -> "a list";
          case STRING -> "text";
          case NUMBER -> "a number";
          case BOOLEAN -> "true or false";
          case BINARY, MISSING, NULL -> "nothing";
        };
    problems.add(
        name, "must be " + expected + ", but is " + (kind.equals(expected) ? "another" : kind));
    return null;
  }
}
