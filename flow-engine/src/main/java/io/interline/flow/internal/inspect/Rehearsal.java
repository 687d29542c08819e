package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.TestBench.TestRun;
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
  private final Deque<Event> answers = new ArrayDeque<>();
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
    var job =
        new Job(
            tenant,
            Environment.DEVELOPMENT,
            "test-" + id,
            0,
            Integer.MAX_VALUE,
            messageBytes,
            new NoWatch());
    try {
      play(job, upToStep);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      error = "The test was interrupted.";
    }
    var history =
        new StepHistory(
            RunLogic.begin(plan, message).state(),
            plan,
            entries,
            new StepHistory.Origin(Mask.CLEAR, message, List.of(), (_, _) -> false),
            startedAt,
            messageBytes);
    String masked = error == null ? null : shownError(history, error);
    return new TestRun(error == null, masked, history.steps(true));
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
      var event = steps.run(job, plan, state, begin.spot(), begin.attempt());
      state = take(RunLogic.next(state, event));
      while (!answers.isEmpty()) state = take(RunLogic.next(state, answers.removeFirst()));
      if (plan.node(begin.spot().step()).id().equals(upToStep)) return;
    }
  }

  private RunState take(Transition transition) {
    for (var effect : transition.effects()) {
      switch (effect) {
        case Effect.Begin begin -> toDo.addLast(begin);
        case Effect.Leave(Spot spot, Ask _, boolean _) ->
            toDo.removeIf(begin -> begin.spot().equals(spot));
        case Effect.Record(Entry entry) -> entries.add(entry);
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
