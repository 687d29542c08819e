package io.interline.connector.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.internal.schema.FieldSpec;
import io.interline.connector.spi.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// In which fields of an input record text becomes structure.
record FieldPlaces(List<FieldSpec> fields) {

  static FieldPlaces of(Class<? extends Record> input) {
    return new FieldPlaces(
        FieldSpec.of(input).stream()
            .filter(spec -> spec.field() != null && spec.field().place() != Field.Place.ANY)
            .toList());
  }

  Map<String, Field.Place> in(JsonNode input) {
    var places = new LinkedHashMap<String, Field.Place>();
    for (var spec : fields) {
      var field = Objects.requireNonNull(spec.field());
      if (holds(field.placeIf(), input)) places.put(spec.name(), field.place());
    }
    return places;
  }

  /// `other|more.names=value`.
  private static boolean holds(String condition, JsonNode input) {
    if (condition.isEmpty()) return true;
    int at = condition.indexOf('=');
    String wanted = condition.substring(at + 1).toLowerCase(Locale.ROOT);
    for (String names : condition.substring(0, at).split("\\|", -1)) {
      var found = input;
      for (String name : names.split("\\.", -1)) found = member(found, name);
      if (found.asText().strip().toLowerCase(Locale.ROOT).startsWith(wanted)) return true;
    }
    return false;
  }

  private static JsonNode member(JsonNode object, String name) {
    for (var member : object.properties())
      if (member.getKey().equalsIgnoreCase(name)) return member.getValue();
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}
