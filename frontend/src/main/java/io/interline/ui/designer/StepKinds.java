package io.interline.ui.designer;

import io.interline.ui.canvas.StepKind;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The kind of each step by its id, as the canvas names it, for colours.
final class StepKinds {

  private StepKinds() {}

  static Map<String, String> of(JsonNode document) {
    var kinds = new LinkedHashMap<String, String>();
    kinds.put(DocumentTree.triggerId(document), "trigger");
    for (var step : DocumentTree.steps(document))
      kinds.put(step.id(), StepKind.of(step.step()).cardKind());
    return kinds;
  }
}
