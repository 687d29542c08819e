package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/// The data that a step can use, as a tree; a click writes the path into the editor used last.
@Tag("il-data-tree")
@JsModule("./interline/data-tree.ts")
final class DataTree extends Component {

  /// @param json the context: ids with their data, JSON text
  /// @param kinds kind of step by id, for the colour
  void show(String json, Map<String, String> kinds) {
    var colours = JsonNodeFactory.instance.objectNode();
    kinds.forEach(colours::put);
    getElement().setPropertyJson("kinds", colours);
    getElement().setProperty("data", json);
  }
}
