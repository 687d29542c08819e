package io.interline.flow.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.Catalog;
import io.interline.connector.Catalog.Kind;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.flow.definition.FlowDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// The JSON Schema (2020-12) of flow documents for editors and other tools: the structure from a
/// file, and the `with` of each operation from the catalogue. It says less than a check: not every
/// rule can be written as a schema.
@Component
public class FlowSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String text;

  FlowSchema(Catalog catalog) {
    text = tree(catalog).toPrettyString();
  }

  /// JSON text.
  public String text() {
    return text;
  }

  /// The part that no connector adds to.
  static ObjectNode structure() {
    String name = "/io/interline/flow/schema/document.json";
    try (var in = Objects.requireNonNull(FlowSchema.class.getResourceAsStream(name), name)) {
      return FlowDocuments.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode tree(Catalog catalog) {
    var schema = structure();
    var definitions = (ObjectNode) schema.get("$defs");
    var actions = ((ObjectNode) definitions.get("use")).putArray("allOf");
    var triggers = ((ObjectNode) definitions.get("trigger")).putArray("allOf");
    for (var connector : catalog.connectors())
      for (var operation : connector.operations()) {
        boolean action = operation.kind() == Kind.ACTION;
        String name = operation.ref().toString();
        definitions.set(name, input(operation, action));
        (action ? actions : triggers).add(when(operation, name));
      }
    choices(definitions.get("use"), actions);
    choices(definitions.get("trigger"), triggers);
    return schema;
  }

  private static JsonNode input(OperationInfo operation, boolean expressions) {
    var input = FlowDocuments.tree(operation.inputSchema());
    input.remove("$schema");
    var open = expressions ? withExpressions(input) : input;
    ((ObjectNode) open).put("title", operation.title()).put("description", operation.description());
    return open;
  }

  /// If `use` says this operation, `with` is its input, and needed where the input needs a field.
  private static ObjectNode when(OperationInfo operation, String name) {
    var rule = NODES.objectNode();
    var condition = rule.putObject("if");
    condition.putArray("required").add("use");
    condition.putObject("properties").putObject("use").put("const", name);
    var then = rule.putObject("then");
    then.putObject("properties")
        .putObject("with")
        .put("$ref", "#/$defs/" + name.replace("~", "~0").replace("/", "~1"));
    var required = then.putArray("required");
    if (!FlowDocuments.tree(operation.inputSchema()).path("required").isEmpty())
      required.add("with");
    if (operation.needsConnection()) required.add("connection");
    return rule;
  }

  /// Names the operations that there are, so that editors can complete them.
  private static void choices(JsonNode definition, ArrayNode rules) {
    var use = ((ObjectNode) definition.path("properties")).putObject("use");
    use.put("description", "connector@major/operation");
    var names = use.putArray("enum");
    for (var rule : rules) names.add(rule.at("/if/properties/use/const"));
  }

  /// The same schema, with `${…}` allowed in the place of every value that is not a literal one.
  private static JsonNode withExpressions(ObjectNode schema) {
    for (var property : schema.path("properties").properties())
      property.setValue(orExpression(property.getValue()));
    if (schema.path("additionalProperties").isObject())
      schema.set("additionalProperties", orExpression(schema.get("additionalProperties")));
    if (schema.path("items").isObject()) schema.set("items", orExpression(schema.get("items")));
    return schema;
  }

  private static JsonNode orExpression(JsonNode schema) {
    var inner = withExpressions((ObjectNode) schema);
    String type = schema.path("type").asText();
    boolean free = type.isEmpty() || (type.equals("string") && !isBounded(schema));
    // Numbers and booleans are taken for text.
    if (free && !type.isEmpty())
      ((ObjectNode) inner).putArray("type").add("string").add("number").add("boolean");
    if (free || schema.path("x-interline-literal").asBoolean()) return inner;
    var either = NODES.objectNode();
    either.putArray("anyOf").add(inner).addObject().put("type", "string").put("pattern", "[$][{]");
    return either;
  }

  private static boolean isBounded(JsonNode text) {
    return text.has("enum") || text.has("format");
  }
}
