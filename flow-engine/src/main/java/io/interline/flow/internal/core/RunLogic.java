package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.DurationText;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run does next. Pure: the same plan, state and event always give the same answer, so that
/// a crashed run goes on from its journal as if nothing had happened.
public final class RunLogic {

  private RunLogic() {}

  /// A message was accepted.
  public static Transition begin(Plan plan, JsonNode message) {
    var root = Frame.fresh(plan.body(0), List.of());
    var frames = new HashMap<>(Map.of(root.key(), root));
    var progress = new Progress(new RunState(plan, message, frames, RunState.Ledger.NEW, null));
    progress.begin();
    return progress.transition();
  }

  /// A run begins that works on a part of a loop's items.
  ///
  /// @param of the run with the loop, when it asked for this one
  /// @param asked where it did
  public static Transition beginPart(RunState of, Spot asked) {
    var plan = of.plan();
    var node = (Node.Part) plan.node(asked.step());
    var loop = new Spot(node.loop(), asked.turns().subList(0, asked.turns().size() - 1));
    if (!(of.step(loop).held() instanceof Held.Turns all))
      throw new IllegalStateException("no loop at " + loop);
    var frames = new HashMap<Frame.Key, Frame>();
    var body = plan.body(plan.node(loop.step()).place().body());
    Frame frame = Frame.fresh(body, loop.turns());
    var running = StepState.NEW.running(1).holding(all.slice(asked.turns().getLast()));
    frame.setStep(loop.step(), running);
    frames.put(frame.key(), frame);
    while (body.index() != 0) {
      body = plan.body(body.parent());
      frame = Frame.fresh(body, loop.turns().subList(0, body.depth()));
      frames.put(frame.key(), frame);
    }
    frame.setScope(0, ScopeState.opened());
    var part = new RunState.Part(loop, of.context(loop), false);
    var progress =
        new Progress(new RunState(plan, of.message(), frames, RunState.Ledger.NEW, part));
    progress.beginPart();
    return progress.transition();
  }

  /// A run begins that undoes what a run that worked on a part did.
  ///
  /// @param done where that one ended
  public static Transition beginUndoing(RunState done) {
    var progress = new Progress(done);
    progress.beginUndoing();
    return progress.transition();
  }

  /// Something happened. An event that no longer matters changes nothing: the step was left, or the
  /// run is over.
  public static Transition next(RunState state, Event event) {
    if (state.outcome() != null) return nothing(state);
    return switch (event) {
      case Event.StepSucceeded(Spot spot, Tried tried, JsonNode output) ->
          record(state, new Entry.Succeeded(spot, tried, output));
      case Event.StepFailed failed -> record(state, entryOf(state, failed));
      case Event.LoopKnows(Spot spot, Tried tried, JsonNode value) ->
          record(state, new Entry.Known(spot, tried, value));
      case Event.StepAsks(Spot spot, Tried tried, Ask ask) ->
          record(state, new Entry.Asked(spot, tried, ask));
      case Event.Answered answered -> answer(state, answered);
      case Event.Due(Spot spot, Instant at) -> due(state, spot, at);
      case Event.CancelAsked(Instant at, String reason, boolean undo) ->
          state.ledger().cancelled() != null && undo
              ? nothing(state)
              : append(state, new Entry.Cancelled(at, reason, undo));
    };
  }

  private static Transition nothing(RunState state) {
    return new Transition(state, List.of());
  }

  /// The state that a journal tells.
  public static RunState fold(Plan plan, JsonNode message, List<Entry> entries) {
    return fold(begin(plan, message).state(), entries);
  }

  /// The state that a journal tells of a run that began so.
  public static RunState fold(RunState begun, List<Entry> entries) {
    var state = begun;
    for (var entry : entries) state = apply(state, entry).state();
    return state;
  }

  /// What has to be done for a run that was read from its journal.
  public static List<Effect> resume(RunState state) {
    if (state.outcome() != null) return List.of(new Effect.End(state.outcome()));
    var effects = new ArrayList<Effect>();
    var frames = new ArrayList<>(state.frames().values());
    frames.sort(Comparator.comparing(frame -> frame.turns().toString()));
    for (var frame : frames)
      for (int step = frame.body().firstNode(); step < frame.body().endNode(); step++)
        resume(frame.spot(step), frame.step(step), state.plan().node(step), effects);
    return effects;
  }

  private static void resume(Spot spot, StepState at, Node node, List<Effect> effects) {
    boolean works =
        switch (node) {
          case Node.Fork _, Node.Guard _ -> false;
          case Node.Each _ -> at.held() == null;
          case Node.Repeat _ -> at.held() instanceof Held.Turns turns && turns.open() == 0;
          case Node.Call _,
              Node.Compute _,
              Node.Validate _,
              Node.Choose _,
              Node.Await _,
              Node.SubFlow _,
              Node.Part _,
              Node.Respond _,
              Node.Stop _ ->
              true;
        };
    boolean awaited = at.phase() == Phase.LEAVING && at.held() instanceof Held.Asked;
    if (awaited) effects.add(new Effect.WaitUntil(spot, null));
    else
      switch (at.phase()) {
        case RUNNING, LEAVING -> {
          int attempt = at.held() instanceof Held.Turns turns ? turns.next() : at.attempt();
          if (works) effects.add(new Effect.Begin(spot, attempt));
        }
        case RETRYING, WAITING -> effects.add(new Effect.WaitUntil(spot, at.due()));
        case NEW, SUCCEEDED, FAILED, SKIPPED, LEFT, COMPENSATED -> {}
      }
  }

  private static Transition record(RunState state, Entry.OfStep entry) {
    return switch (state.phase(entry.spot())) {
      case RUNNING, LEAVING -> append(state, entry);
      case NEW, RETRYING, WAITING, SUCCEEDED, FAILED, SKIPPED, LEFT, COMPENSATED -> nothing(state);
    };
  }

  private static Transition append(RunState state, Entry entry) {
    var applied = apply(state, entry);
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.Record(entry));
    effects.addAll(applied.effects());
    return new Transition(applied.state(), effects);
  }

  static Transition apply(RunState state, Entry entry) {
    var progress = new Progress(state);
    // That a retry came due is no line of the journal: its result says so.
    if (entry instanceof Entry.OfStep of && state.phase(of.spot()) == Phase.RETRYING)
      progress.run(of.spot(), of.tried().attempt());
    switch (entry) {
      case Entry.Succeeded succeeded -> progress.succeed(succeeded.spot(), succeeded.output());
      case Entry.Failed failed -> progress.fail(failed);
      case Entry.Known known -> progress.know(known);
      case Entry.Asked asked -> progress.ask(asked);
      case Entry.Begun begun -> progress.run(begun.spot(), begun.attempt());
      case Entry.Cancelled cancelled -> progress.cancel(cancelled);
    }
    return progress.transition();
  }

  private static Entry.Failed entryOf(RunState state, Event.StepFailed event) {
    return new Entry.Failed(
        event.spot(),
        event.tried(),
        event.cause(),
        event.message(),
        nextAttempt(state, event),
        event.refused());
  }

  private static @Nullable Instant nextAttempt(RunState state, Event.StepFailed event) {
    if (!(state.plan().node(event.spot().step()) instanceof Node.Call call)) return null;
    if (state.phase(event.spot()) == Phase.LEAVING) return null;
    int attempts = event.tried().attempt();
    var retry = call.retry();
    if (!event.refused() && !Backoff.triesAgain(retry, event.cause(), attempts)) return null;
    var pause =
        event.refused()
            ? Backoff.rest(event.jitter(), event.retryAfter())
            : Backoff.pause(retry, attempts, event.jitter(), event.retryAfter());
    var next = event.tried().endedAt().plus(pause);
    var begun = state.step(event.spot()).begun();
    var first = begun == null ? event.tried().startedAt() : begun;
    var within = retry.within() == null && event.refused() ? Backoff.LONGEST_REST : retry.within();
    boolean tooLate = within != null && next.isAfter(first.plus(within));
    return tooLate ? null : next;
  }

  private static Transition due(RunState state, Spot spot, Instant at) {
    return switch (state.phase(spot)) {
      case RETRYING -> {
        int attempt = state.attempt(spot);
        if (state.plan().node(spot.step()) instanceof Node.Call call && call.undo() != Place.END)
          yield append(state, new Entry.Begun(spot, attempt, at));
        var progress = new Progress(state);
        progress.run(spot, attempt);
        yield progress.transition();
      }
      case WAITING -> over(state, spot, at);
      case NEW, RUNNING, SUCCEEDED, FAILED, SKIPPED, LEAVING, LEFT, COMPENSATED -> nothing(state);
    };
  }

  private static Transition over(RunState state, Spot spot, Instant at) {
    var ask = asked(state, spot);
    if (ask.until() == null || at.isBefore(ask.until())) return nothing(state);
    if (ask.kind() == Ask.Kind.TIME)
      return append(state, answered(spot, at, object().put("at", at.toString())));
    return ask.failsWhenOver()
        ? append(state, failed(spot, at, ErrorClass.TIMEOUT, unanswered(state, spot)))
        : append(state, answered(spot, at, object().put("timedOut", true)));
  }

  private static String unanswered(RunState state, Spot spot) {
    var timeout =
        state.plan().node(spot.step()) instanceof Node.Await await ? await.timeout() : null;
    return timeout == null ? "No answer in time" : "No answer within " + DurationText.of(timeout);
  }

  private static Transition answer(RunState state, Event.Answered event) {
    boolean waits =
        switch (state.phase(event.spot())) {
          case WAITING -> true;
          case LEAVING -> state.step(event.spot()).held() instanceof Held.Asked;
          case NEW, RUNNING, RETRYING, SUCCEEDED, FAILED, SKIPPED, LEFT, COMPENSATED -> false;
        };
    if (!waits) return nothing(state);
    var ask = asked(state, event.spot());
    var answer = event.answer();
    return append(
        state,
        switch (ask.kind()) {
          case EVENT, TIME, START -> answered(event.spot(), event.at(), answer);
          case APPROVAL -> {
            boolean rejected = answer.path("decision").asText().equals("rejected");
            yield rejected && ask.details().path("failsWhenRejected").asBoolean()
                ? failed(event.spot(), event.at(), ErrorClass.REJECTED, rejection(answer))
                : answered(event.spot(), event.at(), answer);
          }
          case RUN -> {
            if (state.plan().node(event.spot().step()) instanceof Node.Part) yield partOver(event);
            boolean succeeded = answer.path("status").asText().equals("SUCCEEDED");
            yield succeeded
                ? answered(event.spot(), event.at(), answer.path("output"))
                : failed(
                    event.spot(),
                    event.at(),
                    ErrorClass.FLOW_FAILED,
                    answer.path("message").asText());
          }
        });
  }

  private static Entry partOver(Event.Answered event) {
    var answer = event.answer();
    if (answer.path("status").asText().equals("SUCCEEDED")) {
      var output = object();
      if (answer.path("output") instanceof ObjectNode results) output.setAll(results);
      return answered(event.spot(), event.at(), output.set("run", answer.path("run")));
    }
    String step = answer.path("step").asText();
    String kind = answer.path("kind").asText();
    return failed(
        event.spot(),
        event.at(),
        kind.isEmpty() ? ErrorClass.FLOW_FAILED : ErrorClass.parse(kind),
        (step.isEmpty() ? "" : "Step " + step + ": ") + answer.path("message").asText());
  }

  private static String rejection(JsonNode answer) {
    String comment = answer.path("comment").asText();
    return "Rejected by " + answer.path("by").asText() + (comment.isEmpty() ? "" : ": " + comment);
  }

  private static Ask asked(RunState state, Spot spot) {
    if (state.step(spot).held() instanceof Held.Asked held) return held.ask();
    throw new IllegalStateException("nothing asked at " + spot);
  }

  private static Entry.Succeeded answered(Spot spot, Instant at, JsonNode output) {
    return new Entry.Succeeded(spot, instantly(at), output);
  }

  private static Entry.Failed failed(Spot spot, Instant at, ErrorClass cause, String message) {
    return new Entry.Failed(spot, instantly(at), cause, message, null);
  }

  private static Tried instantly(Instant at) {
    return new Tried(1, at, Duration.ZERO, null, List.of());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
