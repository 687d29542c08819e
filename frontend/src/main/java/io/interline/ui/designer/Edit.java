package io.interline.ui.designer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A change of a flow document, as a person asked for it. Places and fields are JSON pointers.
sealed interface Edit {

  /// Words for the history: "Undo remove 2 steps".
  default String words() {
    return switch (this) {
      case InsertStep i -> "add " + i.step().path("title").asString("a step");
      case RemoveSteps r -> r.ids().size() == 1 ? "remove " + r.ids().getFirst() : "remove steps";
      case MoveStep m -> "move " + m.id();
      case SetField s -> "change " + s.pointer().substring(s.pointer().lastIndexOf('/') + 1);
      case RenameStep r -> "rename " + r.from();
      case DuplicateSteps d -> "duplicate";
      case DisableSteps d -> "disable or enable";
      case PasteSteps p -> "paste";
      case AddWay a -> "add a way";
      case RemoveWay r -> "remove a way";
      case MoveWay m -> "move a way";
      case Patch p -> "apply a fix";
      case ReplaceDocument r -> "replace the document";
    };
  }

  /// @param anchor where the step will stand, for example `/steps/2`
  record InsertStep(String anchor, ObjectNode step) implements Edit {}

  /// Steps inside a removed block go with it.
  record RemoveSteps(List<String> ids) implements Edit {}

  /// @param anchor a place in the document as it is before the move; not inside the step itself
  record MoveStep(String id, String anchor) implements Edit {}

  /// @param value absent to remove the field; objects on the way to it are made
  record SetField(String pointer, @Nullable JsonNode value) implements Edit {}

  /// Gives a step (or the trigger) another id; expressions that name it follow.
  record RenameStep(String from, String to) implements Edit {}

  /// Puts a copy with fresh ids after each step.
  record DuplicateSteps(List<String> ids) implements Edit {}

  record DisableSteps(List<String> ids, boolean disabled) implements Edit {}

  /// Puts steps of another place or flow in; ids that are taken are made afresh.
  record PasteSteps(String anchor, List<ObjectNode> steps) implements Edit {}

  /// Adds a way to a switch (before "otherwise") or a branch to a parallel block.
  record AddWay(String id) implements Edit {}

  record RemoveWay(String id, int index) implements Edit {}

  /// @param by -1 or 1
  record MoveWay(String id, int index, int by) implements Edit {}

  /// @param operations RFC 6902 JSON patch: add, remove, replace
  record Patch(JsonNode operations) implements Edit {}

  record ReplaceDocument(ObjectNode document) implements Edit {}
}
