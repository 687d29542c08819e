package io.interline.connector.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.tenant.TextRules;

/// Makes a tree that the hub can keep of one that it cannot.
final class TreeCleaning {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final int DEEPEST = ExactJson.MAX_DEPTH - 8;

  private TreeCleaning() {}

  static JsonNode cleaned(JsonNode value, int level) {
    if (value instanceof TextNode text) return NODES.textNode(TextRules.cleaned(text.textValue()));
    if (value.isNumber() && TreeCheck.problem(value) != null)
      return NODES.textNode(TextRules.cut(value.toString(), 100));
    if (!value.isContainerNode()) return value;
    if (level == DEEPEST) return NODES.textNode("…");
    if (value.isArray()) {
      var array = NODES.arrayNode(value.size());
      for (int i = 0; i < value.size(); i++) array.add(cleaned(value.get(i), level + 1));
      return array;
    }
    var object = NODES.objectNode();
    for (var field : value.properties())
      object.set(TextRules.cleaned(field.getKey()), cleaned(field.getValue(), level + 1));
    return object;
  }
}
