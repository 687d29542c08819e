package io.interline.flow.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Known from a JSON Schema, as far as it says it plainly: what it composes or refers to is
/// unknown.
record SchemaShape(JsonNode schema) implements Shape {

  private static final List<String> COMPOSED =
      List.of("$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "patternProperties");

  @Override
  public Kind kind() {
    if (COMPOSED.stream().anyMatch(schema::has)) return Kind.UNKNOWN;
    return switch (schema.path("type").asText()) {
      case "object" -> schema.path("properties").isEmpty() ? Kind.UNKNOWN : Kind.OBJECT;
      case "array" -> Kind.LIST;
      case "string", "number", "integer", "boolean" -> Kind.PLAIN;
      default -> Kind.UNKNOWN;
    };
  }

  @Override
  public @Nullable Shape field(String name) {
    var property = schema.path("properties").get(name);
    if (property != null) return new SchemaShape(property);
    var others = schema.path("additionalProperties");
    if (others.isObject()) return new SchemaShape(others);
    return others.asBoolean(false) ? UNKNOWN : null;
  }

  @Override
  public boolean isWhole() {
    return schema.path("additionalProperties").isBoolean()
        && !schema.path("additionalProperties").booleanValue();
  }

  @Override
  public Collection<String> names() {
    var names = new ArrayList<String>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public Shape items() {
    return schema.path("items").isObject() ? new SchemaShape(schema.path("items")) : UNKNOWN;
  }

  @Override
  public String source() {
    return "the schema";
  }
}
