package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.PlanFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// One run of a flow made by chance, in a world made by chance from the same seed: calls that
/// succeed, fail or are lost, a clock that jumps, a store that keeps entries late, and a node that
/// crashes and takes up the run from what was kept. Fails when a promise is broken.
final class Simulation {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonNode MESSAGE = JSON.objectNode().put("id", 7);
  private static final int MOST_STEPS = 20_000;

  private final RandomGenerator random;
  private final Plan plan;
  private final RunState begun;
  private final Map<String, Simulation> parts;
  private final List<Entry> kept = new ArrayList<>();
  private final List<Entry> pending = new ArrayList<>();
  private final List<Effect> toDo = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-31T10:00:00Z");
  private RunState state;
  private boolean callResultPending;
  private @Nullable Outcome outcome;
  private int crashes;

  Simulation(long seed) {
    this(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  private Simulation(RandomGenerator random) {
    this(random, PlanFixtures.of(RandomFlow.of(random)));
  }

  private Simulation(RandomGenerator random, Plan plan) {
    this(random, plan, RunLogic.begin(plan, MESSAGE), new HashMap<>());
  }

  /// @param parts runs that work on parts of loops, by their ids
  private Simulation(
      RandomGenerator random, Plan plan, Transition begun, Map<String, Simulation> parts) {
    this.random = random;
    this.plan = plan;
    this.begun = begun.state();
    this.parts = parts;
    state = begun.state();
    take(begun.effects());
  }

  /// Runs that worked on parts of loops.
  int parts() {
    return parts.size();
  }

  /// Plays until the run is over.
  ///
  /// @return how it ended
  Outcome play() {
    int steps = 0;
    while (outcome == null) {
      if (++steps > MOST_STEPS) throw new AssertionError("it goes on for ever");
      if (toDo.isEmpty()) throw new AssertionError("limbo: nothing to do, and not over");
      int what = random.nextInt(100);
      if (what < 3 && crashes < 20) crash();
      else if (what < 10) keep();
      else if (what == 10 && random.nextInt(4) == 0) cancel();
      else act(toDo.remove(random.nextInt(toDo.size())));
    }
    keep();
    check();
    return outcome;
  }

  private void keep() {
    kept.addAll(pending);
    pending.clear();
    callResultPending = false;
    if (random.nextInt(4) == 0) journalTellsTheState();
  }

  /// But for a retry that came due, which is no line of the journal.
  private void journalTellsTheState() {
    var told = RunLogic.fold(begun, kept);
    if (!told.frames().keySet().equals(state.frames().keySet()))
      throw new AssertionError("turns differ: " + told.frames().keySet());
    for (var frame : state.frames().values())
      for (int step = frame.body().firstNode(); step < frame.body().endNode(); step++) {
        var live = state.phase(frame.spot(step));
        var folded = told.phase(frame.spot(step));
        boolean due = live == Phase.RUNNING && folded == Phase.RETRYING;
        if (live != folded && !due)
          throw new AssertionError(plan.node(step).id() + " is " + live + ", told " + folded);
      }
  }

  /// What was not kept is lost; the run goes on from the rest.
  private void crash() {
    crashes++;
    pending.clear();
    callResultPending = false;
    toDo.clear();
    state = RunLogic.fold(begun, kept);
    take(RunLogic.resume(state));
  }

  private void cancel() {
    tell(new Event.CancelAsked(now, "enough", random.nextBoolean()));
  }

  private void act(Effect effect) {
    switch (effect) {
      case Effect.Begin(Spot spot, int attempt) -> begin(spot, attempt);
      case Effect.WaitUntil(Spot spot, Instant due) -> await(spot, due);
      case Effect.MakeKnown _, Effect.Leave _, Effect.Respond _, Effect.Record _, Effect.End _ ->
          throw new IllegalStateException("done already: " + effect);
    }
  }

  private void begin(Spot spot, int attempt) {
    var node = plan.node(spot.step());
    if (node instanceof Node.Call) {
      // A call leaves only when no result of an earlier one could be lost.
      if (callResultPending) keep();
      if (isKept(spot)) throw new AssertionError("called again though its result is kept: " + spot);
    }
    if (random.nextInt(20) == 0) crash();
    else tell(result(spot, node, attempt));
  }

  private boolean isKept(Spot spot) {
    return kept.stream()
        .anyMatch(entry -> entry instanceof Entry.Succeeded done && done.spot().equals(spot));
  }

  private Event result(Spot spot, Node node, int attempt) {
    var tried = new Tried(attempt, now, Duration.ZERO, null, List.of());
    now = now.plusMillis(random.nextInt(1_000));
    if (random.nextInt(5) == 0) return failure(spot, tried);
    return switch (node) {
      case Node.Each each -> {
        var items = JSON.arrayNode();
        for (int i = random.nextInt(5); i > 0; i--) items.add(i);
        boolean divided = items.size() > 2 && each.parts() != Place.END;
        yield new Event.LoopKnows(
            spot, tried, divided ? JSON.objectNode().put("part", 2).set("items", items) : items);
      }
      case Node.Repeat _ ->
          new Event.LoopKnows(spot, tried, JSON.booleanNode(random.nextBoolean()));
      case Node.Await await -> new Event.StepAsks(spot, tried, ask(await));
      case Node.SubFlow call ->
          new Event.StepAsks(
              spot,
              tried,
              new Ask(call.waits() ? Ask.Kind.RUN : Ask.Kind.START, null, true, JSON.objectNode()));
      case Node.Part part -> {
        String run = "part" + parts.size();
        parts.put(run, runOf(part, spot));
        yield new Event.StepAsks(
            spot, tried, new Ask(Ask.Kind.RUN, null, true, JSON.objectNode().put("run", run)));
      }
      case Node.Choose choose ->
          new Event.StepSucceeded(
              spot,
              tried,
              JSON.objectNode().put("case", random.nextInt(choose.ways().size() + 1) - 1));
      case Node.Call _, Node.Compute _, Node.Validate _, Node.Respond _, Node.Stop _ ->
          new Event.StepSucceeded(spot, tried, JSON.objectNode().put("of", node.id()));
      case Node.Fork _, Node.Guard _ -> throw new AssertionError("begun: " + node.id());
    };
  }

  private Simulation runOf(Node.Part part, Spot spot) {
    if (!part.undoes()) return new Simulation(random, plan, RunLogic.beginPart(state, spot), parts);
    var worked = partOf(state.task(spot).path("undo").asText());
    var done = RunLogic.fold(worked.begun, worked.kept);
    return new Simulation(random, plan, RunLogic.beginUndoing(done), parts);
  }

  private Simulation partOf(String run) {
    return Objects.requireNonNull(parts.get(run), () -> "no run " + run);
  }

  /// The run of a part plays to its end at once, perhaps told to end itself.
  private JsonNode endOf(Spot spot, Ask ask) {
    String id = ask.details().path("run").asText();
    var run = partOf(id);
    if (state.phase(spot) == Phase.LEAVING && run.outcome == null)
      run.tell(new Event.CancelAsked(now, "not wanted", true));
    var answer = JSON.objectNode().put("run", id);
    return switch (run.play()) {
      case Outcome.Succeeded(var _, JsonNode output) ->
          answer.put("status", "SUCCEEDED").set("output", output);
      case Outcome.Dead(var why) ->
          answer
              .put("status", "DEAD")
              .put("step", why.step())
              .put("kind", why.cause().id())
              .put("message", why.message());
      case Outcome.Cancelled(var reason) ->
          answer.put("status", "CANCELLED").put("message", reason);
    };
  }

  private Event failure(Spot spot, Tried tried) {
    var cause = random.nextBoolean() ? ErrorClass.TRANSIENT : ErrorClass.PERMANENT;
    return new Event.StepFailed(spot, tried, cause, "no luck", null, random.nextDouble());
  }

  private Ask ask(Node.Await await) {
    boolean bounded = await.kind() == Ask.Kind.TIME || await.timeout() != null;
    return new Ask(
        await.kind(),
        bounded ? now.plusSeconds(3_600) : null,
        await.failsWhenOver(),
        JSON.objectNode().put("failsWhenRejected", random.nextBoolean()));
  }

  private void await(Spot spot, @Nullable Instant due) {
    if (plan.node(spot.step()) instanceof Node.Part) {
      if (!(state.step(spot).held() instanceof Held.Asked(Ask asked)))
        throw new AssertionError("nothing asked at " + spot);
      tell(new Event.Answered(spot, now, endOf(spot, asked)));
      keep();
      return;
    }
    var ask = state.ask(spot);
    boolean answer = ask != null && ask.kind() != Ask.Kind.TIME && random.nextBoolean();
    if (answer || due == null) {
      // An answer that was taken is gone; it must have been kept with the entry.
      tell(new Event.Answered(spot, now, answerTo(Objects.requireNonNullElse(ask, NONE))));
      if (ask != null) keep();
      return;
    }
    if (now.isBefore(due)) now = due;
    tell(new Event.Due(spot, now));
  }

  private static final Ask NONE = new Ask(Ask.Kind.EVENT, null, false, JSON.objectNode());

  private JsonNode answerTo(Ask ask) {
    return switch (ask.kind()) {
      case APPROVAL ->
          JSON.objectNode().put("decision", random.nextBoolean() ? "approved" : "rejected");
      case RUN ->
          JSON.objectNode()
              .put("status", random.nextBoolean() ? "SUCCEEDED" : "DEAD")
              .put("output", 1)
              .put("message", "it died");
      case EVENT, TIME, START -> JSON.textNode("came");
    };
  }

  private void tell(Event event) {
    var transition = RunLogic.next(state, event);
    state = transition.state();
    take(transition.effects());
  }

  private void take(List<Effect> effects) {
    for (var effect : effects) {
      switch (effect) {
        case Effect.Begin _, Effect.WaitUntil _ -> toDo.add(effect);
        case Effect.Leave(Spot spot, Ask _, boolean _) -> leave(spot);
        case Effect.Record(Entry entry) -> record(entry);
        case Effect.MakeKnown _ -> keep();
        case Effect.Respond _ -> {}
        case Effect.End(Outcome how) -> outcome = how;
      }
    }
    toDo.removeIf(this::isPast);
  }

  /// The end of a run that undoes what it did is awaited.
  private void leave(Spot spot) {
    if (state.phase(spot) != Phase.LEAVING || !(plan.node(spot.step()) instanceof Node.Part))
      toDo.removeIf(some -> isOf(some, spot));
  }

  private void record(Entry entry) {
    pending.add(entry);
    if (entry instanceof Entry.OfStep of && plan.node(of.spot().step()) instanceof Node.Call)
      callResultPending = true;
  }

  /// What nobody wants any more is not done, as in a real run.
  private boolean isPast(Effect effect) {
    var spot =
        effect instanceof Effect.Begin begin ? begin.spot() : ((Effect.WaitUntil) effect).spot();
    return switch (state.phase(spot)) {
      case RUNNING, RETRYING, WAITING, LEAVING -> false;
      case NEW, SUCCEEDED, FAILED, SKIPPED, LEFT, COMPENSATED -> true;
    };
  }

  private static boolean isOf(Effect effect, Spot spot) {
    return switch (effect) {
      case Effect.Begin begin -> begin.spot().equals(spot);
      case Effect.WaitUntil wait -> wait.spot().equals(spot);
      case Effect.MakeKnown _, Effect.Leave _, Effect.Respond _, Effect.Record _, Effect.End _ ->
          false;
    };
  }

  /// What must hold in the end.
  private void check() {
    var folded = RunLogic.fold(begun, kept);
    if (!Objects.equals(folded.outcome(), outcome))
      throw new AssertionError("the journal tells " + folded.outcome() + ", the run " + outcome);
    eachResultOnce();
    boolean cancelledAtOnce = outcome instanceof Outcome.Cancelled && lastCancelIsAtOnce();
    if (!(outcome instanceof Outcome.Succeeded) && !cancelledAtOnce) nothingLeftUndone(folded);
  }

  private void eachResultOnce() {
    var seen = new HashSet<Spot>();
    for (var entry : kept)
      if (entry instanceof Entry.Succeeded done && !seen.add(done.spot()))
        throw new AssertionError("two results of " + done.spot());
  }

  private boolean lastCancelIsAtOnce() {
    return kept.stream()
        .anyMatch(entry -> entry instanceof Entry.Cancelled cancelled && !cancelled.undo());
  }

  /// A failed flow has undone all calls that can be undone, unless undoing failed.
  private void nothingLeftUndone(RunState end) {
    if (!end.ledger().done().isEmpty())
      throw new AssertionError("not undone: " + end.ledger().done());
    var undone = new ArrayList<Spot>();
    for (var entry : kept) {
      if (!(entry instanceof Entry.Succeeded done)) continue;
      var node = plan.node(done.spot().step());
      boolean mayBeUndone =
          (node instanceof Node.Call call && call.undo() != Place.END)
              || (node instanceof Node.Part part && part.undo() != Place.END);
      if (!mayBeUndone) continue;
      if (end.phase(done.spot()) == Phase.COMPENSATED) undone.add(done.spot());
    }
    if (new HashSet<>(undone).size() != undone.size())
      throw new AssertionError("undone twice: " + undone);
  }
}
