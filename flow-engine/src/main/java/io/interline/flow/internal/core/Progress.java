package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One transition while it is being made: a copy of the state that may change, and the effects so
/// far.
final class Progress {

  private final Plan plan;
  private final JsonNode message;
  private final List<StepState> steps;
  private final List<ScopeState> scopes;
  private final List<Effect> effects = new ArrayList<>();
  private @Nullable Failure failure;
  private @Nullable Outcome outcome;

  Progress(Plan plan, RunState from) {
    this.plan = plan;
    this.message = from.message();
    this.steps = new ArrayList<>(from.steps());
    this.scopes = new ArrayList<>(from.scopes());
    this.failure = from.failure();
    this.outcome = from.outcome();
  }

  Transition transition() {
    return new Transition(new RunState(plan, message, steps, scopes, failure, outcome), effects);
  }

  void openScope(int scope) {
    scopes.set(scope, new ScopeState(Phase.RUNNING, Place.END, null));
    enter(scope, plan.scope(scope).first());
  }

  void run(int step, int attempt) {
    to(step, StepState.running(attempt));
    effects.add(new Effect.Begin(step, attempt));
  }

  void succeed(int step, JsonNode output) {
    to(step, steps.get(step).succeeded(output));
    var node = plan.node(step);
    switch (node) {
      case Node.Choose choose -> enter(choose.place().scope(), firstOf(choose, output));
      case Node.Stop stop -> stop(stop, output.path("message").asText());
      case Node.Call _, Node.Compute _, Node.Validate _, Node.Fork _ ->
          enter(node.place().scope(), node.place().next());
    }
  }

  void fail(Entry.Failed failed) {
    int step = failed.step();
    if (failed.nextAt() != null) {
      to(step, steps.get(step).retrying(failed.tried().attempt() + 1, failed.nextAt()));
      effects.add(new Effect.WaitUntil(step, failed.nextAt()));
      return;
    }
    var why = new Failure(plan.node(step).id(), failed.cause(), failed.message());
    failNode(step, why);
  }

  private void failNode(int step, Failure why) {
    to(step, steps.get(step).as(Phase.FAILED));
    failScope(plan.node(step).place().scope(), why);
  }

  private static int firstOf(Node.Choose choose, JsonNode output) {
    int way = output.path("case").asInt(-1);
    return way < 0 ? choose.place().next() : choose.ways().get(way).first();
  }

  private void stop(Node.Stop stop, String text) {
    if (failure != null) {
      end(new Outcome.Dead(failure));
    } else if (stop.success()) {
      leaveAll();
      end(new Outcome.Succeeded(text.isEmpty() ? null : text));
    } else {
      failRun(new Failure(stop.id(), ErrorClass.STOPPED, text));
    }
  }

  /// Goes to a node of a scope, passing over disabled ones.
  private void enter(int scope, int index) {
    int at = index;
    while (at != Place.END && plan.node(at).place().disabled()) {
      to(at, StepState.SKIPPED);
      at = plan.node(at).place().next();
    }
    scopes.set(scope, new ScopeState(Phase.RUNNING, at, null));
    if (at == Place.END) scopeDone(scope);
    else if (plan.node(at) instanceof Node.Fork fork) open(fork);
    else run(at, 1);
  }

  private void open(Node.Fork fork) {
    int index = fork.place().index();
    to(index, StepState.running(1));
    if (fork.scopes().isEmpty()) join(fork);
    for (int scope : fork.scopes())
      if (steps.get(index).phase() == Phase.RUNNING && outcome == null) openScope(scope);
  }

  private void scopeDone(int scope) {
    scopes.set(scope, new ScopeState(Phase.SUCCEEDED, Place.END, null));
    int fork = plan.scope(scope).fork();
    if (fork != Place.END) joinIfDone((Node.Fork) plan.node(fork));
    else if (failure != null) end(new Outcome.Dead(failure));
    else end(new Outcome.Succeeded(null));
  }

  private void failScope(int scope, Failure why) {
    scopes.set(scope, new ScopeState(Phase.FAILED, Place.END, why));
    int fork = plan.scope(scope).fork();
    if (fork != Place.END) joinIfDone((Node.Fork) plan.node(fork));
    else failRun(why);
  }

  private void joinIfDone(Node.Fork fork) {
    if (steps.get(fork.place().index()).phase() != Phase.RUNNING) return;
    var branches = fork.scopes().stream().map(scopes::get).toList();
    boolean allEnded = branches.stream().allMatch(ScopeState::ended);
    boolean anySucceeded = branches.stream().anyMatch(branch -> branch.phase() == Phase.SUCCEEDED);
    var firstFailure =
        branches.stream().map(ScopeState::failure).filter(why -> why != null).findFirst();
    switch (fork.join()) {
      case ALL -> {
        if (firstFailure.isPresent()) failFork(fork, firstFailure.get());
        else if (allEnded) join(fork);
      }
      case ANY -> {
        if (anySucceeded) join(fork);
        else if (allEnded) failFork(fork, firstFailure.orElseThrow());
      }
      case SETTLED -> {
        if (allEnded) join(fork);
      }
    }
  }

  private void join(Node.Fork fork) {
    leaveBranches(fork);
    succeed(fork.place().index(), resultOf(fork));
  }

  private void failFork(Node.Fork fork, Failure why) {
    leaveBranches(fork);
    failNode(fork.place().index(), why);
  }

  /// One object for each branch: `{"ok": true}`, or what went wrong.
  private JsonNode resultOf(Node.Fork fork) {
    var result = JsonNodeFactory.instance.arrayNode();
    for (int scope : fork.scopes()) {
      var branch = scopes.get(scope);
      var entry = result.addObject().put("ok", branch.phase() == Phase.SUCCEEDED);
      if (branch.failure() != null)
        entry
            .put("step", branch.failure().step())
            .put("kind", branch.failure().cause().id())
            .put("message", branch.failure().message());
    }
    return result;
  }

  private void leaveBranches(Node.Fork fork) {
    for (int scope : fork.scopes()) leave(scope);
  }

  private void leave(int scope) {
    var state = scopes.get(scope);
    if (state.phase() != Phase.RUNNING) return;
    scopes.set(scope, new ScopeState(Phase.LEFT, Place.END, null));
    if (state.at() == Place.END) return;
    var phase = steps.get(state.at()).phase();
    if (phase != Phase.RUNNING && phase != Phase.RETRYING) return;
    to(state.at(), steps.get(state.at()).as(Phase.LEFT));
    if (plan.node(state.at()) instanceof Node.Fork fork) leaveBranches(fork);
    else effects.add(new Effect.Leave(state.at()));
  }

  private void leaveAll() {
    for (int scope = 0; scope < scopes.size(); scope++) leave(scope);
  }

  private void failRun(Failure why) {
    leaveAll();
    if (failure != null) {
      end(new Outcome.Dead(failure));
      return;
    }
    failure = why;
    if (plan.errorScope() == Place.END) end(new Outcome.Dead(why));
    else openScope(plan.errorScope());
  }

  private void to(int step, StepState next) {
    var before = steps.get(step).phase();
    if (!before.successors().contains(next.phase()))
      throw new IllegalStateException(
          "step " + plan.node(step).id() + " cannot go from " + before + " to " + next.phase());
    steps.set(step, next);
  }

  private void end(Outcome how) {
    if (outcome != null) return;
    outcome = how;
    effects.add(new Effect.End(how));
  }
}
