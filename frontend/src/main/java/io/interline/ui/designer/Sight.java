package io.interline.ui.designer;

import io.interline.ui.canvas.StepKind;
import io.interline.ui.canvas.StepKind.Part;
import io.interline.ui.designer.DocumentTree.Located;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the expressions of a step may refer to, by the rules of the hub's checks: the steps before
/// it in its own list and in those around it with all that they hold, and the loops around it;
/// not other branches, later steps, or what is inside a loop or an undo step from outside of it.
///
/// @param steps in the order of the document
/// @param error whether it sees `.error`, what failed
record Sight(List<Seen> steps, boolean error) {

  /// @param around whether it is a loop around, which gives its item, rather than a step that ended
  record Seen(Located step, boolean around) {}

  /// Of a step; nothing for one that is not there.
  static Sight of(JsonNode document, String id) {
    var walk = new Walk(id);
    var seen = new ArrayList<Seen>();
    walk.line(document.path("steps"), "/steps", seen, false);
    if (walk.found == null) walk.line(document.path("onError"), "/onError", seen, true);
    return walk.found == null ? new Sight(List.of(), false) : walk.found;
  }

  private static final class Walk {

    private final String wanted;
    private @Nullable Sight found;

    Walk(String wanted) {
      this.wanted = wanted;
    }

    /// Walks a list; afterwards `seen` holds its steps too.
    void line(JsonNode list, String pointer, List<Seen> seen, boolean error) {
      for (int i = 0; i < list.size() && found == null; i++) {
        if (!(list.get(i) instanceof ObjectNode node)) continue;
        var step = new Located(node, pointer + "/" + i);
        if (step.id().equals(wanted)) {
          found = new Sight(List.copyOf(seen), error);
          return;
        }
        int at = seen.size();
        inside(step, seen, error);
        seen.add(at, new Seen(step, false));
      }
    }

    private void inside(Located step, List<Seen> seen, boolean error) {
      var before = List.copyOf(seen);
      for (var lane : StepKind.lanes(step.step())) {
        var closed = lane.part() == Part.TURN || lane.part() == Part.COMPENSATION;
        var beside = lane.part() == Part.WAY || lane.part() == Part.BRANCH || closed;
        // What catches a failure sees what was tried; what comes in the end sees both.
        var inner = new ArrayList<>(beside ? before : seen);
        if (closed) inner.add(new Seen(step, lane.part() == Part.TURN));
        line(
            lane.steps(),
            step.pointer() + lane.pointer(),
            inner,
            error || lane.part() == Part.CATCH);
        if (found != null) return;
        if (!closed) for (var each : inner) if (!seen.contains(each)) seen.add(each);
      }
    }
  }
}
