package io.interline.connector.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.spi.JsonValue;
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

  /// Says nothing of what is inside: it may be a customer's data.
  @Override
  public String toString() {
    return "JsonValue[" + node.getNodeType() + "]";
  }
}
