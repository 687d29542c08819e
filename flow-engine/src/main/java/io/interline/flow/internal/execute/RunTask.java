package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Runs.Status;
import io.interline.flow.internal.core.Effect;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Event;
import io.interline.flow.internal.core.Failure;
import io.interline.flow.internal.core.Outcome;
import io.interline.flow.internal.core.Phase;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.core.Tried;
import io.interline.flow.internal.execute.StepRunner.Job;
import io.interline.flow.internal.journal.Ending;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A run under way: does what the core wants, on one virtual thread for each branch, and tells it
/// what happened.
final class RunTask {

  /// Longer waits leave memory.
  static final Duration SHORT_WAIT = Duration.ofSeconds(5);

  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  private final Plan plan;
  private final Job job;
  private final StepRunner steps;
  private final Clock clock;
  private final RunRecorder recorder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Spot, Thread> working = new HashMap<>();
  private final Map<Spot, Instant> waits = new HashMap<>();
  private RunState state;
  private int threads;
  private boolean begun;
  private boolean closed;
  private final Set<UUID> told = new HashSet<>();
  private final Allowance allowance;

  RunTask(
      Plan plan,
      Job job,
      RunState state,
      StepRunner steps,
      Clock clock,
      RunRecorder recorder,
      Allowance allowance) {
    this.plan = plan;
    this.job = job;
    this.state = state;
    this.steps = steps;
    this.clock = clock;
    this.recorder = recorder;
    this.allowance = allowance;
  }

  /// The steps that a run may take; each try of a step is one. The step too many fails. What the
  /// flow does about that may take as many again: without an end there would be none to a loop
  /// that catches failures. What is counted as used is `kept`: the tries that the journal has, as
  /// [EntryCodec#tries] finds them there.
  static final class Allowance {
    private final int most;
    private final String plan;
    private int taken;
    private int kept;

    /// @param taken before
    Allowance(int most, String plan, int taken) {
      this.most = most;
      this.plan = plan;
      this.taken = taken;
      this.kept = taken;
    }

    private String explanation() {
      return "The run took more than "
          + most
          + " steps, the most that the plan "
          + plan
          + " allows; a further try of a step counts as one";
    }
  }

  /// Something was told to the run. Does at once what follows from it, in other threads.
  ///
  /// @return whether it was taken: not by a run that leaves memory, or is stopped
  boolean tell(UUID notice, Event event) {
    List<Effect> next;
    lock.lock();
    try {
      if (closed || !begun) return false;
      if (!told.add(notice)) return true;
      recorder.consumed(notice);
      next = advanceLocked(event);
      recorder.flush();
      threads += next.size();
    } finally {
      lock.unlock();
    }
    for (var effect : next) Thread.ofVirtual().name("run-" + job.run()).start(() -> drive(effect));
    return true;
  }

  /// Works until the run is over, leaves memory or is stopped. Returns when this thread has nothing
  /// more to do; branches may go on in other threads.
  ///
  /// @param notices that it has not taken yet
  void work(List<Effect> effects, Map<UUID, Event> notices) {
    List<Effect> mine;
    lock.lock();
    try {
      begun = true;
      mine = new ArrayList<>(toDo(effects));
      notices.forEach(
          (notice, event) -> {
            if (closed || !told.add(notice)) return;
            recorder.consumed(notice);
            mine.addAll(advanceLocked(event));
          });
      recorder.flush();
      threads += mine.size();
    } finally {
      lock.unlock();
    }
    if (mine.isEmpty()) recorder.left();
    else workAll(mine);
  }

  /// Lets go of the run, wherever it stands.
  void stop() {
    lock.lock();
    try {
      closed = true;
      working.values().forEach(Thread::interrupt);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// RUNNING; RETRYING or WAITING when it does nothing else.
  Status status() {
    lock.lock();
    try {
      if (waits.isEmpty() || waits.size() != threads) return Status.RUNNING;
      boolean retries =
          waits.keySet().stream().anyMatch(spot -> state.phase(spot) == Phase.RETRYING);
      return retries ? Status.RETRYING : Status.WAITING;
    } finally {
      lock.unlock();
    }
  }

  private void workAll(List<Effect> effects) {
    for (var other : effects.subList(Math.min(1, effects.size()), effects.size()))
      Thread.ofVirtual().name("run-" + job.run()).start(() -> drive(other));
    if (!effects.isEmpty()) drive(effects.getFirst());
  }

  /// One thread: a step, what follows it, and so on. Has been counted in `threads` before.
  private void drive(Effect first) {
    Effect at = first;
    try {
      while (at != null) {
        var event = perform(at);
        var next = event == null ? List.<Effect>of() : advance(event);
        for (var other : next.subList(Math.min(1, next.size()), next.size()))
          Thread.ofVirtual().name("run-" + job.run()).start(() -> drive(other));
        at = next.isEmpty() ? null : next.getFirst();
      }
    } catch (RuntimeException e) {
      stop();
      recorder.broke(e);
    } finally {
      leave();
    }
  }

  private void leave() {
    boolean last;
    lock.lock();
    try {
      threads--;
      last = threads == 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (last) recorder.left();
  }

  private @Nullable Event perform(Effect effect) {
    try {
      return switch (effect) {
        case Effect.Begin(Spot spot, int attempt) -> attempt(spot, attempt);
        case Effect.WaitUntil(Spot spot, Instant due) -> waitUntil(spot, due);
        case Effect.Leave _, Effect.Record _, Effect.MakeKnown _, Effect.Respond _, Effect.End _ ->
            throw new IllegalStateException("nothing to perform: " + effect);
      };
    } catch (InterruptedException e) {
      return null;
    }
  }

  private @Nullable Event attempt(Spot spot, int attempt) throws InterruptedException {
    RunState now;
    lock.lock();
    try {
      if (closed || !isWanted(spot)) return null;
      allowance.taken++;
      if (allowance.taken == allowance.most + 1) return overLimit(spot, attempt);
      if (allowance.taken > 2L * allowance.most + 1) {
        end(new Outcome.Dead(overLimit(spot)));
        return null;
      }
      working.put(spot, Thread.currentThread());
      now = state;
    } finally {
      lock.unlock();
    }
    try {
      if (plan.node(spot.step()) instanceof Node.Call) recorder.beforeCall(lock);
      return steps.run(job, plan, now, spot, attempt);
    } finally {
      lock.lock();
      try {
        working.remove(spot);
        Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }
  }

  private Event overLimit(Spot spot, int attempt) {
    var tried = new Tried(attempt, clock.instant(), Duration.ZERO, null, List.of());
    return new Event.StepFailed(spot, tried, ErrorClass.LIMIT, allowance.explanation(), null, 0);
  }

  private Failure overLimit(Spot spot) {
    return new Failure(plan.node(spot.step()).id(), ErrorClass.LIMIT, allowance.explanation());
  }

  private boolean isWanted(Spot spot) {
    return switch (state.phase(spot)) {
      case RUNNING, RETRYING, WAITING, LEAVING -> state.outcome() == null;
      case NEW, SUCCEEDED, FAILED, SKIPPED, LEFT, COMPENSATED -> false;
    };
  }

  /// A question may have its answer on the way when its time is over: then that counts.
  private @Nullable Event waitUntil(Spot spot, @Nullable Instant due) throws InterruptedException {
    var event = await(spot, due == null ? Instant.MAX : due);
    if (!(event instanceof Event.Due) || !isQuestion(spot)) return event;
    return mayEnd(spot) ? event : await(spot, Instant.MAX);
  }

  private boolean isQuestion(Spot spot) {
    lock.lock();
    try {
      var ask = state.ask(spot);
      return ask != null && (ask.kind() == Ask.Kind.EVENT || ask.kind() == Ask.Kind.APPROVAL);
    } finally {
      lock.unlock();
    }
  }

  /// Asks until the journal can say.
  private boolean mayEnd(Spot spot) throws InterruptedException {
    while (true) {
      try {
        return recorder.close(spot);
      } catch (RuntimeException e) {
        lock.lock();
        try {
          if (closed) throw new InterruptedException("stopped");
          changed.awaitNanos(ASK_AGAIN.toNanos());
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /// Waits in memory while that is short or other branches are at work, else leaves memory.
  private @Nullable Event await(Spot spot, Instant due) throws InterruptedException {
    lock.lock();
    try {
      waits.put(spot, due);
      changed.signalAll();
      while (true) {
        if (closed || !isWanted(spot)) return null;
        var now = clock.instant();
        if (!due.isAfter(now)) return new Event.Due(spot, now);
        if (waits.size() == threads) {
          if (park()) return null;
          recorder.idles();
        }
        boolean soon = due.isBefore(now.plus(SHORT_WAIT));
        changed.awaitNanos((soon ? Duration.between(now, due) : SHORT_WAIT).toNanos());
      }
    } finally {
      waits.remove(spot);
      lock.unlock();
    }
  }

  /// Leaves memory when nothing happens for longer.
  private boolean park() {
    var next = waits.values().stream().min(Instant::compareTo).orElseThrow();
    if (!next.isAfter(clock.instant().plus(SHORT_WAIT))) return false;
    closed = true;
    recorder.park(next);
    changed.signalAll();
    return true;
  }

  /// Tells the core, and returns what this run has to do now.
  private List<Effect> advance(Event event) {
    lock.lock();
    try {
      if (closed) return List.of();
      var next = advanceLocked(event);
      recorder.flush();
      threads += Math.max(0, next.size() - 1);
      return next;
    } finally {
      lock.unlock();
    }
  }

  private List<Effect> advanceLocked(Event event) {
    var answered = askedAt(event);
    Transition transition = RunLogic.next(state, event);
    state = transition.state();
    if (answered != null && state.phase(answered.spot()) != Phase.WAITING)
      recorder.withdraw(answered.spot(), answered.ask());
    count(event, transition.effects());
    return toDo(transition.effects());
  }

  private void count(Event event, List<Effect> effects) {
    switch (event) {
      // The hub held it back.
      case Event.StepFailed failed when failed.refused() -> allowance.taken--;
      case Event.StepSucceeded _, Event.StepFailed _, Event.LoopKnows _, Event.StepAsks _ -> {
        if (effects.stream().anyMatch(Effect.Record.class::isInstance)) allowance.kept++;
      }
      // A question and its answer are one try.
      case Event.Answered _, Event.Due _, Event.CancelAsked _ -> {}
    }
  }

  /// What a step waited for until this event.
  private Effect.@Nullable MakeKnown askedAt(Event event) {
    var spot =
        switch (event) {
          case Event.Answered answered -> answered.spot();
          case Event.Due due -> due.spot();
          case Event.StepSucceeded _,
              Event.StepFailed _,
              Event.LoopKnows _,
              Event.StepAsks _,
              Event.CancelAsked _ ->
              null;
        };
    var ask = spot == null ? null : state.ask(spot);
    return ask == null || spot == null ? null : new Effect.MakeKnown(spot, ask, null);
  }

  /// Does at once what needs no waiting, and returns the rest.
  private List<Effect> toDo(List<Effect> effects) {
    var toDo = new ArrayList<Effect>(effects.size());
    for (var effect : effects) {
      switch (effect) {
        case Effect.Begin _, Effect.WaitUntil _ -> toDo.add(effect);
        case Effect.Leave(Spot spot, Ask ask, boolean undo) -> {
          toDo.removeIf(before -> isOf(before, spot));
          var thread = working.get(spot);
          if (thread != null) thread.interrupt();
          if (ask != null) recorder.abandon(spot, ask, undo);
          changed.signalAll();
        }
        case Effect.MakeKnown(Spot spot, Ask ask, JsonNode input) ->
            recorder.makeKnown(spot, ask, input);
        case Effect.Respond(JsonNode answer) -> recorder.respond(answer);
        case Effect.Record(Entry entry) -> {
          boolean outside =
              entry instanceof Entry.OfStep of && plan.node(of.spot().step()) instanceof Node.Call;
          recorder.add(entry, outside);
        }
        case Effect.End(Outcome outcome) -> end(outcome);
      }
    }
    return toDo;
  }

  private static boolean isOf(Effect effect, Spot spot) {
    return switch (effect) {
      case Effect.Begin(Spot begun, int _) -> begun.equals(spot);
      case Effect.WaitUntil(Spot waiting, Instant _) -> waiting.equals(spot);
      case Effect.Leave _, Effect.Record _, Effect.MakeKnown _, Effect.Respond _, Effect.End _ ->
          false;
    };
  }

  private void end(Outcome outcome) {
    closed = true;
    changed.signalAll();
    var now = clock.instant();
    switch (outcome) {
      case Outcome.Succeeded(var message, var output) ->
          recorder.end(
              new Ending(Status.SUCCEEDED, now, null, null, message, allowance.kept), output);
      case Outcome.Dead(var failure) ->
          recorder.end(
              new Ending(
                  Status.DEAD,
                  now,
                  failure.step(),
                  failure.cause().id(),
                  failure.message(),
                  allowance.kept),
              null);
      case Outcome.Cancelled(var reason) ->
          recorder.end(new Ending(Status.CANCELLED, now, null, null, reason, allowance.kept), null);
    }
  }
}
