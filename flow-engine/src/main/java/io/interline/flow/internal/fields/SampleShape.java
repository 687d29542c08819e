package io.interline.flow.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Known from values that were seen in one place.
record SampleShape(List<JsonNode> values) implements Shape {

  /// A field is looked for in so many items of a list.
  private static final int LOOKED_AT = 200;

  SampleShape {
    values = List.copyOf(values);
  }

  @Override
  public Kind kind() {
    var kind = Kind.UNKNOWN;
    for (var value : values) {
      if (value.isObject() && !value.isEmpty()) return Kind.OBJECT;
      if (value.isArray()) kind = Kind.LIST;
      else if (kind == Kind.UNKNOWN && value.isValueNode() && !value.isNull()) kind = Kind.PLAIN;
    }
    return kind;
  }

  @Override
  public @Nullable Shape field(String name) {
    var found = new ArrayList<JsonNode>();
    for (var value : values) if (value.has(name)) found.add(value.get(name));
    return found.isEmpty() ? null : new SampleShape(found);
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public Collection<String> names() {
    var names = new LinkedHashSet<String>();
    for (var value : values) value.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public Shape items() {
    var items = new ArrayList<JsonNode>();
    for (var value : values)
      if (value.isArray())
        for (int i = 0; i < value.size() && items.size() < LOOKED_AT; i++) items.add(value.get(i));
    return new SampleShape(items);
  }

  @Override
  public String source() {
    return "the sample";
  }
}
