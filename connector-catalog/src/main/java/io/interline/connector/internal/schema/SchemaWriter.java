package io.interline.connector.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.spi.Field;

/// Writes JSON Schema 2020-12 for records: what checks, forms and docs read.
public final class SchemaWriter {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SchemaWriter() {}

  /// Schema of an input: unknown properties are refused.
  public static ObjectNode input(Class<? extends Record> type) {
    var schema = NODES.objectNode().put("$schema", DIALECT);
    return object(schema, type, true);
  }

  /// Schema of an output: later versions may add properties.
  public static ObjectNode output(Class<?> type) {
    var schema = NODES.objectNode().put("$schema", DIALECT);
    return schema.setAll(of(FieldType.of(type), false));
  }

  /// Schema that any JSON value fits.
  public static ObjectNode any() {
    return NODES.objectNode().put("$schema", DIALECT);
  }

  private static ObjectNode object(
      ObjectNode schema, Class<? extends Record> type, boolean closed) {
    schema.put("type", "object");
    var properties = schema.putObject("properties");
    var required = NODES.arrayNode();
    int order = 0;
    for (var spec : FieldSpec.of(type)) {
      properties.set(spec.name(), property(spec, closed, order++));
      if (spec.required()) required.add(spec.name());
    }
    if (!required.isEmpty()) schema.set("required", required);
    if (closed) schema.put("additionalProperties", false);
    return schema;
  }

  private static ObjectNode property(FieldSpec spec, boolean closed, int order) {
    var schema = of(spec.type(), closed);
    var field = spec.field();
    if (field == null) return schema;
    if (!field.help().isEmpty()) schema.put("description", field.help());
    spec.defaultText().ifPresent(text -> schema.set("default", defaultValue(spec.type(), text)));
    return closed ? formKeys(schema, field, order) : schema;
  }

  private static ObjectNode formKeys(ObjectNode schema, Field field, int order) {
    schema.put("x-interline-label", field.label());
    text(schema, "x-interline-example", field.example());
    flag(schema, "x-interline-secret", field.secret());
    flag(schema, "x-interline-advanced", field.advanced());
    flag(schema, "x-interline-literal", field.literal());
    flag(schema, "x-interline-multiline", field.multiline());
    text(schema, "x-interline-showIf", field.showIf());
    text(schema, "x-interline-connection", field.connection());
    if (field.place() != Field.Place.ANY) schema.put("x-interline-place", field.place().toString());
    return schema.put("x-interline-order", order);
  }

  private static void text(ObjectNode schema, String key, String value) {
    if (!value.isEmpty()) schema.put(key, value);
  }

  private static void flag(ObjectNode schema, String key, boolean value) {
    if (value) schema.put(key, true);
  }

  private static ObjectNode of(FieldType type, boolean closed) {
    var schema = NODES.objectNode();
    return switch (type) {
      case FieldType.Text() -> schema.put("type", "string");
      case FieldType.Whole(boolean wide) -> schema.put("type", "integer");
      case FieldType.Decimal(boolean exact) -> schema.put("type", "number");
      case FieldType.Truth() -> schema.put("type", "boolean");
      case FieldType.Span() -> schema.put("type", "string").put("format", "duration");
      case FieldType.AnyJson() -> schema;
      case FieldType.OneOrMore() -> {
        schema.putArray("type").add("string").add("number").add("boolean").add("array");
        schema.putObject("items").putArray("type").add("string").add("number").add("boolean");
        yield schema;
      }
      case FieldType.Choice choice -> {
        var values = schema.put("type", "string").putArray("enum");
        choice.constants().forEach(constant -> values.add(constant.toString()));
        yield schema;
      }
      case FieldType.Structure(var record) -> object(schema, record, closed);
      case FieldType.ListOf(var element) ->
          schema.put("type", "array").set("items", of(element, closed));
      case FieldType.MapOf(var value) ->
          schema.put("type", "object").set("additionalProperties", of(value, closed));
    };
  }

  private static JsonNode defaultValue(FieldType type, String text) {
    return switch (type) {
      case FieldType.Whole(boolean wide) -> NODES.numberNode(Long.parseLong(text));
      case FieldType.Decimal(boolean exact) -> NODES.numberNode(new java.math.BigDecimal(text));
      case FieldType.Truth() -> NODES.booleanNode(Boolean.parseBoolean(text));
      default -> NODES.textNode(text);
    };
  }
}
