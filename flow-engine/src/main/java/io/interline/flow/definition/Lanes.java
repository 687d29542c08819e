package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.definition.Step.Lane;
import io.interline.flow.definition.Step.Lane.Kind;
import java.util.ArrayList;
import java.util.List;

/// Where blocks have lists of steps.
final class Lanes {

  private Lanes() {}

  static List<Lane> of(Step step) {
    return switch (step) {
      case Step.Use use ->
          use.compensate().isEmpty()
              ? List.of()
              : List.of(lane(Kind.COMPENSATION, "/compensate", use.compensate()));
      case Step.Switch choice -> {
        var lanes = new ArrayList<Lane>();
        for (int i = 0; i < choice.cases().size(); i++)
          lanes.add(lane(Kind.WAY, "/switch/" + i + "/do", choice.cases().get(i).steps()));
        yield lanes;
      }
      case Step.Parallel parallel -> {
        var lanes = new ArrayList<Lane>();
        for (int i = 0; i < parallel.branches().size(); i++)
          lanes.add(
              lane(
                  Kind.BRANCH,
                  "/parallel/branches/" + i + "/do",
                  parallel.branches().get(i).steps()));
        yield lanes;
      }
      case Step.ForEach loop -> List.of(lane(Kind.TURN, "/do", loop.steps()));
      case Step.Repeat loop -> List.of(lane(Kind.TURN, "/do", loop.steps()));
      case Step.Try guard -> {
        var lanes = new ArrayList<Lane>();
        lanes.add(lane(Kind.TRY, "/try", guard.steps()));
        if (guard.caught() != null) lanes.add(lane(Kind.CATCH, "/catch", guard.caught()));
        if (!guard.last().isEmpty()) lanes.add(lane(Kind.FINALLY, "/finally", guard.last()));
        yield lanes;
      }
      case Step.Map _, Step.Validate _, Step.Wait _, Step.SubFlow _, Step.Respond _, Step.Stop _ ->
          List.of();
    };
  }

  private static Lane lane(Kind kind, String at, List<Step> steps) {
    return new Lane(kind, JsonPointer.compile(at), steps);
  }
}
