package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All steps of a document in its order, each with its place and what its expressions may refer to.
///
/// A step sees the trigger and every step that has ended when it begins: those before it in its own
/// list and in the lists around it, with all that they hold (a way that was not gone gives null).
/// Steps of another branch of the same switch or parallel block, and later ones, are out of sight.
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
      return switch (step) {
        case Step.Stop _ -> true;
        case Step.Switch choice -> ways(choice, at.appendProperty("switch"), seen);
        case Step.Parallel parallel -> {
          branches(parallel, at.appendProperty("parallel").appendProperty("branches"), seen);
          yield false;
        }
        case Step.Use _, Step.Map _, Step.Validate _ -> false;
      };
    }

    private boolean ways(Step.Switch choice, JsonPointer at, Set<String> seen) {
      var after = new LinkedHashSet<String>();
      boolean stopped = choice.cases().getLast().when() == null;
      for (int i = 0; i < choice.cases().size(); i++) {
        var inner = new LinkedHashSet<>(seen);
        var steps = choice.cases().get(i).steps();
        stopped &= line(steps, at.appendIndex(i).appendProperty("do"), inner);
        after.addAll(inner);
      }
      seen.addAll(after);
      return stopped;
    }

    private void branches(Step.Parallel parallel, JsonPointer at, Set<String> seen) {
      var after = new LinkedHashSet<String>();
      for (int i = 0; i < parallel.branches().size(); i++) {
        var inner = new LinkedHashSet<>(seen);
        var steps = parallel.branches().get(i).steps();
        line(steps, at.appendIndex(i).appendProperty("do"), inner);
        after.addAll(inner);
      }
      seen.addAll(after);
    }
  }
}
