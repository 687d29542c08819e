package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.internal.plan.Plan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a run stands: nothing but the fold over its journal. Immutable.
public final class RunState {

  private final Plan plan;
  private final JsonNode message;
  private final List<StepState> steps;
  private final List<ScopeState> scopes;
  private final @Nullable Failure failure;
  private final @Nullable Outcome outcome;

  RunState(
      Plan plan,
      JsonNode message,
      List<StepState> steps,
      List<ScopeState> scopes,
      @Nullable Failure failure,
      @Nullable Outcome outcome) {
    this.plan = plan;
    this.message = message;
    this.steps = steps;
    this.scopes = scopes;
    this.failure = failure;
    this.outcome = outcome;
  }

  Plan plan() {
    return plan;
  }

  /// The message that the run works on.
  public JsonNode message() {
    return message;
  }

  List<StepState> steps() {
    return steps;
  }

  List<ScopeState> scopes() {
    return scopes;
  }

  public Phase phase(int step) {
    return steps.get(step).phase();
  }

  /// The attempt under way, or the last; 0 before the first.
  public int attempt(int step) {
    return steps.get(step).attempt();
  }

  /// When the next attempt of a step in phase RETRYING is due.
  public @Nullable Instant due(int step) {
    return steps.get(step).due();
  }

  /// Output of a step that succeeded; absent otherwise.
  public @Nullable JsonNode output(int step) {
    return steps.get(step).output();
  }

  /// Why the flow failed, once it has; `onError` steps may still be at work.
  public @Nullable Failure failure() {
    return failure;
  }

  /// Present once the run is over.
  public @Nullable Outcome outcome() {
    return outcome;
  }

  /// What the expressions of a step see.
  public ObjectNode context(int step) {
    var context = JsonNodeFactory.instance.objectNode();
    context.set(plan.trigger(), message);
    var place = plan.node(step).place();
    for (int seen : place.sees()) {
      var state = steps.get(seen);
      if (state.output() != null) context.set(plan.node(seen).id(), state.output());
      else if (state.phase() == Phase.SKIPPED) context.putNull(plan.node(seen).id());
    }
    if (failure != null && place.scope() == plan.errorScope()) putError(context, failure);
    return context;
  }

  private static void putError(ObjectNode context, Failure failure) {
    context
        .putObject("error")
        .put("step", failure.step())
        .put("kind", failure.cause().id())
        .put("message", failure.message());
  }
}
