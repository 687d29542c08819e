package io.interline.ui.designer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A JSON Schema that a sample fits: types as they are, every field of the sample required, more
/// fields allowed. A beginning for the author, no more.
final class SchemaSketch {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SchemaSketch() {}

  static ObjectNode of(JsonNode sample) {
    var schema = NODES.objectNode();
    if (sample.isObject()) {
      schema.put("type", "object");
      var required = NODES.arrayNode();
      var properties = NODES.objectNode();
      for (var field : sample.properties()) {
        required.add(field.getKey());
        properties.set(field.getKey(), of(field.getValue()));
      }
      if (!required.isEmpty()) schema.set("required", required);
      if (!properties.isEmpty()) schema.set("properties", properties);
    } else if (sample.isArray()) {
      schema.put("type", "array");
      if (!sample.isEmpty()) schema.set("items", of(sample.get(0)));
    } else if (sample.isString()) {
      schema.put("type", "string");
    } else if (sample.isNumber()) {
      // Never "integer": amounts come whole in one message and with decimals in the next.
      schema.put("type", "number");
    } else if (sample.isBoolean()) {
      schema.put("type", "boolean");
    }
    return schema;
  }
}
