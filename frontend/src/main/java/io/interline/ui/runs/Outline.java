package io.interline.ui.runs;

import io.interline.audit.EdgeJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What a flow document calls its parts, for reading only.
///
/// @param trigger id of the trigger
/// @param titles of the blocks by id; a block without a title is called by its id
/// @param loops around a block by its id, the outermost first
/// @param undoes the call that a step undoes, by the step's id
/// @param documents of the blocks, by id
record Outline(
    String trigger,
    Map<String, String> titles,
    Map<String, List<String>> loops,
    Map<String, String> undoes,
    Map<String, JsonNode> documents) {

  static Outline of(String document) {
    var outline =
        new Outline(
            StepPanel.MESSAGE,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new HashMap<>());
    try {
      var root = EdgeJson.mapper().readTree(document);
      outline.collect(root.path("steps"), List.of(), null);
      outline.collect(root.path("onError"), List.of(), null);
      String trigger = root.path("trigger").path("id").asString(StepPanel.MESSAGE);
      return new Outline(trigger, outline.titles, outline.loops, outline.undoes, outline.documents);
    } catch (JacksonException noDocument) {
      return outline;
    }
  }

  /// A block as it stands in the document; missing when there is none.
  JsonNode document(String step) {
    return documents.getOrDefault(step, MissingNode.getInstance());
  }

  /// Title of a block; its id when there is none.
  String title(String step) {
    int dot = step.indexOf('.');
    if (dot < 0) return titles.getOrDefault(step, step);
    // What works on a part of a large list, or undoes that.
    return title(step.substring(0, dot)) + (step.endsWith(".undo") ? ", undone" : ", in parts");
  }

  /// The turn of the outermost loop that a step ran in, for example `lines #3`; its id when it
  /// stands in none.
  String turn(String step, String turns) {
    if (step.indexOf('.') >= 0)
      return title(step)
          + " #"
          + (Integer.parseInt(turns.substring(turns.lastIndexOf('.') + 1)) + 1);
    var around = loops.getOrDefault(step, List.of());
    if (turns.isEmpty() || around.isEmpty()) return title(step);
    int first = Integer.parseInt(turns.split("[.]", 2)[0]);
    return title(around.getFirst()) + " #" + (first + 1);
  }

  private void collect(JsonNode steps, List<String> around, @Nullable String undone) {
    for (var step : steps) {
      var id = step.path("id").asString("");
      documents.put(id, step);
      titles.put(id, step.path("title").asString(id));
      if (!around.isEmpty()) loops.put(id, around);
      if (undone != null) undoes.put(id, undone);
      for (var way : step.path("switch")) collect(way.path("do"), around, undone);
      for (var branch : step.path("parallel").path("branches"))
        collect(branch.path("do"), around, undone);
      for (var lane : List.of("try", "catch", "finally")) collect(step.path(lane), around, undone);
      collect(step.path("compensate"), around, id);
      var inside = new ArrayList<>(around);
      inside.add(id);
      collect(step.path("do"), List.copyOf(inside), undone);
    }
  }
}
