package io.interline.flow.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an expression sees: the message and the outputs of steps, by their ids. Of a name that is
/// not among them nothing is known.
public record ContextShape(Map<String, Shape> values) implements Shape {

  public ContextShape {
    values = Map.copyOf(values);
  }

  /// Of a context as it was seen.
  public static ContextShape ofSample(JsonNode context) {
    var values = new HashMap<String, Shape>();
    for (var value : context.properties())
      values.put(value.getKey(), new SampleShape(List.of(value.getValue())));
    return new ContextShape(values);
  }

  /// Of values that have these schemas.
  public static ContextShape ofSchemas(Map<String, JsonNode> schemas) {
    var values = new HashMap<String, Shape>();
    schemas.forEach((name, schema) -> values.put(name, new SchemaShape(schema)));
    return new ContextShape(values);
  }

  @Override
  public Kind kind() {
    return Kind.OBJECT;
  }

  @Override
  public Shape field(String name) {
    return values.getOrDefault(name, UNKNOWN);
  }

  @Override
  public boolean isWhole() {
    return false;
  }

  @Override
  public Collection<String> names() {
    return values.keySet();
  }

  @Override
  public Shape items() {
    return UNKNOWN;
  }

  @Override
  public String source() {
    return "the data";
  }
}
