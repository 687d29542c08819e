package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.definition.Step;
import io.interline.flow.internal.core.ScopeState.Standing;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One transition while it is being made: a copy of the state that may change, and the effects so
/// far.
final class Progress {

  /// What the parts of a large list may put out together, as [Results#weigh] counts.
  private static final long MOST_RESULTS = 32L << 20;

  private final Plan plan;
  private final JsonNode message;
  private final Sheet sheet;
  private final List<Effect> effects = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<Spot> done;
  private final List<String> notUndone;
  private @Nullable Failure failure;
  private @Nullable String cancelled;
  private @Nullable Outcome outcome;
  private RunState.@Nullable Part part;

  Progress(RunState from) {
    this.plan = from.plan();
    this.message = from.message();
    this.sheet = new Sheet(plan, from.frames());
    this.done = new ArrayList<>(from.ledger().done());
    this.notUndone = new ArrayList<>(from.ledger().notUndone());
    this.failure = from.ledger().failure();
    this.cancelled = from.ledger().cancelled();
    this.outcome = from.ledger().outcome();
    this.part = from.part();
  }

  Transition transition() {
    for (var next = later.poll(); next != null; next = later.poll()) next.run();
    var ledger = new RunState.Ledger(done, failure, cancelled, notUndone, outcome);
    return new Transition(new RunState(plan, message, sheet.frames(), ledger, part), effects);
  }

  void begin() {
    open(sheet.root(), plan.scope(0));
  }

  void beginPart() {
    var of = Objects.requireNonNull(part);
    var each = (Node.Each) plan.node(of.loop().step());
    var turns = turns(of.loop());
    openTurns(of.loop(), each.body(), Math.min(each.concurrency(), turns.end() - turns.first()));
  }

  void beginUndoing() {
    var of = Objects.requireNonNull(part);
    part = new RunState.Part(of.loop(), of.context(), true);
    outcome = null;
    var why = new Failure(nameOf(of.loop()), ErrorClass.STOPPED, "undone");
    failScope(sheet.root(), plan.scope(0), why);
  }

  // --- what steps did ---------------------------------------------------------------------------

  void run(Spot spot, int attempt) {
    sheet.to(spot, sheet.step(spot).running(attempt));
    effects.add(new Effect.Begin(spot, attempt));
  }

  void succeed(Spot spot, JsonNode output) {
    var state = sheet.step(spot);
    if (state.phase() == Phase.LEAVING) {
      sheet.to(spot, state.left(output));
      noteDone(spot);
      goOnUndoing(spot);
      return;
    }
    var done = state.succeeded(output);
    boolean keeps = state.held() instanceof Held.Turns && mayBeUndone(spot);
    sheet.to(spot, keeps ? done.holding(turns(spot).over()) : done);
    noteDone(spot);
    var frame = sheet.of(spot);
    var node = plan.node(spot.step());
    int scope = node.place().scope();
    switch (node) {
      case Node.Choose choose -> enter(frame, scope, firstOf(choose, output));
      case Node.Stop stop -> stop(frame, stop, output.path("message").asText());
      case Node.Respond respond -> {
        effects.add(new Effect.Respond(output));
        goOn(frame, respond.place(), output);
      }
      case Node.Call _,
          Node.Compute _,
          Node.Validate _,
          Node.Fork _,
          Node.Each _,
          Node.Repeat _,
          Node.Guard _,
          Node.Await _,
          Node.SubFlow _,
          Node.Part _ ->
          goOn(frame, node.place(), output);
    }
  }

  private void goOn(Frame frame, Place place, JsonNode output) {
    frame.setScope(place.scope(), frame.scope(place.scope()).withOutput(output));
    enter(frame, place.scope(), place.next());
  }

  private void noteDone(Spot spot) {
    if (undoOf(spot) != Place.END) done.add(spot);
  }

  /// Scope that undoes what a node did, or [Place#END].
  private int undoOf(Spot spot) {
    return switch (plan.node(spot.step())) {
      case Node.Call call -> call.undo();
      case Node.Part some -> some.undo();
      case Node.Compute _,
          Node.Validate _,
          Node.Choose _,
          Node.Fork _,
          Node.Each _,
          Node.Repeat _,
          Node.Guard _,
          Node.Await _,
          Node.SubFlow _,
          Node.Respond _,
          Node.Stop _ ->
          Place.END;
    };
  }

  /// Whether a call in a turn of a loop may be undone after the loop is over.
  private boolean mayBeUndone(Spot loop) {
    int depth = loop.turns().size();
    return done.stream()
        .anyMatch(
            spot ->
                spot.turns().size() > depth
                    && spot.turns().subList(0, depth).equals(loop.turns())
                    && isInside(loop.step(), spot.step()));
  }

  private boolean isInside(int loop, int step) {
    return switch (plan.node(loop)) {
      case Node.Each each -> plan.body(each.body()).holds(step);
      case Node.Repeat repeat -> plan.body(repeat.body()).holds(step);
      case Node other -> throw new IllegalStateException("no loop: " + other.id());
    };
  }

  /// The id that people know: a part has that of its loop.
  private String nameOf(Spot spot) {
    var node = plan.node(spot.step());
    return node instanceof Node.Part some ? plan.node(some.loop()).id() : node.id();
  }

  void fail(Entry.Failed failed) {
    var spot = failed.spot();
    var state = sheet.step(spot);
    if (state.phase() == Phase.LEAVING) {
      sheet.to(spot, state.as(Phase.LEFT));
      goOnUndoing(spot);
    } else if (failed.nextAt() != null) {
      var begun = state.begun() == null ? failed.tried().startedAt() : state.begun();
      int next = failed.tried().attempt() + (failed.refused() ? 0 : 1);
      sheet.to(spot, state.retrying(next, begun, failed.nextAt()));
      effects.add(new Effect.WaitUntil(spot, failed.nextAt()));
    } else {
      failNode(spot, new Failure(nameOf(spot), failed.cause(), failed.message()));
    }
  }

  void ask(Entry.Asked asked) {
    var spot = asked.spot();
    var ask = asked.ask();
    effects.add(new Effect.MakeKnown(spot, ask, asked.tried().input()));
    if (ask.kind() == Ask.Kind.START) {
      succeed(spot, ask.details());
      return;
    }
    sheet.to(spot, sheet.step(spot).waiting(new Held.Asked(ask)));
    effects.add(new Effect.WaitUntil(spot, ask.until()));
  }

  private void failNode(Spot spot, Failure why) {
    sheet.to(spot, sheet.step(spot).as(Phase.FAILED));
    failScope(sheet.of(spot), plan.scope(plan.node(spot.step()).place().scope()), why);
  }

  private static int firstOf(Node.Choose choose, JsonNode output) {
    int way = output.path("case").asInt(-1);
    return way < 0 ? choose.place().next() : choose.ways().get(way).first();
  }

  private void stop(Frame frame, Node.Stop stop, String text) {
    var scope = plan.scope(stop.place().scope());
    boolean compensates =
        sheet.around(frame.spot(stop.place().index()), Progress::isCompensation) != null;
    if (compensates) {
      var why = new Failure(stop.id(), ErrorClass.STOPPED, text);
      if (stop.success()) scopeDone(frame, scope);
      else failScope(frame, scope, why);
    } else if (failure != null) {
      end(new Outcome.Dead(failure));
    } else if (stop.success()) {
      leaveInside(sheet.root(), plan.scope(0), false);
      end(new Outcome.Succeeded(text.isEmpty() ? null : text, null));
    } else {
      leaveInside(sheet.root(), plan.scope(0), true);
      failScope(sheet.root(), plan.scope(0), new Failure(stop.id(), ErrorClass.STOPPED, text));
    }
  }

  private static boolean isCompensation(Frame frame, Scope scope) {
    return scope.kind() == Scope.Kind.COMPENSATION;
  }

  void cancel(Entry.Cancelled entry) {
    cancelled = entry.reason();
    var flow = plan.scope(0);
    var root = sheet.root();
    var why = new Failure("", ErrorClass.STOPPED, entry.reason());
    boolean undoing = root.scope(0).standing() == Standing.UNDOING;
    if (entry.undo() && undoing) return;
    leaveInside(root, flow, entry.undo());
    if (plan.errorScope() != Place.END) leaveInside(root, plan.scope(plan.errorScope()), false);
    if (entry.undo()) failScope(root, flow, why);
    else end(new Outcome.Cancelled(entry.reason()));
  }

  // --- scopes -----------------------------------------------------------------------------------

  private void open(Frame frame, Scope scope) {
    frame.setScope(scope.index(), ScopeState.opened());
    enter(frame, scope.index(), scope.first());
  }

  /// Goes to a node of a scope, passing over disabled ones.
  private void enter(Frame frame, int scope, int index) {
    int at = index;
    while (at != Place.END && plan.node(at).place().disabled()) {
      sheet.to(frame.spot(at), StepState.SKIPPED);
      at = plan.node(at).place().next();
    }
    frame.setScope(scope, frame.scope(scope).at(at));
    if (at == Place.END) {
      scopeDone(frame, plan.scope(scope));
      return;
    }
    var spot = frame.spot(at);
    switch (plan.node(at)) {
      case Node.Fork fork -> open(frame, fork);
      case Node.Guard guard -> {
        hold(spot, new Held.Guarded(null, null));
        open(frame, plan.scope(guard.tried()));
      }
      case Node.Repeat repeat -> {
        hold(spot, Held.Turns.NONE);
        openTurns(spot, repeat.body(), 1);
      }
      case Node.Call _,
          Node.Compute _,
          Node.Validate _,
          Node.Choose _,
          Node.Each _,
          Node.Await _,
          Node.SubFlow _,
          Node.Part _,
          Node.Respond _,
          Node.Stop _ ->
          run(spot, 1);
    }
  }

  private void hold(Spot spot, Held held) {
    var state = sheet.step(spot);
    var running = state.phase() == Phase.RUNNING ? state : state.running(1);
    sheet.to(spot, running.holding(held));
  }

  private void scopeDone(Frame frame, Scope scope) {
    frame.setScope(scope.index(), frame.scope(scope.index()).done());
    switch (scope.kind()) {
      case FLOW -> end(new Outcome.Succeeded(null, frame.scope(0).output()));
      case ERROR -> end(new Outcome.Dead(Objects.requireNonNull(failure)));
      case BRANCH -> joinIfDone(frame, (Node.Fork) plan.node(scope.opener()));
      case TURN -> later.add(() -> turnEnded(frame, null));
      case TRY, CATCH -> finish(frame, (Node.Guard) plan.node(scope.opener()), null);
      case FINALLY -> finished(frame, (Node.Guard) plan.node(scope.opener()));
      case COMPENSATION -> {
        var undone = frame.spot(scope.opener());
        sheet.to(undone, sheet.step(undone).as(Phase.COMPENSATED));
        goOnUndoing(undone);
      }
    }
  }

  /// A scope cannot go on. What its calls did is undone first, where the failure goes no further,
  /// or ends the flow.
  private void failScope(Frame frame, Scope scope, Failure why) {
    boolean undoes =
        switch (scope.kind()) {
          case FLOW, TRY -> true;
          case BRANCH -> ((Node.Fork) plan.node(scope.opener())).join() != Step.Join.ALL;
          case TURN -> plan.node(scope.opener()) instanceof Node.Each each && each.tolerated() > 0;
          case ERROR, CATCH, FINALLY, COMPENSATION -> false;
        };
    if (undoes) {
      frame.setScope(scope.index(), frame.scope(scope.index()).undoing(why, null));
      undoNext(frame, scope);
    } else {
      scopeFailed(frame, scope, why);
    }
  }

  private void scopeFailed(Frame frame, Scope scope, Failure why) {
    frame.setScope(scope.index(), frame.scope(scope.index()).failed(why));
    switch (scope.kind()) {
      case FLOW -> failFlow(why);
      case ERROR -> end(new Outcome.Dead(Objects.requireNonNull(failure)));
      case BRANCH -> joinIfDone(frame, (Node.Fork) plan.node(scope.opener()));
      case TURN -> later.add(() -> turnEnded(frame, why));
      case TRY -> {
        var guard = (Node.Guard) plan.node(scope.opener());
        var spot = frame.spot(guard.place().index());
        hold(spot, new Held.Guarded(why, null));
        if (guard.caught() == Place.END) finish(frame, guard, why);
        else open(frame, plan.scope(guard.caught()));
      }
      case CATCH -> finish(frame, (Node.Guard) plan.node(scope.opener()), why);
      case FINALLY -> {
        var guard = (Node.Guard) plan.node(scope.opener());
        var spot = frame.spot(guard.place().index());
        var held = (Held.Guarded) Objects.requireNonNull(sheet.step(spot).held());
        if (held.pending() == null) hold(spot, new Held.Guarded(held.caught(), why));
        finished(frame, guard);
      }
      case COMPENSATION -> {
        notUndone.add(why.step());
        goOnUndoing(frame.spot(scope.opener()));
      }
    }
  }

  private void failFlow(Failure why) {
    if (cancelled != null) {
      end(new Outcome.Cancelled(cancelled));
      return;
    }
    if (part != null && part.undoes() && notUndone.isEmpty()) {
      end(new Outcome.Succeeded(null, null));
      return;
    }
    failure = notUndone.isEmpty() ? why : why.notUndone(notUndone);
    // What follows from the failure of a part is up to the run that it is of.
    if (plan.errorScope() == Place.END || part != null) end(new Outcome.Dead(failure));
    else open(sheet.root(), plan.scope(plan.errorScope()));
  }

  // --- undoing ----------------------------------------------------------------------------------

  /// Undoes the last call of a scope that is not undone; reports its failure when none is left.
  private void undoNext(Frame frame, Scope scope) {
    if (sheet.isLeavingInside(frame, scope)) return;
    var why = Objects.requireNonNull(frame.scope(scope.index()).failure());
    for (int i = done.size() - 1; i >= 0; i--) {
      var spot = done.get(i);
      if (!Sheet.holds(frame, scope, spot)) continue;
      done.remove(i);
      frame.setScope(scope.index(), frame.scope(scope.index()).undoing(why, spot));
      open(sheet.of(spot), plan.scope(undoOf(spot)));
      return;
    }
    scopeFailed(frame, scope, why);
  }

  /// Something that undoing waited for is over.
  private void goOnUndoing(Spot spot) {
    var undoing =
        sheet.around(
            spot, (frame, scope) -> frame.scope(scope.index()).standing() == Standing.UNDOING);
    if (undoing != null) undoNext(undoing.frame(), undoing.scope());
  }

  // --- parallel ---------------------------------------------------------------------------------

  private void open(Frame frame, Node.Fork fork) {
    var spot = frame.spot(fork.place().index());
    sheet.to(spot, sheet.step(spot).running(1));
    if (fork.scopes().isEmpty()) join(frame, fork);
    for (int scope : fork.scopes())
      if (sheet.step(spot).phase() == Phase.RUNNING && outcome == null)
        open(frame, plan.scope(scope));
  }

  private void joinIfDone(Frame frame, Node.Fork fork) {
    if (frame.step(fork.place().index()).phase() != Phase.RUNNING) return;
    var branches = fork.scopes().stream().map(frame::scope).toList();
    boolean allEnded = branches.stream().allMatch(ScopeState::ended);
    boolean anySucceeded =
        branches.stream().anyMatch(branch -> branch.standing() == Standing.SUCCEEDED);
    var firstFailure =
        branches.stream()
            .filter(branch -> branch.standing() == Standing.FAILED)
            .map(ScopeState::failure)
            .findFirst();
    switch (fork.join()) {
      case ALL -> {
        if (firstFailure.isPresent()) failFork(frame, fork, firstFailure.get());
        else if (allEnded) join(frame, fork);
      }
      case ANY -> {
        if (anySucceeded) join(frame, fork);
        else if (allEnded) failFork(frame, fork, firstFailure.orElseThrow());
      }
      case SETTLED -> {
        if (allEnded) join(frame, fork);
      }
    }
  }

  private void join(Frame frame, Node.Fork fork) {
    for (int scope : fork.scopes()) leave(frame, plan.scope(scope), false);
    succeed(frame.spot(fork.place().index()), Results.of(frame, fork));
  }

  private void failFork(Frame frame, Node.Fork fork, Failure why) {
    for (int scope : fork.scopes()) leave(frame, plan.scope(scope), true);
    failNode(frame.spot(fork.place().index()), why);
  }

  // --- try --------------------------------------------------------------------------------------

  /// The steps that a block guards, or those that catch, are done.
  private void finish(Frame frame, Node.Guard guard, @Nullable Failure pending) {
    var spot = frame.spot(guard.place().index());
    var held = (Held.Guarded) Objects.requireNonNull(sheet.step(spot).held());
    hold(spot, new Held.Guarded(held.caught(), pending));
    if (guard.last() == Place.END) finished(frame, guard);
    else open(frame, plan.scope(guard.last()));
  }

  private void finished(Frame frame, Node.Guard guard) {
    var spot = frame.spot(guard.place().index());
    var held = (Held.Guarded) Objects.requireNonNull(sheet.step(spot).held());
    if (held.pending() != null) {
      failNode(spot, held.pending());
      return;
    }
    succeed(spot, Results.of(held));
  }

  // --- loops ------------------------------------------------------------------------------------

  /// A loop knows its items, or whether it makes a further turn.
  void know(Entry.Known known) {
    var spot = known.spot();
    switch (plan.node(spot.step())) {
      case Node.Each each -> {
        var turns = Held.Turns.over(known.value());
        hold(spot, turns);
        if (turns.end() == 0) loopDone(spot);
        // Parts come one after another: what is allowed to be at work together is, within each.
        else if (turns.part() > 0) openTurns(spot, each.parts(), 1);
        else openTurns(spot, each.body(), Math.min(each.concurrency(), turns.end()));
      }
      case Node.Repeat repeat -> {
        if (!known.value().booleanValue()) loopDone(spot);
        else if (turns(spot).next() < repeat.max()) openTurns(spot, repeat.body(), 1);
        else failNode(spot, tooManyTurns(repeat));
      }
      case Node other -> throw new IllegalStateException("no loop: " + other.id());
    }
  }

  private static Failure tooManyTurns(Node.Repeat repeat) {
    return new Failure(
        repeat.id(),
        ErrorClass.LIMIT,
        "The condition did not hold after " + repeat.max() + " turns");
  }

  private void openTurns(Spot loop, int body, int count) {
    for (int i = 0; i < count; i++) later.add(() -> openTurn(loop, body));
  }

  private void openTurn(Spot loop, int body) {
    if (sheet.step(loop).phase() != Phase.RUNNING || outcome != null) return;
    var turns = turns(loop);
    hold(loop, turns.opened());
    var frame = sheet.open(loop, body, turns.next());
    open(frame, plan.scope(frame.body().firstScope()));
  }

  private Held.Turns turns(Spot loop) {
    return (Held.Turns) Objects.requireNonNull(sheet.step(loop).held());
  }

  private void turnEnded(Frame frame, @Nullable Failure why) {
    var loop = sheet.loopOf(frame);
    if (sheet.step(loop).phase() != Phase.RUNNING || outcome != null) return;
    int index = frame.turns().getLast();
    var output = frame.scope(frame.body().firstScope()).output();
    var turns = turns(loop).ended(index, output, why);
    hold(loop, turns);
    if (!isNeeded(frame)) sheet.drop(frame);
    switch (plan.node(loop.step())) {
      case Node.Each each when frame.body().index() == each.parts() -> {
        if (why != null) failNode(loop, why);
        else if (turns.weight() > MOST_RESULTS) failNode(loop, tooMuch(loop));
        else if (turns.next() < turns.end()) openTurns(loop, each.parts(), 1);
        else loopDone(loop);
      }
      case Node.Each each -> {
        int size = turns.end();
        if (turns.failed() > each.tolerated()) failLoop(loop, each, index, why);
        else if (turns.next() < size) openTurns(loop, each.body(), 1);
        else if (turns.open() == 0) loopDone(loop);
      }
      case Node.Repeat repeat -> {
        if (why != null) failNode(loop, why);
        else if (repeat.until() != null) effects.add(new Effect.Begin(loop, turns.next()));
        else if (turns.next() < repeat.max()) openTurns(loop, repeat.body(), 1);
        else loopDone(loop);
      }
      case Node other -> throw new IllegalStateException("no loop: " + other.id());
    }
  }

  /// Whether something in a turn that is over may have to be undone.
  private boolean isNeeded(Frame frame) {
    var scope = plan.scope(frame.body().firstScope());
    return done.stream().anyMatch(spot -> Sheet.holds(frame, scope, spot))
        || sheet.isLeavingInside(frame, scope);
  }

  private void failLoop(Spot loop, Node.Each each, int index, @Nullable Failure why) {
    leaveTurns(loop, each.body(), true);
    var failed = Objects.requireNonNull(why).ofItem(index);
    if (!isPart(loop)) {
      failNode(loop, failed);
      return;
    }
    sheet.to(loop, sheet.step(loop).as(Phase.FAILED));
    failScope(sheet.root(), plan.scope(0), failed);
  }

  private Failure tooMuch(Spot loop) {
    return new Failure(
        nameOf(loop),
        ErrorClass.LIMIT,
        "What the turns put out is more than "
            + (MOST_RESULTS >> 20)
            + " MiB together; let a map at their end keep what is needed");
  }

  private void loopDone(Spot loop) {
    var results = Results.of(turns(loop));
    if (!isPart(loop)) {
      succeed(loop, results);
      return;
    }
    var done = sheet.step(loop).succeeded(results);
    sheet.to(loop, mayBeUndone(loop) ? done.holding(turns(loop).over()) : done);
    end(new Outcome.Succeeded(null, results));
  }

  /// Whether the turns of a loop are all that this run is for.
  private boolean isPart(Spot loop) {
    return part != null && part.loop().equals(loop);
  }

  // --- leaving ----------------------------------------------------------------------------------

  /// @param undo whether calls that are out have to be undone, so that their results are awaited
  private void leave(Frame frame, Scope scope, boolean undo) {
    var standing = frame.scope(scope.index()).standing();
    if (standing != Standing.RUNNING && standing != Standing.UNDOING) return;
    leaveInside(frame, scope, undo);
    frame.setScope(scope.index(), ScopeState.LEFT);
  }

  private void leaveInside(Frame frame, Scope scope, boolean undo) {
    var state = frame.scope(scope.index());
    if (state.standing() == Standing.UNDOING && state.undoing() != null) {
      leave(sheet.of(state.undoing()), plan.scope(undoOf(state.undoing())), false);
    } else if (scope.index() == 0 && part != null && state.standing() == Standing.RUNNING) {
      leaveNode(part.loop(), undo);
    } else if (state.standing() == Standing.RUNNING && state.at() != Place.END) {
      leaveNode(frame.spot(state.at()), undo);
    }
  }

  private void leaveNode(Spot spot, boolean undo) {
    var state = sheet.step(spot);
    boolean busy =
        switch (state.phase()) {
          case RUNNING, RETRYING, WAITING -> true;
          case NEW, SUCCEEDED, FAILED, SKIPPED, LEAVING, LEFT, COMPENSATED -> false;
        };
    if (!busy) return;
    var frame = sheet.of(spot);
    switch (plan.node(spot.step())) {
      case Node.Fork fork -> {
        for (int scope : fork.scopes()) leave(frame, plan.scope(scope), undo);
      }
      case Node.Guard guard -> {
        for (int scope : new int[] {guard.tried(), guard.caught(), guard.last()})
          if (scope != Place.END) leave(frame, plan.scope(scope), undo);
      }
      case Node.Each each -> {
        leaveLoop(spot, each.body(), undo);
        if (each.parts() != Place.END) leaveTurns(spot, each.parts(), undo);
      }
      case Node.Repeat repeat -> leaveLoop(spot, repeat.body(), undo);
      case Node.Call call
          when undo && call.undo() != Place.END && state.phase() == Phase.RUNNING -> {
        sheet.to(spot, state.as(Phase.LEAVING));
        return;
      }
      case Node.Part some when state.phase() == Phase.WAITING -> {
        effects.add(new Effect.Leave(spot, askOf(state), undo));
        if (undo && some.undo() != Place.END) {
          sheet.to(spot, state.as(Phase.LEAVING));
          return;
        }
      }
      case Node.Call _,
          Node.Compute _,
          Node.Validate _,
          Node.Choose _,
          Node.Await _,
          Node.SubFlow _,
          Node.Part _,
          Node.Respond _,
          Node.Stop _ ->
          effects.add(new Effect.Leave(spot, askOf(state), true));
    }
    sheet.to(spot, sheet.step(spot).as(Phase.LEFT));
  }

  private static @Nullable Ask askOf(StepState state) {
    return state.held() instanceof Held.Asked held ? held.ask() : null;
  }

  private void leaveLoop(Spot loop, int body, boolean undo) {
    effects.add(new Effect.Leave(loop, null, true));
    leaveTurns(loop, body, undo);
  }

  private void leaveTurns(Spot loop, int body, boolean undo) {
    for (var frame : sheet.turnsOf(loop, body))
      leave(frame, plan.scope(frame.body().firstScope()), undo);
  }

  private void end(Outcome how) {
    if (outcome != null) return;
    outcome = how;
    effects.add(new Effect.End(how));
  }
}
