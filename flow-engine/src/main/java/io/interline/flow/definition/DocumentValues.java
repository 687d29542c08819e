package io.interline.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/// The values of a document one by one, so that two documents can be compared. A path goes by the
/// ids of steps, `/steps/erp/with/path`, and not by their places: a step put in before others
/// changes none of them. The order of a list of steps is a value of its own.
final class DocumentValues {

  private final SortedMap<String, String> values = new TreeMap<>();

  private DocumentValues() {}

  /// Path to value: texts as they are, everything else as JSON; empty lists and objects too.
  static SortedMap<String, String> of(JsonNode document) {
    var reading = new DocumentValues();
    reading.read(document, "");
    return reading.values;
  }

  private void read(JsonNode node, String path) {
    if (node.isEmpty()) values.put(path, node.isTextual() ? node.textValue() : node.toString());
    else if (node.isObject())
      for (var property : node.properties())
        read(property.getValue(), path + "/" + property.getKey());
    else if (hasIds(node)) {
      var order = new ArrayList<String>();
      for (var step : node) {
        String id = step.get("id").textValue();
        order.add(id);
        read(step, path + "/" + id);
      }
      values.put(path + " (order)", String.join(", ", order));
    } else for (int i = 0; i < node.size(); i++) read(node.get(i), path + "/" + i);
  }

  private static boolean hasIds(JsonNode list) {
    for (var item : list) if (!item.path("id").isTextual()) return false;
    return true;
  }
}
