package io.interline.connector.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.spi.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSON value that is a tree inside.
public record TreeValue(JsonNode node) implements JsonValue {

  /// Empty when the bytes are no JSON.
  public static Optional<JsonValue> parse(byte[] utf8) {
    return Json.parse(utf8).map(TreeValue::new);
  }

  /// A JSON string.
  public static JsonValue text(String value) {
    return new TreeValue(TextNode.valueOf(value));
  }

  /// The tree of any JSON value.
  public static JsonNode tree(JsonValue value) {
    if (value instanceof TreeValue(JsonNode node)) return node;
    return Json.parse(value.bytes())
        .orElseThrow(() -> new IllegalArgumentException("a JSON value holds no JSON"));
  }

  @Override
  public byte[] bytes() {
    return Json.bytes(node);
  }

  @Override
  public String text() {
    return node.isTextual() ? node.textValue() : node.toString();
  }

  @Override
  public boolean isText() {
    return node.isTextual();
  }

  @Override
  public Optional<JsonValue> at(String pointer) {
    var found = node.at(pointer);
    return found.isMissingNode() || found.isNull()
        ? Optional.empty()
        : Optional.of(new TreeValue(found));
  }

  @Override
  public Optional<List<JsonValue>> elements() {
    if (!node.isArray()) return Optional.empty();
    var elements = new ArrayList<JsonValue>(node.size());
    for (var element : node) elements.add(new TreeValue(element));
    return Optional.of(elements);
  }

  /// Says nothing of what is inside: it may be a customer's data.
  @Override
  public String toString() {
    return "JsonValue[" + node.getNodeType() + "]";
  }
}
