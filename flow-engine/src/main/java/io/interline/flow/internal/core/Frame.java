package io.interline.flow.internal.core;

import io.interline.flow.internal.plan.Body;
import java.util.Arrays;
import java.util.List;

/// One turn of a body: the states of its nodes and scopes. Not changed once it is part of a
/// [RunState].
final class Frame {

  /// Which turn of which body.
  record Key(int body, List<Integer> turns) {
    Key {
      turns = List.copyOf(turns);
    }
  }

  private final Body body;
  private final List<Integer> turns;
  private final StepState[] steps;
  private final ScopeState[] scopes;

  private Frame(Body body, List<Integer> turns, StepState[] steps, ScopeState[] scopes) {
    this.body = body;
    this.turns = turns;
    this.steps = steps;
    this.scopes = scopes;
  }

  static Frame fresh(Body body, List<Integer> turns) {
    var steps = new StepState[body.endNode() - body.firstNode()];
    var scopes = new ScopeState[body.endScope() - body.firstScope()];
    Arrays.fill(steps, StepState.NEW);
    Arrays.fill(scopes, ScopeState.NEW);
    return new Frame(body, List.copyOf(turns), steps, scopes);
  }

  Frame copy() {
    return new Frame(body, turns, steps.clone(), scopes.clone());
  }

  Key key() {
    return new Key(body.index(), turns);
  }

  Body body() {
    return body;
  }

  List<Integer> turns() {
    return turns;
  }

  Spot spot(int step) {
    return new Spot(step, turns);
  }

  StepState step(int step) {
    return steps[step - body.firstNode()];
  }

  void setStep(int step, StepState state) {
    steps[step - body.firstNode()] = state;
  }

  ScopeState scope(int scope) {
    return scopes[scope - body.firstScope()];
  }

  void setScope(int scope, ScopeState state) {
    scopes[scope - body.firstScope()] = state;
  }
}
