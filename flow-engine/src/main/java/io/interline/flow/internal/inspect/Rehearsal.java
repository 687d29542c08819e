package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.TestBench;
import io.interline.flow.TestBench.TestRun;
import io.interline.flow.TestBench.TestState;
import io.interline.flow.internal.core.Effect;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Event;
import io.interline.flow.internal.core.Failure;
import io.interline.flow.internal.core.Outcome;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.execute.StepRunner;
import io.interline.flow.internal.execute.StepRunner.CallWatch;
import io.interline.flow.internal.execute.StepRunner.Job;
import io.interline.flow.internal.expression.Mask;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Plan;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of a draft on a sample: one step after another, each tried once, without a journal. One
/// thread plays it; others look at it and stop it.
final class Rehearsal implements TestBench.Test {

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Plan plan;
  private final JsonNode message;
  private final int messageBytes;
  private final StepRunner steps;
  private final Clock clock;
  private final Instant startedAt;
  private final Deque<Effect.Begin> toDo = new ArrayDeque<>();
  private final Deque<Event> answers = new ArrayDeque<>();
  private @Nullable String error;
  private boolean over;

  // What others see of it, under the lock.
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Entry> entries = new ArrayList<>();
  private TestState state = TestState.RUNNING;
  private @Nullable Thread player;
  private @Nullable String at;
  private boolean stopped;
  private @Nullable TestRun told;
  private boolean changed = true;

  Rehearsal(Plan plan, JsonNode message, int messageBytes, StepRunner steps, Clock clock) {
    this.plan = plan;
    this.message = message;
    this.messageBytes = messageBytes;
    this.steps = steps;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /// Plays the run to its end, in the calling thread. Once.
  void play(TenantId tenant, String id, @Nullable String upToStep) {
    locked(() -> player = Thread.currentThread());
    try {
      error = misfit();
      if (error == null) play(job(tenant, id), upToStep);
    } catch (InterruptedException e) {
      // By stop, which is said as such; the thread ends with the test.
      locked(() -> stopped = true);
    } catch (RuntimeException e) {
      LOG.error("test failed in an unforeseen way test={}", id, e);
      error = "The test could not go on because of an error in the hub; its log has the details.";
    } finally {
      locked(this::end);
    }
  }

  private void end() {
    player = null;
    if (stopped) state = TestState.STOPPED;
    else state = error == null ? TestState.SUCCEEDED : TestState.FAILED;
    if (!stopped) at = null;
  }

  private Job job(TenantId tenant, String id) {
    return new Job(
        tenant,
        Environment.DEVELOPMENT,
        "test-" + id,
        0,
        Integer.MAX_VALUE,
        messageBytes,
        new NoWatch());
  }

  @Override
  public TestRun now() {
    lock.lock();
    try {
      var known = told;
      if (!changed && known != null) return known;
      var run = run();
      told = run;
      changed = false;
      return run;
    } finally {
      lock.unlock();
    }
  }

  private TestRun run() {
    var history =
        new StepHistory(
            RunLogic.begin(plan, message).state(),
            plan,
            entries,
            new StepHistory.Origin(Mask.CLEAR, message, List.of(), (_, _) -> false),
            startedAt,
            messageBytes);
    boolean running = state == TestState.RUNNING;
    String masked = running || error == null ? null : shownError(history, error);
    return new TestRun(
        state, at, state == TestState.FAILED ? masked : null, history.steps(!running));
  }

  @Override
  public void stop() {
    locked(
        () -> {
          if (state != TestState.RUNNING) return;
          stopped = true;
          if (player != null) player.interrupt();
        });
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      changed = true;
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /// Errors of steps are said as `step: why`.
  private static String shownError(StepHistory history, String error) {
    int colon = error.indexOf(": ");
    if (colon < 0) return String.valueOf(history.redaction().error(null, error));
    String step = error.substring(0, colon);
    return step + ": " + history.redaction().error(step, error.substring(colon + 2));
  }

  private void play(Job job, @Nullable String upToStep) throws InterruptedException {
    var state = take(RunLogic.begin(plan, message));
    var deadline = startedAt.plus(LONGEST);
    while (!over && !toDo.isEmpty()) {
      if (clock.instant().isAfter(deadline)) {
        error = "The test took longer than " + LONGEST.toSeconds() + " seconds.";
        return;
      }
      var begin = toDo.removeFirst();
      begins(plan.node(begin.spot().step()).id());
      var event = steps.run(job, plan, state, begin.spot(), begin.attempt());
      state = take(RunLogic.next(state, event));
      while (!answers.isEmpty()) state = take(RunLogic.next(state, answers.removeFirst()));
      if (plan.node(begin.spot().step()).id().equals(upToStep)) return;
    }
  }

  private void begins(String step) throws InterruptedException {
    lock.lock();
    try {
      if (stopped) throw new InterruptedException("stopped");
      at = step;
      changed = true;
    } finally {
      lock.unlock();
    }
  }

  private RunState take(Transition transition) {
    for (var effect : transition.effects()) {
      switch (effect) {
        case Effect.Begin begin -> toDo.addLast(begin);
        case Effect.Leave(Spot spot, Ask _, boolean _) ->
            toDo.removeIf(begin -> begin.spot().equals(spot));
        case Effect.Record(Entry entry) -> locked(() -> entries.add(entry));
        case Effect.WaitUntil(Spot spot, Instant due) -> waits(spot, due, transition.state());
        case Effect.MakeKnown _, Effect.Respond _ -> {}
        case Effect.End(Outcome outcome) -> {
          over = true;
          if (outcome instanceof Outcome.Dead(Failure failure))
            error = failure.step() + ": " + failure.message();
        }
      }
    }
    return transition.state();
  }

  /// A test waits for nothing: times are over at once, everybody agrees, and what else would be
  /// needed ends it. Of a failed attempt people want to see the first failure, not the next try.
  private void waits(Spot spot, @Nullable Instant due, RunState state) {
    String step = plan.node(spot.step()).id();
    var ask = state.ask(spot);
    if (ask == null) {
      over = true;
      if (entries.getLast() instanceof Entry.Failed failed) error = step + ": " + failed.message();
      return;
    }
    var now = clock.instant();
    switch (ask.kind()) {
      case TIME -> answers.add(new Event.Due(spot, due == null ? now : due));
      case APPROVAL ->
          answers.add(
              new Event.Answered(
                  spot,
                  now,
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("decision", "approved")
                      .put("by", "the test")
                      .put("at", now.toString())));
      case EVENT -> stopAt(step, "a test goes no further than where the flow waits for an event");
      case RUN, START -> stopAt(step, "a test starts no other flow");
    }
  }

  private void stopAt(String step, String why) {
    over = true;
    error = step + ": " + why;
  }

  private @Nullable String misfit() {
    if (plan.messageCheck() == null) return null;
    try {
      var misfits = plan.messageCheck().misfits(message, messageBytes);
      if (misfits.isEmpty()) return null;
      var first = misfits.getFirst();
      return "The sample does not fit the schema at " + first.pointer() + ": " + first.message();
    } catch (ExpressionFailed e) {
      return e.getMessage();
    }
  }

  /// Connectors keep deadlines themselves.
  private static final class NoWatch implements CallWatch {
    @Override
    public void begins(Spot spot, Instant deadline) {}

    @Override
    public boolean ends(Spot spot) {
      return false;
    }
  }
}
