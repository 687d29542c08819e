package io.interline.ui.designer;

import io.interline.ui.canvas.StepKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Applies [Edit]s to flow documents. Pure: the document given is never changed, and the same edit
/// gives the same document.
final class DocumentEdits {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DocumentEdits() {}

  /// The document as it is after the edit.
  ///
  /// @throws IllegalArgumentException when the edit names a step or place that is not there; the
  ///     message is for the reader
  static ObjectNode apply(ObjectNode document, Edit edit) {
    var changed = document.deepCopy();
    switch (edit) {
      case Edit.InsertStep(var anchor, var step) -> insert(changed, anchor, step.deepCopy());
      case Edit.RemoveSteps(var ids) -> remove(changed, ids);
      case Edit.MoveStep(var id, var anchor) -> move(changed, id, anchor);
      case Edit.SetField(var pointer, var value) -> set(changed, pointer, value);
      case Edit.RenameStep(var from, var to) -> rename(changed, from, to);
      case Edit.DuplicateSteps(var ids) -> duplicate(changed, ids);
      case Edit.DisableSteps(var ids, var disabled) -> disable(changed, ids, disabled);
      case Edit.PasteSteps(var anchor, var steps) -> paste(changed, anchor, steps);
      case Edit.AddWay(var id) -> addWay(changed, id);
      case Edit.RemoveWay(var id, var index) -> ways(changed, id).remove(index);
      case Edit.MoveWay(var id, var index, var by) -> moveWay(ways(changed, id), index, by);
      case Edit.Patch(var operations) -> patch(changed, operations);
      case Edit.ReplaceDocument(var other) -> {
        return other.deepCopy();
      }
    }
    return changed;
  }

  private static void insert(ObjectNode document, String anchor, ObjectNode step) {
    int slash = anchor.lastIndexOf('/');
    var list = DocumentTree.listFor(document, anchor.substring(0, slash));
    list.insert(Math.min(Integer.parseInt(anchor.substring(slash + 1)), list.size()), step);
  }

  private static DocumentTree.Located located(JsonNode document, String id) {
    return DocumentTree.find(document, id)
        .orElseThrow(() -> new IllegalArgumentException("There is no step '" + id + "' any more."));
  }

  private static void remove(ObjectNode document, List<String> ids) {
    for (var id : ids) {
      // A step inside a block that is already gone went with it.
      DocumentTree.find(document, id)
          .ifPresent(step -> ((ArrayNode) document.at(step.list())).remove(step.index()));
    }
    tidy(document);
  }

  private static void move(ObjectNode document, String id, String anchor) {
    var step = located(document, id);
    if (anchor.startsWith(step.pointer() + "/"))
      throw new IllegalArgumentException("A block cannot be moved into itself.");
    // The step stays in its place as a mark while the copy goes in, so that the anchor means what
    // it meant.
    var copy = step.step().deepCopy();
    insert(document, anchor, copy);
    var mark = new ArrayList<DocumentTree.Located>();
    for (var each : DocumentTree.steps(document)) if (each.step() == step.step()) mark.add(each);
    var old = mark.getFirst();
    ((ArrayNode) document.at(old.list())).remove(old.index());
    tidy(document);
  }

  /// Lists that say nothing when they are empty go away.
  private static void tidy(ObjectNode document) {
    if (document.path("onError").isArray() && document.path("onError").isEmpty())
      document.remove("onError");
    for (var each : DocumentTree.steps(document))
      if (each.step().path("compensate").isArray() && each.step().path("compensate").isEmpty())
        each.step().remove("compensate");
  }

  private static void set(ObjectNode document, String pointer, @Nullable JsonNode value) {
    var path = JsonPointer.compile(pointer);
    var parent = document.at(path.head());
    if (parent.isMissingNode()) {
      if (value == null) return;
      set(document, path.head().toString(), NODES.objectNode());
      parent = document.at(path.head());
    }
    switch (parent) {
      case ObjectNode object -> {
        var name = path.last().getMatchingProperty();
        if (value == null) object.remove(name);
        else object.set(name, value.deepCopy());
      }
      case ArrayNode array -> {
        int index = path.last().getMatchingIndex();
        if (value == null) array.remove(index);
        else if (index == array.size()) array.add(value.deepCopy());
        else array.set(index, value.deepCopy());
      }
      default ->
          throw new IllegalArgumentException("There is no field at " + pointer + " any more.");
    }
  }

  private static void rename(ObjectNode document, String from, String to) {
    if (from.equals(to)) return;
    if (!to.matches("[A-Za-z_][A-Za-z0-9_]{0,62}") || DocumentTree.RESERVED.contains(to))
      throw new IllegalArgumentException(
          "'" + to + "' cannot be a name: use letters, digits and underscores, no digit first.");
    if (DocumentTree.ids(document).contains(to))
      throw new IllegalArgumentException("'" + to + "' is taken by another step.");
    if (DocumentTree.triggerId(document).equals(from)) {
      ((ObjectNode) document.path("trigger")).put("id", to);
    } else {
      located(document, from).step().put("id", to);
    }
    References.rename(document, from, to);
  }

  private static void duplicate(ObjectNode document, List<String> ids) {
    var chosen = outermost(document, ids);
    var taken = DocumentTree.ids(document);
    // From the last to the first: places further up stay what they are.
    for (var step : chosen.reversed()) {
      var copy = step.step().deepCopy();
      freshen(copy, taken);
      insert(document, step.list() + "/" + (step.index() + 1), copy);
    }
  }

  private static void disable(ObjectNode document, List<String> ids, boolean disabled) {
    for (var id : ids) {
      var step = located(document, id).step();
      if (disabled) step.put("disabled", true);
      else step.remove("disabled");
    }
  }

  private static void paste(ObjectNode document, String anchor, List<ObjectNode> steps) {
    var taken = DocumentTree.ids(document);
    int slash = anchor.lastIndexOf('/');
    int index = Integer.parseInt(anchor.substring(slash + 1));
    for (var step : steps) {
      var copy = step.deepCopy();
      freshen(copy, taken);
      insert(document, anchor.substring(0, slash + 1) + index++, copy);
    }
  }

  /// Gives a step and all inside it ids that are not taken; expressions within follow.
  private static void freshen(ObjectNode step, Set<String> taken) {
    var wrapped = NODES.objectNode();
    wrapped.putArray("steps").add(step);
    Map<String, String> names = new HashMap<>();
    for (var each : DocumentTree.steps(wrapped)) {
      var id = each.id().isEmpty() ? "step" : each.id();
      var free = DocumentTree.freeId(id, taken);
      taken.add(free);
      each.step().put("id", free);
      if (!free.equals(id)) names.put(id, free);
    }
    names.forEach((from, to) -> References.rename(wrapped, from, to));
  }

  /// The chosen steps in document order, without those that lie inside another chosen one.
  static List<DocumentTree.Located> outermost(JsonNode document, List<String> ids) {
    var wanted = new HashSet<>(ids);
    var chosen =
        DocumentTree.steps(document).stream().filter(s -> wanted.contains(s.id())).toList();
    return chosen.stream()
        .filter(s -> chosen.stream().noneMatch(o -> s.pointer().startsWith(o.pointer() + "/")))
        .sorted(Comparator.comparingInt(chosen::indexOf))
        .toList();
  }

  private static ArrayNode ways(ObjectNode document, String id) {
    var step = located(document, id).step();
    var ways =
        StepKind.of(step) == StepKind.SWITCH ? step.path("switch") : step.at("/parallel/branches");
    if (ways instanceof ArrayNode array) return array;
    throw new IllegalArgumentException("'" + id + "' has no ways.");
  }

  private static void addWay(ObjectNode document, String id) {
    var ways = ways(document, id);
    var way = NODES.objectNode();
    if (StepKind.of(located(document, id).step()) != StepKind.SWITCH) {
      way.putArray("do");
      ways.add(way);
      return;
    }
    way.put("when", "");
    way.putArray("do");
    var last = ways.isEmpty() ? null : ways.get(ways.size() - 1);
    ways.insert(last != null && !last.has("when") ? ways.size() - 1 : ways.size(), way);
  }

  private static void moveWay(ArrayNode ways, int index, int by) {
    int to = index + by;
    if (to < 0 || to >= ways.size()) return;
    ways.insert(to, ways.remove(index));
  }

  private static void patch(ObjectNode document, JsonNode operations) {
    for (var operation : operations) {
      var path = operation.path("path").asString("");
      switch (operation.path("op").asString("")) {
        case "remove" -> set(document, path, null);
        case "replace" -> set(document, path, operation.path("value"));
        case "add" -> add(document, path, operation.path("value"));
        case "move" -> {
          var from = operation.path("from").asString("");
          var value = document.at(from).deepCopy();
          set(document, from, null);
          add(document, path, value);
        }
        case "test" -> {
          if (!document.at(path).equals(operation.path("value")))
            throw new IllegalArgumentException("The flow has changed; this fix no longer fits.");
        }
        default -> throw new IllegalArgumentException("This fix needs a newer designer.");
      }
    }
  }

  private static void add(ObjectNode document, String path, JsonNode value) {
    var pointer = JsonPointer.compile(path);
    if (!(document.at(pointer.head()) instanceof ArrayNode array)) {
      set(document, path, value);
    } else if (pointer.last().getMatchingProperty().equals("-")) {
      array.add(value.deepCopy());
    } else {
      array.insert(pointer.last().getMatchingIndex(), value.deepCopy());
    }
  }
}
