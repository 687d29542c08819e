package io.interline.flow.internal.execute;

import io.interline.flow.internal.core.Effect;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Event;
import io.interline.flow.internal.core.Outcome;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.execute.StepRunner.Job;
import io.interline.flow.internal.journal.Ending;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A run under way: does what the core wants, on one virtual thread for each branch, and tells it
/// what happened.
final class RunTask {

  /// Longer waits leave memory.
  static final Duration SHORT_WAIT = Duration.ofSeconds(5);

  private final Plan plan;
  private final Job job;
  private final StepRunner steps;
  private final Clock clock;
  private final RunRecorder recorder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Integer, Thread> working = new HashMap<>();
  private final Map<Integer, Instant> waits = new HashMap<>();
  private RunState state;
  private int threads;
  private boolean closed;

  RunTask(Plan plan, Job job, RunState state, StepRunner steps, Clock clock, RunRecorder recorder) {
    this.plan = plan;
    this.job = job;
    this.state = state;
    this.steps = steps;
    this.clock = clock;
    this.recorder = recorder;
  }

  /// Works until the run is over, leaves memory or is stopped. Returns when this thread has nothing
  /// more to do; branches may go on in other threads.
  void work(List<Effect> effects) {
    List<Effect> mine;
    lock.lock();
    try {
      mine = toDo(effects);
      threads += mine.size();
    } finally {
      lock.unlock();
    }
    workAll(mine);
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

  /// Whether the next attempt of a step is all that it waits for.
  boolean isWaiting() {
    lock.lock();
    try {
      return !waits.isEmpty() && waits.size() == threads;
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
        case Effect.Begin(int step, int attempt) -> attempt(step, attempt);
        case Effect.WaitUntil(int step, Instant due) -> await(step, due);
        case Effect.Leave _, Effect.Record _, Effect.End _ ->
            throw new IllegalStateException("nothing to perform: " + effect);
      };
    } catch (InterruptedException e) {
      return null;
    }
  }

  private @Nullable Event attempt(int step, int attempt) throws InterruptedException {
    RunState now;
    lock.lock();
    try {
      if (closed || !isWanted(step)) return null;
      working.put(step, Thread.currentThread());
      now = state;
    } finally {
      lock.unlock();
    }
    try {
      if (plan.node(step) instanceof Node.Call) recorder.beforeCall(lock);
      return steps.run(job, plan, now, step, attempt);
    } finally {
      lock.lock();
      try {
        working.remove(step);
        Thread.interrupted();
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isWanted(int step) {
    return switch (state.phase(step)) {
      case RUNNING, RETRYING -> state.outcome() == null;
      case NEW, SUCCEEDED, FAILED, SKIPPED, LEFT -> false;
    };
  }

  /// Waits in memory while that is short or other branches are at work, else leaves memory.
  private @Nullable Event await(int step, Instant due) throws InterruptedException {
    lock.lock();
    try {
      waits.put(step, due);
      changed.signalAll();
      while (true) {
        if (closed || !isWanted(step)) return null;
        var left = Duration.between(clock.instant(), due);
        if (!left.isPositive()) return new Event.RetryDue(step);
        if (waits.size() == threads && park()) return null;
        changed.awaitNanos(Math.min(left.toNanos(), SHORT_WAIT.toNanos()));
      }
    } finally {
      waits.remove(step);
      lock.unlock();
    }
  }

  /// Leaves memory when nothing happens for longer.
  private boolean park() {
    var next = waits.values().stream().min(Instant::compareTo).orElseThrow();
    if (Duration.between(clock.instant(), next).compareTo(SHORT_WAIT) <= 0) return false;
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
      Transition transition = RunLogic.next(state, event);
      state = transition.state();
      var next = toDo(transition.effects());
      threads += Math.max(0, next.size() - 1);
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Does at once what needs no waiting, and returns the rest.
  private List<Effect> toDo(List<Effect> effects) {
    var toDo = new ArrayList<Effect>(effects.size());
    for (var effect : effects) {
      switch (effect) {
        case Effect.Begin _, Effect.WaitUntil _ -> toDo.add(effect);
        case Effect.Leave(int step) -> {
          toDo.removeIf(
              before -> before instanceof Effect.Begin(int begun, int _) && begun == step);
          var thread = working.get(step);
          if (thread != null) thread.interrupt();
          changed.signalAll();
        }
        case Effect.Record(Entry entry) ->
            recorder.add(entry, plan.node(entry.step()) instanceof Node.Call);
        case Effect.End(Outcome outcome) -> end(outcome);
      }
    }
    return toDo;
  }

  private void end(Outcome outcome) {
    closed = true;
    changed.signalAll();
    var now = clock.instant();
    recorder.end(
        switch (outcome) {
          case Outcome.Succeeded(var message) -> new Ending(false, now, null, null, message);
          case Outcome.Dead(var failure) ->
              new Ending(true, now, failure.step(), failure.cause().id(), failure.message());
        });
  }
}
