package io.interline.ui.home;

import io.interline.audit.EdgeJson;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a flow needs before it can be tried.
///
/// @param webhook whether messages start it
/// @param connections aliases that its steps name
record FlowNeeds(boolean webhook, Set<String> connections) {

  static FlowNeeds of(String document) {
    try {
      var root = EdgeJson.mapper().readTree(document);
      var aliases = new TreeSet<String>();
      collect(root.path("steps"), aliases);
      collect(root.path("onError"), aliases);
      return new FlowNeeds(
          root.path("trigger").path("use").asString("").startsWith("webhook"), Set.copyOf(aliases));
    } catch (JacksonException noDocument) {
      return new FlowNeeds(false, Set.of());
    }
  }

  /// Blocks nest in many places: looks everywhere but into the input of a call.
  private static void collect(JsonNode node, Set<String> aliases) {
    if (node.isObject()) {
      if (node.has("use") && node.path("connection").isString()) {
        aliases.add(node.path("connection").asString());
        return;
      }
    }
    node.forEach(child -> collect(child, aliases));
  }
}
