package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.TestBench.TestRun;
import io.interline.flow.internal.core.Effect;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Outcome;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.execute.StepRunner;
import io.interline.flow.internal.execute.StepRunner.CallWatch;
import io.interline.flow.internal.execute.StepRunner.Job;
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
import org.jspecify.annotations.Nullable;

/// One run of a draft on a sample: one step after another, each tried once, without a journal.
final class Rehearsal {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Plan plan;
  private final JsonNode message;
  private final int messageBytes;
  private final StepRunner steps;
  private final Clock clock;
  private final Instant startedAt;
  private final List<Entry> entries = new ArrayList<>();
  private final Deque<Effect.Begin> toDo = new ArrayDeque<>();
  private @Nullable String error;
  private boolean over;

  Rehearsal(Plan plan, JsonNode message, int messageBytes, StepRunner steps, Clock clock) {
    this.plan = plan;
    this.message = message;
    this.messageBytes = messageBytes;
    this.steps = steps;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  TestRun run(TenantId tenant, String id, @Nullable String upToStep) {
    String misfit = misfit();
    if (misfit != null) return new TestRun(false, misfit, List.of());
    var job = new Job(tenant, Environment.DEVELOPMENT, "test-" + id, messageBytes, new NoWatch());
    try {
      play(job, upToStep);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      error = "The test was interrupted.";
    }
    var history = new StepHistory(plan, message, entries, startedAt, messageBytes);
    String masked = history.redaction().maskIfAny(error);
    return new TestRun(error == null, masked, history.steps(true));
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
      var event = steps.run(job, plan, state, begin.step(), begin.attempt());
      state = take(RunLogic.next(state, event));
      if (plan.node(begin.step()).id().equals(upToStep)) return;
    }
  }

  private RunState take(Transition transition) {
    for (var effect : transition.effects()) {
      switch (effect) {
        case Effect.Begin begin -> toDo.addLast(begin);
        case Effect.Leave(int step) -> toDo.removeIf(begin -> begin.step() == step);
        case Effect.Record(Entry entry) -> entries.add(entry);
        case Effect.WaitUntil(int step, Instant _) -> {
          // A real run would try again; here the first failure is what people want to see.
          over = true;
          if (entries.getLast() instanceof Entry.Failed failed)
            error = plan.node(step).id() + ": " + failed.message();
        }
        case Effect.End(Outcome outcome) -> {
          over = true;
          if (outcome instanceof Outcome.Dead(var failure))
            error = failure.step() + ": " + failure.message();
        }
      }
    }
    return transition.state();
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
    public void begins(int step, Instant deadline) {}

    @Override
    public boolean ends(int step) {
      return false;
    }
  }
}
