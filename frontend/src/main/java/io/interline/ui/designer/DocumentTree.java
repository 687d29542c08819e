package io.interline.ui.designer;

import io.interline.ui.canvas.StepKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds one's way in a flow document: where each step stands, and what stands before it.
final class DocumentTree {

  /// A step and its place.
  record Located(ObjectNode step, String pointer) {

    String id() {
      return step.path("id").asString("");
    }

    /// Pointer of the list that the step is in.
    String list() {
      return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    int index() {
      return Integer.parseInt(pointer.substring(pointer.lastIndexOf('/') + 1));
    }
  }

  private DocumentTree() {}

  /// All steps in document order, a block before the steps inside it; those of `onError` last.
  static List<Located> steps(JsonNode document) {
    var all = new ArrayList<Located>();
    collect(document.path("steps"), "/steps", all);
    collect(document.path("onError"), "/onError", all);
    return all;
  }

  private static void collect(JsonNode list, String pointer, List<Located> into) {
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof ObjectNode step)) continue;
      var at = pointer + "/" + i;
      into.add(new Located(step, at));
      for (var inner : lists(step, at)) collect(inner.steps(), inner.pointer(), into);
    }
  }

  /// A list of steps inside a block.
  record Inner(JsonNode steps, String pointer) {}

  static List<Inner> lists(JsonNode step, String pointer) {
    return StepKind.lanes(step).stream()
        .map(lane -> new Inner(lane.steps(), pointer + lane.pointer()))
        .toList();
  }

  static Optional<Located> find(JsonNode document, String id) {
    return steps(document).stream().filter(s -> s.id().equals(id)).findFirst();
  }

  /// Id of the trigger, under which expressions find the message.
  static String triggerId(JsonNode document) {
    return document.at("/trigger/id").asString("message");
  }

  /// Every id in use.
  static Set<String> ids(JsonNode document) {
    var ids = new HashSet<String>();
    ids.add(triggerId(document));
    for (var step : steps(document)) ids.add(step.id());
    return ids;
  }

  /// Steps whose output a step can use: those that ran before it, not those of ways beside its own.
  static List<Located> before(JsonNode document, String id) {
    return Sight.of(document, id).steps().stream()
        .filter(seen -> !seen.around())
        .map(Sight.Seen::step)
        .toList();
  }

  /// The list that a place for a step is in, made when the way itself is not there yet.
  static ArrayNode listFor(ObjectNode document, String list) {
    var node = document.at(list);
    if (node instanceof ArrayNode array) return array;
    if (list.equals("/steps") || list.equals("/onError"))
      return document.putArray(list.substring(1));
    int slash = list.lastIndexOf('/');
    var lane = list.substring(slash + 1);
    if (!LANES.contains(lane)) throw new IllegalArgumentException("no place for a step at " + list);
    var owner = JsonPointer.compile(list.substring(0, slash));
    if (document.at(owner) instanceof ObjectNode block) return block.putArray(lane);
    // `…/switch/2/do` of a switch with two ways: the way "otherwise", not written so far.
    if (lane.equals("do")
        && document.at(owner.head()) instanceof ArrayNode ways
        && owner.last().getMatchingIndex() == ways.size()) return ways.addObject().putArray("do");
    throw new IllegalArgumentException("no place for a step at " + list);
  }

  /// The names that lists of steps have in blocks.
  private static final Set<String> LANES = Set.of("do", "try", "catch", "finally", "compensate");

  /// Id that is not taken yet: the wanted one, else with a number behind it.
  static String freeId(String wanted, Set<String> taken) {
    if (!taken.contains(wanted)) return wanted;
    var stem = wanted.replaceFirst("\\d{1,4}$", "");
    for (int i = 2; ; i++) if (!taken.contains(stem + i)) return stem + i;
  }

  /// Id made from words: `Create ERP order` becomes `createErpOrder`.
  static String idFrom(String words, @Nullable String otherwise) {
    var id = new StringBuilder();
    for (var word : words.split("[^A-Za-z0-9]+")) {
      if (word.isEmpty() || id.length() > 40) continue;
      var rest = word.substring(1).toLowerCase(java.util.Locale.ROOT);
      var first = word.charAt(0);
      id.append(id.isEmpty() ? Character.toLowerCase(first) : Character.toUpperCase(first));
      id.append(rest);
    }
    if (id.isEmpty() || Character.isDigit(id.charAt(0)))
      return otherwise == null ? "step" : otherwise;
    var made = id.toString();
    return RESERVED.contains(made) ? made + "Step" : made;
  }

  /// Words of the expression language, which no id may be.
  static final Set<String> RESERVED =
      Set.of(
          "and", "as", "def", "else", "error", "false", "for", "if", "import", "let", "null", "or",
          "true");
}
