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
  private final @Nullable Part part;

  /// What a run is for that works on a part of a loop's items.
  ///
  /// @param context what the loop saw in the run that it is of
  /// @param undoes whether it only undoes what such a run did
  record Part(Spot loop, ObjectNode context, boolean undoes) {}

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
  /// @param part absent for a run of a whole flow
  RunState(
      Plan plan,
      JsonNode message,
      Map<Frame.Key, Frame> frames,
      Ledger ledger,
      @Nullable Part part) {
    this.part = part;
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

  @Nullable Part part() {
    return part;
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

  /// What was there before the run: its message, and for a part of a loop what came before that.
  public ObjectNode origin() {
    var context = JsonNodeFactory.instance.objectNode();
    if (part == null) context.set(plan.trigger(), message);
    else context.setAll(part.context());
    return context;
  }

  /// What a node tells the run that it starts about the items it is for.
  public ObjectNode task(Spot spot) {
    var node = (Node.Part) plan.node(spot.step());
    var task = JsonNodeFactory.instance.objectNode().put("loop", plan.node(node.loop()).id());
    var turns = spot.turns();
    if (node.undoes()) {
      int undone = plan.scope(node.place().scope()).opener();
      var output = step(new Spot(undone, turns)).output();
      return output == null ? task : task.set("undo", output.path("run"));
    }
    var loop = step(new Spot(node.loop(), turns.subList(0, turns.size() - 1)));
    if (!(loop.held() instanceof Held.Turns all)) throw new IllegalStateException("no " + spot);
    var slice = all.slice(turns.getLast());
    return task.put("first", slice.first()).put("count", slice.end() - slice.first());
  }

  /// What the expressions of a step see.
  public ObjectNode context(Spot spot) {
    var context = origin();
    var place = plan.node(spot.step()).place();
    for (int seen : place.sees()) if (isOfThisRun(seen)) see(seen, spot, context);
    if (plan.node(spot.step()) instanceof Node.Repeat) see(spot.step(), spot, context);
    boolean catches = place.catches() != Place.END && isOfThisRun(place.catches());
    var error = part == null || catches ? errorOf(place, spot) : null;
    if (error != null) put(context.putObject("error"), error);
    return context;
  }

  private boolean isOfThisRun(int step) {
    if (part == null || step == part.loop().step()) return true;
    if (!(plan.node(part.loop().step()) instanceof Node.Each each)) return false;
    return plan.body(each.body()).holds(step);
  }

  private void see(int seen, Spot from, ObjectNode context) {
    var node = plan.node(seen);
    int depth = plan.body(node.place().body()).depth();
    var spot = new Spot(seen, from.turns().subList(0, depth));
    var state = step(spot);
    if (isInTurnOf(node, from) && state.held() instanceof Held.Turns turns)
      context.set(node.id(), turn(turns, from, depth));
    else if (state.output() != null) context.set(node.id(), state.output());
    else if (state.phase() == Phase.SKIPPED) context.putNull(node.id());
    else if (state.held() instanceof Held.Turns turns)
      context.set(node.id(), turn(turns, from, depth));
  }

  /// Whether a step is inside of a loop, which may be over when the step is undone.
  private boolean isInTurnOf(Node node, Spot from) {
    int body =
        node instanceof Node.Each each
            ? each.body()
            : node instanceof Node.Repeat repeat ? repeat.body() : Place.END;
    return body != Place.END && plan.body(body).holds(from.step());
  }

  /// What the inside of a loop sees of it.
  private static ObjectNode turn(Held.Turns turns, Spot from, int depth) {
    var turn = JsonNodeFactory.instance.objectNode();
    int index = depth < from.turns().size() ? from.turns().get(depth) : turns.next() - 1;
    turn.put("index", index);
    if (turns.items() != null) turn.set("item", turns.item(index));
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
