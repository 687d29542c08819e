package io.interline.ui.runs;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a flow document calls its parts, for reading only.
///
/// @param trigger id of the trigger
/// @param titles of the blocks by id; a block without a title is called by its id
record Outline(String trigger, Map<String, String> titles) {

  static Outline of(String document) {
    var titles = new LinkedHashMap<String, String>();
    try {
      var root = JsonMapper.shared().readTree(document);
      collect(root.path("steps"), titles);
      collect(root.path("onError"), titles);
      return new Outline(root.path("trigger").path("id").asString(StepPanel.MESSAGE), titles);
    } catch (JacksonException noDocument) {
      return new Outline(StepPanel.MESSAGE, titles);
    }
  }

  private static void collect(JsonNode steps, Map<String, String> titles) {
    for (var step : steps) {
      var id = step.path("id").asString("");
      titles.put(id, step.path("title").asString(id));
      for (var way : step.path("switch")) collect(way.path("do"), titles);
      for (var branch : step.path("parallel").path("branches")) {
        collect(branch.path("do"), titles);
      }
    }
  }
}
