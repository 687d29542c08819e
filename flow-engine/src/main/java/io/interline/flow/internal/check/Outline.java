package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Step;
import io.interline.flow.definition.Step.Lane.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All steps of a document in its order, each with its place and what its expressions may refer to.
///
/// A step sees the trigger and every step that has ended when it begins: those before it in its own
/// list and in the lists around it, with all that they hold (a way that was not gone gives null).
/// Steps of another branch of the same switch or parallel block, and later ones, are out of sight;
/// so are those inside a loop from outside of it. Steps inside a loop see the loop itself.
/// Steps of `onError` see all steps of the flow, and `error`.
record Outline(List<Placed> steps, List<Placed> unreachable) {

  Outline {
    steps = List.copyOf(steps);
    unreachable = List.copyOf(unreachable);
  }

  /// @param sees names that its expressions may begin with
  record Placed(Step step, JsonPointer at, Set<String> sees) {

    Placed {
      sees = Set.copyOf(sees);
    }
  }

  static Outline of(FlowDocument document) {
    var walk = new Walk();
    var seen = new LinkedHashSet<String>();
    seen.add(document.trigger().id());
    walk.line(document.steps(), JsonPointer.compile("/steps"), seen);
    seen.add("error");
    walk.line(document.onError(), JsonPointer.compile("/onError"), seen);
    return new Outline(walk.steps, walk.unreachable);
  }

  private static final class Walk {

    private final List<Placed> steps = new ArrayList<>();
    private final List<Placed> unreachable = new ArrayList<>();

    /// Walks a list; afterwards `seen` holds its steps too.
    ///
    /// @return whether every way through it ends at a stop
    boolean line(List<Step> line, JsonPointer at, Set<String> seen) {
      boolean stopped = false;
      for (int i = 0; i < line.size(); i++) {
        var step = line.get(i);
        var placed = new Placed(step, at.appendIndex(i), seen);
        steps.add(placed);
        if (stopped) unreachable.add(placed);
        boolean stops = inside(step, placed.at(), seen);
        seen.add(step.id());
        stopped |= stops && !step.head().disabled();
      }
      return stopped;
    }

    /// @return whether no way leads on from this step
    private boolean inside(Step step, JsonPointer at, Set<String> seen) {
      var after = new LinkedHashSet<String>();
      boolean stopped = step instanceof Step.Switch choice && isWhole(choice);
      for (var lane : step.lanes()) {
        var inner = new LinkedHashSet<>(seen);
        if (lane.kind() == Kind.CATCH || lane.kind() == Kind.FINALLY) inner.addAll(after);
        if (lane.kind() == Kind.CATCH) inner.add("error");
        if (lane.kind() == Kind.TURN || lane.kind() == Kind.COMPENSATION) inner.add(step.id());
        boolean stops = line(lane.steps(), at.append(lane.at()), inner);
        stopped &= stops;
        if (!seen.contains("error")) inner.remove("error");
        if (lane.kind() != Kind.TURN && lane.kind() != Kind.COMPENSATION) after.addAll(inner);
      }
      seen.addAll(after);
      return stopped || step instanceof Step.Stop;
    }

    /// Whether one of the ways is always gone.
    private static boolean isWhole(Step.Switch choice) {
      return choice.cases().getLast().when() == null;
    }
  }
}
