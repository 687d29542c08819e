package io.interline.connector.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.json.ExactJson;
import io.interline.connector.json.JsonRefused;
import io.interline.connector.spi.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value that is a tree inside.
public record TreeValue(JsonNode node) implements JsonValue {

  /// Empty when the bytes are no JSON. What the hub does not take of it is refused where it goes
  /// on: of a list, item by item.
  public static Optional<JsonValue> parse(byte[] utf8) {
    try {
      return Optional.of(new TreeValue(ExactJson.readUnchecked(utf8)));
    } catch (JsonRefused noJson) {
      return Optional.empty();
    }
  }

  /// A JSON string.
  public static JsonValue text(String value) {
    return new TreeValue(TextNode.valueOf(value));
  }

  /// The tree of any JSON value.
  public static JsonNode tree(JsonValue value) {
    if (value instanceof TreeValue(JsonNode node)) return node;
    try {
      return ExactJson.readUnchecked(value.bytes());
    } catch (JsonRefused e) {
      throw new IllegalArgumentException("a JSON value holds no JSON", e);
    }
  }

  @Override
  public byte[] bytes() {
    return ExactJson.bytes(node);
  }

  @Override
  public String text() {
    return node.isNull() ? "null" : ExactJson.plain(node);
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

  @Override
  public Optional<Map<String, JsonValue>> members() {
    if (!node.isObject()) return Optional.empty();
    var members = new LinkedHashMap<String, JsonValue>();
    for (var member : node.properties())
      if (!member.getValue().isNull())
        members.put(member.getKey(), new TreeValue(member.getValue()));
    return Optional.of(members);
  }

  /// Says nothing of what is inside: it may be a customer's data.
  @Override
  public String toString() {
    return "JsonValue[" + node.getNodeType() + "]";
  }
}
