package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a run stands: nothing but the fold over its journal. Immutable.
public final class RunState {

  private final Plan plan;
  private final JsonNode message;
  private final Map<Frame.Key, Frame> frames;
  private final Ledger ledger;

  /// What concerns the run as a whole.
  ///
  /// @param done calls that succeeded and can be undone, in the order in which they did
  /// @param failure why the flow failed; `onError` steps may still be at work
  /// @param cancelled why somebody ended it; calls may still be undone
  /// @param notUndone steps of compensations that failed
  record Ledger(
      List<Spot> done,
      @Nullable Failure failure,
      @Nullable String cancelled,
      List<String> notUndone,
      @Nullable Outcome outcome) {

    static final Ledger NEW = new Ledger(List.of(), null, null, List.of(), null);

    Ledger {
      done = List.copyOf(done);
      notUndone = List.copyOf(notUndone);
    }
  }

  /// @param frames owned by this state from now on
  RunState(Plan plan, JsonNode message, Map<Frame.Key, Frame> frames, Ledger ledger) {
    this.plan = plan;
    this.message = message;
    this.frames = frames;
    this.ledger = ledger;
  }

  Plan plan() {
    return plan;
  }

  /// The message that the run works on.
  public JsonNode message() {
    return message;
  }

  Map<Frame.Key, Frame> frames() {
    return frames;
  }

  Ledger ledger() {
    return ledger;
  }

  StepState step(Spot spot) {
    var frame = frames.get(keyOf(spot));
    return frame == null ? StepState.NEW : frame.step(spot.step());
  }

  private Frame.Key keyOf(Spot spot) {
    return new Frame.Key(plan.node(spot.step()).place().body(), spot.turns());
  }

  /// LEFT, too, for a turn that is over.
  public Phase phase(Spot spot) {
    return step(spot).phase();
  }

  /// The attempt under way, or the last; 0 before the first.
  public int attempt(Spot spot) {
    return step(spot).attempt();
  }

  /// When the next attempt of a step in phase RETRYING is due, or a wait is over.
  public @Nullable Instant due(Spot spot) {
    return step(spot).due();
  }

  /// Output of a step that succeeded; absent otherwise.
  public @Nullable JsonNode output(Spot spot) {
    return step(spot).output();
  }

  /// What a step waits for; absent when it does not.
  public @Nullable Ask ask(Spot spot) {
    var state = step(spot);
    return state.phase() == Phase.WAITING && state.held() instanceof Held.Asked asked
        ? asked.ask()
        : null;
  }

  /// Why the flow failed, once it has; `onError` steps may still be at work.
  public @Nullable Failure failure() {
    return ledger.failure();
  }

  /// Present once the run is over.
  public @Nullable Outcome outcome() {
    return ledger.outcome();
  }

  /// What the expressions of a step see.
  public ObjectNode context(Spot spot) {
    var context = JsonNodeFactory.instance.objectNode();
    context.set(plan.trigger(), message);
    var place = plan.node(spot.step()).place();
    for (int seen : place.sees()) see(seen, spot, context);
    if (plan.node(spot.step()) instanceof Node.Repeat) see(spot.step(), spot, context);
    var error = errorOf(place, spot);
    if (error != null) put(context.putObject("error"), error);
    return context;
  }

  private void see(int seen, Spot from, ObjectNode context) {
    var node = plan.node(seen);
    int depth = plan.body(node.place().body()).depth();
    var spot = new Spot(seen, from.turns().subList(0, depth));
    var state = step(spot);
    if (state.output() != null) context.set(node.id(), state.output());
    else if (state.phase() == Phase.SKIPPED) context.putNull(node.id());
    else if (state.held() instanceof Held.Turns turns)
      context.set(node.id(), turn(turns, from, depth));
  }

  /// What the inside of a loop sees of it.
  private static ObjectNode turn(Held.Turns turns, Spot from, int depth) {
    var turn = JsonNodeFactory.instance.objectNode();
    int index = depth < from.turns().size() ? from.turns().get(depth) : turns.next() - 1;
    turn.put("index", index);
    if (turns.items() != null) turn.set("item", turns.items().get(index));
    else turn.set("last", turns.last() == null ? turn.nullNode() : turns.last());
    return turn;
  }

  private @Nullable Failure errorOf(Place place, Spot spot) {
    if (place.catches() != Place.END) {
      int depth = plan.body(plan.node(place.catches()).place().body()).depth();
      var guard = step(new Spot(place.catches(), spot.turns().subList(0, depth)));
      if (guard.held() instanceof Held.Guarded guarded) return guarded.caught();
    }
    return isOfErrorScope(place) ? ledger.failure() : null;
  }

  private boolean isOfErrorScope(Place place) {
    if (plan.errorScope() == Place.END) return false;
    Scope scope = plan.scope(plan.errorScope());
    return scope.holds(place.index());
  }

  private static void put(ObjectNode error, Failure failure) {
    error
        .put("step", failure.step())
        .put("kind", failure.cause().id())
        .put("message", failure.message());
  }
}
