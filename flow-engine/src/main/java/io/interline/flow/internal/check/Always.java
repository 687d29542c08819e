package io.interline.flow.internal.check;

import io.interline.flow.FlowId;
import io.interline.flow.definition.Step;
import io.interline.flow.definition.Step.Pause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks for a call of a flow that is made in every run that does not fail: one that no condition,
/// loop, earlier stop or decision can keep from being made.
final class Always {

  private final FlowId flow;
  private boolean wayOut;

  Always(FlowId flow) {
    this.flow = flow;
  }

  /// Absent when there is none.
  Step.@Nullable SubFlow call(List<Step> steps) {
    for (var step : steps) {
      if (wayOut) return null;
      if (step.head().disabled()) continue;
      var call = within(step);
      if (call != null) return call;
    }
    return null;
  }

  private Step.@Nullable SubFlow within(Step step) {
    return switch (step) {
      case Step.SubFlow call -> call.flow().equals(flow) ? call : null;
      case Step.Parallel parallel -> {
        for (var branch : parallel.branches()) {
          var call = call(branch.steps());
          if (call != null) yield call;
        }
        yield null;
      }
      case Step.Repeat loop -> call(loop.steps());
      case Step.Try guard -> {
        var call = call(guard.steps());
        yield call == null ? call(guard.last()) : call;
      }
      case Step.Stop _ -> leave();
      case Step.Switch _, Step.ForEach _ -> stops(List.of(step)) ? leave() : null;
      case Step.Wait wait -> wait.pause() instanceof Pause.Approval ? leave() : null;
      case Step.Use _, Step.Map _, Step.Validate _, Step.Respond _ -> null;
    };
  }

  private Step.@Nullable SubFlow leave() {
    wayOut = true;
    return null;
  }

  /// Whether the run may end in these steps.
  private static boolean stops(List<Step> steps) {
    for (var step : steps) {
      if (step.head().disabled()) continue;
      if (step instanceof Step.Stop) return true;
      for (var lane : step.lanes()) if (stops(lane.steps())) return true;
    }
    return false;
  }
}
