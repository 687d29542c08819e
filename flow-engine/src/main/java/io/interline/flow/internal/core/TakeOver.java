package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What a new run takes over from one that failed, to go on with the step that failed. Pure.
public final class TakeOver {

  private TakeOver() {}

  /// Why a run cannot go on from where another one failed.
  public static final class DoesNotFit extends Exception {
    DoesNotFit(String message) {
      super(message);
    }
  }

  /// @param entries without those of the failed step and all that came after it
  /// @param failed where the run goes on
  public record Kept(List<Entry> entries, Spot failed) {
    public Kept {
      entries = List.copyOf(entries);
    }
  }

  /// The journal of a dead run up to its failure. What was waited for and not answered is asked for
  /// again.
  ///
  /// @param step that failed, by its id
  public static Kept upToFailure(Plan plan, JsonNode message, List<Entry> entries, String step)
      throws DoesNotFit {
    if (wasUndone(RunLogic.fold(plan, message, entries)))
      throw new DoesNotFit("The steps before the failed one were undone.");
    for (int i = entries.size() - 1; i >= 0; i--)
      if (entries.get(i) instanceof Entry.Failed failed
          && failed.nextAt() == null
          && isCalled(plan, failed.spot(), step))
        return new Kept(before(entries.subList(0, i), failed.spot()), failed.spot());
    throw new DoesNotFit("The run did not fail at a step that can be done again.");
  }

  /// A part goes by the name of its loop.
  private static boolean isCalled(Plan plan, Spot spot, String step) {
    var node = plan.node(spot.step());
    return (node instanceof Node.Part part ? plan.node(part.loop()) : node).id().equals(step);
  }

  private static boolean wasUndone(RunState state) {
    for (var frame : state.frames().values())
      for (int step = frame.body().firstNode(); step < frame.body().endNode(); step++)
        if (frame.step(step).phase() == Phase.COMPENSATED) return true;
    return false;
  }

  private static List<Entry> before(List<Entry> entries, Spot failed) {
    var answered = new HashSet<Spot>();
    var kept = new ArrayList<Entry>();
    for (var entry : entries.reversed()) {
      if (!(entry instanceof Entry.OfStep of)) continue;
      if (of.spot().equals(failed)) continue;
      boolean open =
          of instanceof Entry.Asked asked
              && asked.ask().kind() != Ask.Kind.START
              && !answered.contains(of.spot());
      if (!open) kept.add(entry);
      if (of instanceof Entry.Succeeded || of instanceof Entry.Failed) answered.add(of.spot());
    }
    return kept.reversed();
  }

  /// Whether a run of this plan could have this journal, and would now be at the failed step.
  public static void check(Plan plan, JsonNode message, Kept kept) throws DoesNotFit {
    var state = RunLogic.begin(plan, message).state();
    for (var entry : kept.entries()) {
      if (!(entry instanceof Entry.OfStep of)) throw misfit("It was cancelled");
      var node = plan.node(of.spot().step());
      boolean under =
          switch (state.phase(of.spot())) {
            case RUNNING, RETRYING, WAITING, LEAVING -> true;
            case NEW, SUCCEEDED, FAILED, SKIPPED, LEFT, COMPENSATED -> false;
          };
      if (!under || !isOf(of, node)) throw misfit("Step " + node.id() + " has another place there");
      state = RunLogic.apply(state, entry).state();
    }
    var failed = plan.node(kept.failed().step());
    if (state.outcome() != null || state.phase(kept.failed()) != Phase.RUNNING)
      throw misfit("Step " + failed.id() + " does not come next there");
  }

  private static DoesNotFit misfit(String why) {
    return new DoesNotFit(why + ": what the run did so far does not fit that version.");
  }

  /// Whether a step of this kind could have told so.
  private static boolean isOf(Entry.OfStep entry, Node node) {
    return switch (node) {
      case Node.Each _ -> entry instanceof Entry.Known known && known.value().isContainerNode();
      case Node.Repeat _ -> entry instanceof Entry.Known known && known.value().isBoolean();
      case Node.Choose choose ->
          entry instanceof Entry.Succeeded done
              && done.output().path("case").asInt(-1) < choose.ways().size();
      case Node.Await _, Node.SubFlow _, Node.Part _ -> !(entry instanceof Entry.Known);
      case Node.Call _, Node.Compute _, Node.Validate _, Node.Respond _, Node.Stop _ ->
          entry instanceof Entry.Succeeded || entry instanceof Entry.Failed;
      case Node.Fork _, Node.Guard _ -> false;
    };
  }
}
