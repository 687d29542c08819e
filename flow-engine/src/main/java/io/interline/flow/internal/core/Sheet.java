package io.interline.flow.internal.core;

import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The frames of a run while a transition is made: those that change are copied first.
final class Sheet {

  private final Plan plan;
  private final Map<Frame.Key, Frame> frames;
  private final Set<Frame.Key> own = new HashSet<>();

  Sheet(Plan plan, Map<Frame.Key, Frame> frames) {
    this.plan = plan;
    this.frames = new HashMap<>(frames);
  }

  /// What came of it; this sheet is not to be used any more.
  Map<Frame.Key, Frame> frames() {
    return frames;
  }

  Frame root() {
    return mine(new Frame.Key(0, List.of()));
  }

  Frame of(Spot spot) {
    return mine(keyOf(spot));
  }

  private Frame.Key keyOf(Spot spot) {
    return new Frame.Key(plan.node(spot.step()).place().body(), spot.turns());
  }

  private Frame mine(Frame.Key key) {
    var frame = frames.get(key);
    if (frame == null) throw new IllegalStateException("no turn " + key);
    if (own.add(key)) {
      frame = frame.copy();
      frames.put(key, frame);
    }
    return frame;
  }

  StepState step(Spot spot) {
    var frame = frames.get(keyOf(spot));
    return frame == null ? StepState.NEW : frame.step(spot.step());
  }

  /// A step goes into its next state.
  void to(Spot spot, StepState next) {
    var frame = of(spot);
    var before = frame.step(spot.step()).phase();
    if (before != next.phase() && !before.successors().contains(next.phase()))
      throw new IllegalStateException(
          "step "
              + plan.node(spot.step()).id()
              + " cannot go from "
              + before
              + " to "
              + next.phase());
    frame.setStep(spot.step(), next);
  }

  /// A fresh turn of a loop.
  Frame open(Spot loop, int body, int turn) {
    var turns = new ArrayList<>(loop.turns());
    turns.add(turn);
    var frame = Frame.fresh(plan.body(body), turns);
    frames.put(frame.key(), frame);
    own.add(frame.key());
    return frame;
  }

  void drop(Frame frame) {
    frames.remove(frame.key());
  }

  /// The open turns of a loop.
  List<Frame> turnsOf(Spot loop, int body) {
    int depth = loop.turns().size();
    var keys = new ArrayList<Frame.Key>();
    for (var key : frames.keySet())
      if (key.body() == body && key.turns().subList(0, depth).equals(loop.turns())) keys.add(key);
    keys.sort((a, b) -> Integer.compare(a.turns().get(depth), b.turns().get(depth)));
    return keys.stream().map(this::mine).toList();
  }

  /// The loop of which a frame is a turn.
  Spot loopOf(Frame turn) {
    return new Spot(turn.body().loop(), turn.turns().subList(0, turn.turns().size() - 1));
  }

  /// The node that opened a scope; absent for the scopes of the flow.
  @Nullable Spot openerOf(Frame frame, Scope scope) {
    if (scope.opener() == Place.END) return null;
    return scope.kind() == Scope.Kind.TURN ? loopOf(frame) : frame.spot(scope.opener());
  }

  /// The innermost scope around a node of which something holds; absent when there is none.
  @Nullable Inside around(Spot spot, BiPredicate<Frame, Scope> holds) {
    Spot at = spot;
    while (at != null) {
      var frame = of(at);
      var scope = plan.scope(plan.node(at.step()).place().scope());
      if (holds.test(frame, scope)) return new Inside(frame, scope);
      at = openerOf(frame, scope);
    }
    return null;
  }

  /// Whether a step stands in a scope of a frame, or deeper.
  static boolean holds(Frame frame, Scope scope, Spot spot) {
    int depth = frame.turns().size();
    return scope.holds(spot.step())
        && spot.turns().size() >= depth
        && spot.turns().subList(0, depth).equals(frame.turns());
  }

  /// Whether a call inside a scope is still out, though nobody goes on from it.
  boolean isLeavingInside(Frame around, Scope scope) {
    for (var frame : frames.values()) {
      int from = Math.max(scope.from(), frame.body().firstNode());
      int to = Math.min(scope.to(), frame.body().endNode());
      for (int step = from; step < to; step++)
        if (frame.step(step).phase() == Phase.LEAVING
            && (plan.node(step) instanceof Node.Call || plan.node(step) instanceof Node.Part)
            && holds(around, scope, frame.spot(step))) return true;
    }
    return false;
  }

  record Inside(Frame frame, Scope scope) {}
}
