package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.internal.core.Event;
import io.interline.flow.internal.core.RunState;
import io.interline.flow.internal.core.Tried;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Expression;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.schema.SchemaViolation;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries a step once: evaluates what is pure, calls what is not. Safe for many threads.
public final class StepRunner {

  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
  private static final int MOST_LOG_LINES = 100;
  private static final int LONGEST_TEXT = 2_000;

  private final Clock clock;
  private final DoubleSupplier random;

  /// @param random at least 0 and below 1
  public StepRunner(Clock clock, DoubleSupplier random) {
    this.clock = clock;
    this.random = random;
  }

  /// For whom a step is tried.
  ///
  /// @param run names the run in idempotency keys
  /// @param watch is told of each call that leaves
  public record Job(
      TenantId tenant, Environment environment, String run, long messageBytes, CallWatch watch) {}

  /// Follows calls, to end those that go on after their deadline.
  public interface CallWatch {

    /// Called by the thread that is about to make a call.
    void begins(int step, Instant deadline);

    /// The call is over.
    ///
    /// @return whether it was interrupted for being late
    boolean ends(int step);
  }

  /// Tries a step.
  ///
  /// @throws InterruptedException when nobody wants the result any more
  public Event run(Job job, Plan plan, RunState state, int step, int attempt)
      throws InterruptedException {
    var trial = new Trial(job, step, attempt, state.context(step));
    try {
      return trial.succeeded(trial.output(plan, plan.node(step), state));
    } catch (ExpressionFailed e) {
      if (e.interrupted()) throw interrupted();
      return trial.failed(ErrorClass.MAPPING, e.getMessage(), null);
    } catch (Misfit e) {
      return trial.failed(ErrorClass.VALIDATION, e.getMessage(), null);
    } catch (ConnectorException e) {
      return trial.failed(e);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("step failed in an unforeseen way run={} step={}", job.run(), step, e);
      return trial.failed(ErrorClass.PERMANENT, "The hub failed: " + e, null);
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
    private final int step;
    private final int attempt;
    private final JsonNode context;
    private final Instant startedAt = clock.instant();
    private final long startedNanos = System.nanoTime();
    private final List<String> log = new ArrayList<>();
    private @Nullable JsonNode input;

    Trial(Job job, int step, int attempt, JsonNode context) {
      this.job = job;
      this.step = step;
      this.attempt = attempt;
      this.context = context;
    }

    JsonNode output(Plan plan, Node node, RunState state)
        throws ExpressionFailed, Misfit, ConnectorException, InterruptedException {
      return switch (node) {
        case Node.Call call -> call(call);
        case Node.Compute compute -> evaluate(compute.expression());
        case Node.Validate validate -> validate(validate, state);
        case Node.Choose choose -> choose(choose);
        case Node.Stop stop -> stop(stop);
        case Node.Fork _ -> throw new IllegalStateException("a fork is no trial " + plan.flow());
      };
    }

    private JsonNode evaluate(Expression expression) throws ExpressionFailed {
      return expression.evaluate(context, job.messageBytes());
    }

    private JsonNode call(Node.Call call)
        throws ExpressionFailed, ConnectorException, InterruptedException {
      var rendered = evaluate(call.input());
      input = rendered;
      var deadline = startedAt.plus(call.timeout());
      var key = IdempotencyKey.of(job.run(), call.id());
      var to =
          new CallContext(
              job.tenant(), job.environment(), call.connection(), key, deadline, this::log);
      job.watch().begins(step, deadline);
      boolean late = false;
      try {
        return call.action().invoke(rendered, to);
      } catch (InterruptedException e) {
        late = job.watch().ends(step);
        if (!late) throw e;
        throw new ConnectorException.Transient("No answer within " + call.timeout(), null);
      } finally {
        if (!late) job.watch().ends(step);
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
      return new Event.StepSucceeded(step, tried(), output);
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

    Event failed(ErrorClass cause, @Nullable String message, @Nullable Duration retryAfter) {
      return new Event.StepFailed(
          step, tried(), cause, cut(String.valueOf(message)), retryAfter, random.getAsDouble());
    }

    private Tried tried() {
      synchronized (log) {
        var took = Duration.ofNanos(System.nanoTime() - startedNanos);
        return new Tried(attempt, startedAt, took, input, log);
      }
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
