package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.definition.Step;
import io.interline.flow.internal.core.Entry.Failed;
import io.interline.flow.internal.core.Entry.Succeeded;
import io.interline.flow.internal.core.Event.RetryDue;
import io.interline.flow.internal.core.Event.StepFailed;
import io.interline.flow.internal.core.Event.StepSucceeded;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run does next. Pure: the same plan, state and event always give the same answer, so that
/// a crashed run goes on from its journal as if nothing had happened.
public final class RunLogic {

  private RunLogic() {}

  /// A message was accepted.
  public static Transition begin(Plan plan, JsonNode message) {
    var progress = new Progress(plan, fresh(plan, message));
    progress.openScope(0);
    return progress.transition();
  }

  /// Something happened. An event that no longer matters changes nothing: the step was left, or the
  /// run is over.
  public static Transition next(RunState state, Event event) {
    if (state.outcome() != null) return new Transition(state, List.of());
    return switch (event) {
      case StepSucceeded(int step, Tried tried, JsonNode output) ->
          record(state, new Succeeded(step, tried, output));
      case StepFailed failed -> record(state, entryOf(state.plan(), failed));
      case RetryDue(int step) -> retry(state, step);
    };
  }

  /// The state that a journal tells.
  public static RunState fold(Plan plan, JsonNode message, List<Entry> entries) {
    var state = begin(plan, message).state();
    for (var entry : entries) state = apply(state, entry).state();
    return state;
  }

  /// What has to be done for a run that was read from its journal.
  public static List<Effect> resume(RunState state) {
    if (state.outcome() != null) return List.of(new Effect.End(state.outcome()));
    var effects = new ArrayList<Effect>();
    for (int step = 0; step < state.steps().size(); step++) {
      var at = state.steps().get(step);
      if (state.plan().node(step) instanceof Node.Fork) continue;
      if (at.phase() == Phase.RUNNING) effects.add(new Effect.Begin(step, at.attempt()));
      if (at.due() != null) effects.add(new Effect.WaitUntil(step, at.due()));
    }
    return effects;
  }

  private static RunState fresh(Plan plan, JsonNode message) {
    return new RunState(
        plan,
        message,
        Collections.nCopies(plan.nodes().size(), StepState.NEW),
        Collections.nCopies(plan.scopes().size(), ScopeState.NEW),
        null,
        null);
  }

  private static Transition record(RunState state, Entry entry) {
    if (state.phase(entry.step()) != Phase.RUNNING) return new Transition(state, List.of());
    var applied = apply(state, entry);
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.Record(entry));
    effects.addAll(applied.effects());
    return new Transition(applied.state(), effects);
  }

  private static Transition apply(RunState state, Entry entry) {
    var progress = new Progress(state.plan(), state);
    // That a retry came due is no line of the journal: its result says so.
    if (state.phase(entry.step()) == Phase.RETRYING)
      progress.run(entry.step(), entry.tried().attempt());
    switch (entry) {
      case Succeeded succeeded -> progress.succeed(succeeded.step(), succeeded.output());
      case Failed failed -> progress.fail(failed);
    }
    return progress.transition();
  }

  private static Failed entryOf(Plan plan, StepFailed event) {
    return new Failed(
        event.step(), event.tried(), event.cause(), event.message(), nextAttempt(plan, event));
  }

  private static @Nullable Instant nextAttempt(Plan plan, StepFailed event) {
    if (!(plan.node(event.step()) instanceof Node.Call call)) return null;
    int attempts = event.tried().attempt();
    Step.Retry retry = call.retry();
    if (!Backoff.triesAgain(retry, event.cause(), attempts)) return null;
    var pause = Backoff.pause(retry, attempts, event.jitter(), event.retryAfter());
    return event.tried().endedAt().plus(pause);
  }

  private static Transition retry(RunState state, int step) {
    if (state.phase(step) != Phase.RETRYING) return new Transition(state, List.of());
    var progress = new Progress(state.plan(), state);
    progress.run(step, state.attempt(step));
    return progress.transition();
  }
}
