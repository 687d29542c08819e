package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.Operations.BoundCall;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.FlowId;
import io.interline.flow.internal.core.Event;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.core.Tried;
import io.interline.flow.internal.guard.CallGuard;
import io.interline.flow.internal.guard.CallRefused;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.DurationText;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Expression;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.schema.SchemaViolation;
import io.interline.tenant.Environment;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.TenantId;
import io.interline.tenant.TextRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;

/// Tries a step once: evaluates what is pure, calls what is not. Safe for many threads.
public final class StepRunner {

  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
  private static final int MOST_LOG_LINES = 100;
  private static final int LONGEST_TEXT = 2_000;
  private static final long LARGE_ANSWER = 64 << 10;

  private final Clock clock;
  private final DoubleSupplier random;
  private final Callees callees;
  private final CallGuard guard;
  private final MemoryBudget memory;

  /// @param random at least 0 and below 1
  /// @param memory for what other systems answer
  public StepRunner(
      Clock clock, DoubleSupplier random, Callees callees, CallGuard guard, MemoryBudget memory) {
    this.clock = clock;
    this.random = random;
    this.callees = callees;
    this.guard = guard;
    this.memory = memory;
  }

  /// One that holds no call back.
  public StepRunner(Clock clock, DoubleSupplier random, Callees callees) {
    this(clock, random, callees, CallGuard.OPEN, MemoryBudget.unlimited());
  }

  /// Where flows find the flows that they call.
  @FunctionalInterface
  public interface Callees {

    /// @param version absent for the one that is deployed
    /// @param input message for it
    /// @return `run`, the id it will have, `flow`, `version` and `title`
    /// @throws ConnectorException when there is no such flow, or it does not take the message
    JsonNode find(Job job, FlowId flow, @Nullable Integer version, JsonNode input)
        throws ConnectorException;

    /// The id of a run that works on a part of a loop's items.
    default UUID newRun() {
      throw new UnsupportedOperationException("no runs of parts");
    }
  }

  /// For whom a step is tried.
  ///
  /// @param run names the run in idempotency keys
  /// @param depth runs that called one another to come to this one
  /// @param mostItems of a loop that are worked on in the run itself; more are divided
  /// @param watch is told of each call that leaves
  /// @param memory of the run; absent for one that is a test
  public record Job(
      TenantId tenant,
      Environment environment,
      String run,
      int depth,
      int mostItems,
      long messageBytes,
      CallWatch watch,
      MemoryBudget.@Nullable Charge memory) {

    /// A test.
    public Job(
        TenantId tenant,
        Environment environment,
        String run,
        int depth,
        int mostItems,
        long messageBytes,
        CallWatch watch) {
      this(tenant, environment, run, depth, mostItems, messageBytes, watch, null);
    }
  }

  /// Follows calls, to end those that go on after their deadline.
  public interface CallWatch {

    /// Called by the thread that is about to make a call. Returns when the call may leave.
    ///
    /// @throws InterruptedException when it must not leave any more
    void begins(Spot spot, Instant deadline) throws InterruptedException;

    /// The call is over.
    ///
    /// @return whether it was interrupted for being late
    boolean ends(Spot spot);
  }

  /// Tries a step.
  ///
  /// @throws InterruptedException when nobody wants the result any more
  public Event run(Job job, Plan plan, RunState state, Spot spot, int attempt)
      throws InterruptedException {
    var trial = new Trial(job, spot, attempt, state.context(spot));
    try {
      return trial.event(plan.node(spot.step()), state);
    } catch (ExpressionFailed e) {
      if (e.interrupted()) throw interrupted();
      return trial.failed(ErrorClass.MAPPING, e.getMessage(), null);
    } catch (Misfit e) {
      return trial.failed(ErrorClass.VALIDATION, e.getMessage(), null);
    } catch (ConnectorException e) {
      return trial.failed(e);
    } catch (CallRefused e) {
      return trial.refused(e);
    } catch (NestedRuntimeException e) {
      LOG.warn("step found no database run={} step={}: {}", job.run(), spot, e.toString());
      return trial.failed(
          ErrorClass.TRANSIENT,
          "The hub could not read what the step needs, because its database did not answer.",
          null);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("step failed in an unforeseen way run={} step={}", job.run(), spot, e);
      return trial.failed(ErrorClass.PERMANENT, Unforeseen.WORDS, null);
    }
  }

  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException("left");
  }

  /// A value that does not fit a schema.
  private static final class Misfit extends Exception {
    Misfit(List<SchemaViolation> misfits) {
      super(
          misfits.stream()
              .limit(10)
              .map(misfit -> misfit.pointer() + ": " + misfit.message())
              .collect(Collectors.joining("; ")));
    }
  }

  private final class Trial {
    private final Job job;
    private final Spot spot;
    private final int attempt;
    private final JsonNode context;
    private final Instant startedAt = clock.instant();
    private final long startedNanos = System.nanoTime();
    private final List<String> log = new ArrayList<>();
    private @Nullable JsonNode input;
    private volatile @Nullable JsonNode refusal;

    Trial(Job job, Spot spot, int attempt, JsonNode context) {
      this.job = job;
      this.spot = spot;
      this.attempt = attempt;
      this.context = context;
    }

    Event event(Node node, RunState state)
        throws ExpressionFailed, Misfit, ConnectorException, CallRefused, InterruptedException {
      return switch (node) {
        case Node.Call call -> succeeded(call(call));
        case Node.Compute compute -> succeeded(evaluate(compute.expression()));
        case Node.Validate validate -> succeeded(validate(validate, state));
        case Node.Choose choose -> succeeded(choose(choose));
        case Node.Each each -> new Event.LoopKnows(spot, tried(), divided(each, items(each)));
        case Node.Repeat repeat -> new Event.LoopKnows(spot, tried(), again(repeat));
        case Node.Await await -> {
          var ask = ask(await);
          yield new Event.StepAsks(spot, tried(), ask);
        }
        case Node.SubFlow call -> {
          var ask = ask(call);
          yield new Event.StepAsks(spot, tried(), ask);
        }
        case Node.Part _ -> {
          var task = state.task(spot);
          input = task;
          var run = JsonNodeFactory.instance.objectNode();
          run.put("run", callees.newRun().toString());
          yield new Event.StepAsks(spot, tried(), new Ask(Ask.Kind.RUN, null, true, run));
        }
        case Node.Respond respond -> succeeded(answer(respond));
        case Node.Stop stop -> succeeded(stop(stop));
        case Node.Fork _, Node.Guard _ ->
            throw new IllegalStateException("nothing to try: " + node.id());
      };
    }

    private JsonNode evaluate(Expression expression) throws ExpressionFailed {
      return expression.evaluate(context, job.messageBytes());
    }

    private JsonNode call(Node.Call call)
        throws ExpressionFailed, ConnectorException, CallRefused, InterruptedException {
      var rendered = evaluate(call.input());
      input = rendered;
      var bound = call.action().bind(rendered);
      var alias = call.connection();
      if (alias == null) return make(call, bound);
      var target = new CallGuard.Target(job.tenant(), job.environment(), alias);
      return guard.call(target, attempt > 1, () -> make(call, bound));
    }

    private JsonNode make(Node.Call call, BoundCall bound)
        throws ConnectorException, InterruptedException {
      var deadline = startedAt.plus(call.timeout());
      var key = IdempotencyKey.of(job.run(), call.id(), spot.turns());
      var to =
          new CallContext(
              job.tenant(),
              job.environment(),
              call.connection(),
              key,
              deadline,
              this::log,
              answer -> refusal = answer);
      job.watch().begins(spot, deadline);
      boolean late = false;
      try (var answer = memory.open(job.tenant())) {
        var output = answer.during(() -> bound.invoke(to));
        // The run keeps it; everyday answers are not worth counting.
        if (job.memory() != null && answer.taken() > LARGE_ANSWER) job.memory().add(answer.taken());
        return output;
      } catch (InterruptedException e) {
        late = job.watch().ends(spot);
        if (!late) throw e;
        throw new ConnectorException.Transient(
            "No answer within " + DurationText.of(call.timeout()), null);
      } finally {
        if (!late) job.watch().ends(spot);
      }
    }

    private JsonNode validate(Node.Validate validate, RunState state)
        throws ExpressionFailed, Misfit {
      var value = validate.value() == null ? state.message() : evaluate(validate.value());
      var misfits = validate.check().misfits(value, job.messageBytes());
      if (!misfits.isEmpty()) throw new Misfit(misfits);
      return BooleanNode.TRUE;
    }

    private JsonNode choose(Node.Choose choose) throws ExpressionFailed {
      int open = -1;
      for (int way = 0; way < choose.ways().size() && open < 0; way++) {
        var when = choose.ways().get(way).when();
        if (when == null || evaluate(when).booleanValue()) open = way;
      }
      return JsonNodeFactory.instance.objectNode().put("case", open);
    }

    private JsonNode items(Node.Each each) throws ExpressionFailed {
      var items = evaluate(each.items());
      if (items.isNull()) return JsonNodeFactory.instance.arrayNode();
      if (items.isArray()) return items;
      throw new ExpressionFailed(
          "A loop needs a list of items; this is "
              + items.getNodeType().name().toLowerCase(Locale.ROOT),
          false);
    }

    private JsonNode divided(Node.Each each, JsonNode items) {
      if (each.parts() == Place.END || items.size() <= job.mostItems()) return items;
      var parts = JsonNodeFactory.instance.objectNode().put("part", job.mostItems());
      return parts.set("items", items);
    }

    private JsonNode again(Node.Repeat repeat) throws ExpressionFailed {
      var until = repeat.until();
      return BooleanNode.valueOf(until == null || !evaluate(until).booleanValue());
    }

    private Ask ask(Node.Await await) throws ExpressionFailed {
      var details = evaluate(await.details());
      input = details;
      if (await.kind() == Ask.Kind.TIME)
        return new Ask(await.kind(), Times.endOf(details, startedAt), false, details);
      if (await.kind() == Ask.Kind.EVENT && details.path("key").asText().isEmpty())
        throw new ExpressionFailed("The key of the event is empty", false);
      var until = await.timeout() == null ? null : startedAt.plus(await.timeout());
      return new Ask(await.kind(), until, await.failsWhenOver(), details);
    }

    private Ask ask(Node.SubFlow call) throws ExpressionFailed, ConnectorException {
      var message = evaluate(call.input());
      input = message;
      var found = callees.find(job, call.flow(), call.version(), message);
      return new Ask(call.waits() ? Ask.Kind.RUN : Ask.Kind.START, null, true, found);
    }

    private JsonNode answer(Node.Respond respond) throws ExpressionFailed {
      var answer = evaluate(respond.answer());
      int status = answer.path("status").asInt();
      if (status < 200 || status > 599)
        throw new ExpressionFailed("The status must be from 200 to 599; it is " + status, false);
      return answer;
    }

    private JsonNode stop(Node.Stop stop) throws ExpressionFailed {
      var said = JsonNodeFactory.instance.objectNode();
      if (stop.message() == null) return said;
      var message = evaluate(stop.message());
      return said.put(
          "message", cut(message.isTextual() ? message.textValue() : message.toString()));
    }

    private void log(String line) {
      synchronized (log) {
        if (log.size() < MOST_LOG_LINES) log.add(cut(line));
      }
    }

    Event succeeded(JsonNode output) {
      return new Event.StepSucceeded(spot, tried(), output);
    }

    Event failed(ConnectorException e) {
      String message = String.valueOf(e.getMessage());
      return switch (e) {
        case ConnectorException.Transient _ -> failed(ErrorClass.TRANSIENT, message, null);
        case ConnectorException.Throttled throttled ->
            failed(ErrorClass.THROTTLED, message, throttled.retryAfter().orElse(null));
        case ConnectorException.Permanent _ -> failed(ErrorClass.PERMANENT, message, null);
        case ConnectorException.AuthFailed _ -> failed(ErrorClass.AUTH_FAILED, message, null);
      };
    }

    Event refused(CallRefused e) {
      return new Event.StepFailed(
          spot,
          tried(),
          e.errorClass(),
          String.valueOf(e.getMessage()),
          e.retryAfter(),
          random.getAsDouble(),
          true);
    }

    Event failed(ErrorClass cause, @Nullable String message, @Nullable Duration retryAfter) {
      return new Event.StepFailed(
          spot,
          tried(refusal),
          cause,
          cut(String.valueOf(message)),
          retryAfter,
          random.getAsDouble());
    }

    private Tried tried() {
      return tried(null);
    }

    private Tried tried(@Nullable JsonNode answer) {
      synchronized (log) {
        var took = Duration.ofNanos(System.nanoTime() - startedNanos);
        return new Tried(attempt, startedAt, took, input, log, answer);
      }
    }
  }

  private static String cut(String text) {
    return TextRules.cleaned(TextRules.cut(text, LONGEST_TEXT));
  }
}
