package io.interline.flow.internal.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.interline.connector.CallLimits;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.Circuits.Circuit;
import io.interline.flow.Circuits.State;
import io.interline.flow.internal.guard.CallGuard.GuardedCall;
import io.interline.flow.internal.guard.CallGuard.Target;
import io.interline.flow.internal.guard.CallRefused.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What stands before one connection on this node. Failures are time-outs, broken connections and
/// statuses 5xx; an answer that refuses the request shows that the system works, and one that asks
/// for patience or refuses the credentials says nothing of it.
final class ConnectionCircuit {

  private static final Duration BRIEFLY = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONGEST_BUSY = Duration.ofMinutes(1);
  private static final int LONGEST_REST_TIMES = 10;

  private final Target target;
  private final CallLimits limits;
  private final Clock clock;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final RetryBudget budget;
  private final LongAdder throttled = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile @Nullable Instant restsUntil;
  private volatile @Nullable String lastError;
  private volatile @Nullable Instant lastErrorAt;
  private volatile long averageMillis;

  ConnectionCircuit(Target target, CallLimits limits, Clock clock) {
    this.target = target;
    this.limits = limits;
    this.clock = clock;
    this.budget = new RetryBudget(clock);
    this.breaker =
        CircuitBreaker.of(
            target.alias(),
            CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(limits.failureRate())
                .slidingWindow(
                    limits.failureWindow(),
                    (limits.failureWindow() + 1) / 2,
                    SlidingWindowType.COUNT_BASED)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(this::rest)
                .build());
    this.bulkhead =
        Bulkhead.of(
            target.alias(),
            BulkheadConfig.custom()
                .maxConcurrentCalls(limits.concurrentCalls())
                .maxWaitDuration(BRIEFLY)
                .build());
  }

  Target target() {
    return target;
  }

  CallLimits limits() {
    return limits;
  }

  JsonNode call(boolean retry, GuardedCall call)
      throws CallRefused, ConnectorException, InterruptedException {
    enter(retry);
    long began = System.nanoTime();
    try {
      var answer = call.make();
      breaker.onSuccess(since(began), TimeUnit.NANOSECONDS);
      return answer;
    } catch (ConnectorException e) {
      failed(e, since(began));
      throw e;
    } catch (InterruptedException | RuntimeException | Error e) {
      breaker.releasePermission();
      throw e;
    } finally {
      averageMillis = (averageMillis * 7 + since(began) / 1_000_000) / 8;
      bulkhead.onComplete();
    }
  }

  boolean isOpen() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN, HALF_OPEN -> true;
      case CLOSED, DISABLED, METRICS_ONLY -> false;
    };
  }

  void close() {
    restsUntil = null;
    breaker.reset();
  }

  void forceOpen() {
    restsUntil = null;
    breaker.transitionToForcedOpenState();
  }

  boolean isForced() {
    return breaker.getState() == CircuitBreaker.State.FORCED_OPEN;
  }

  Circuit show() {
    var metrics = breaker.getMetrics();
    var state = breaker.getState();
    boolean open = state == CircuitBreaker.State.OPEN;
    var until = restsUntil;
    boolean over = open && until != null && !until.isAfter(clock.instant());
    float rate = metrics.getFailureRate();
    return new Circuit(
        target.alias(),
        target.environment(),
        switch (state) {
          case OPEN -> over ? State.HALF_OPEN : State.OPEN;
          case FORCED_OPEN -> State.OPEN;
          case HALF_OPEN -> State.HALF_OPEN;
          case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
        },
        isForced(),
        rate < 0 ? null : Math.round(rate),
        metrics.getNumberOfBufferedCalls(),
        metrics.getNumberOfFailedCalls(),
        open && !over ? until : null,
        lastError,
        lastErrorAt,
        budget.used(),
        budget.allowed(limits.retryShare()),
        limits.concurrentCalls() - bulkhead.getMetrics().getAvailableConcurrentCalls(),
        limits.concurrentCalls(),
        throttled.sum(),
        refused.sum());
  }

  /// Takes a place among the calls under way, and leave of the breaker and of the budget.
  private void enter(boolean retry) throws CallRefused, InterruptedException {
    var until = restsUntil;
    if (until != null
        && until.isAfter(clock.instant())
        && breaker.getState() == CircuitBreaker.State.OPEN) throw resting();
    if (!bulkhead.tryAcquirePermission()) {
      if (Thread.interrupted()) throw new InterruptedException("left");
      throw busy();
    }
    boolean entered = false;
    try {
      if (!breaker.tryAcquirePermission()) throw resting();
      entered = count(retry);
      if (!entered) {
        breaker.releasePermission();
        throw overBudget();
      }
    } finally {
      if (!entered) bulkhead.releasePermission();
    }
  }

  /// A call that tries whether the system works again is let through, retry or not.
  private boolean count(boolean retry) {
    boolean trial = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    if (retry) return budget.retry(limits.retryShare(), trial);
    budget.first();
    return true;
  }

  private void failed(ConnectorException failure, long nanos) {
    switch (failure) {
      case ConnectorException.Transient _ -> breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
      case ConnectorException.Permanent _ -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case ConnectorException.Throttled _ -> {
        throttled.increment();
        breaker.releasePermission();
      }
      case ConnectorException.AuthFailed _ -> breaker.releasePermission();
    }
    lastError = withoutExcerpt(String.valueOf(failure.getMessage()));
    lastErrorAt = clock.instant();
  }

  /// What the other system said may hold what only readers of runs may see.
  private static String withoutExcerpt(String message) {
    int colon = message.indexOf(": ");
    return colon < 0 ? message : message.substring(0, colon);
  }

  /// Doubles up to ten times the first.
  private long rest(int attempt) {
    long first = limits.restFor().toMillis();
    long times = Math.min(LONGEST_REST_TIMES, 1L << Math.min(attempt - 1, 10));
    restsUntil = clock.instant().plusMillis(first * Math.max(1, times));
    return first * Math.max(1, times);
  }

  private CallRefused resting() {
    refused.increment();
    if (isForced())
      return new CallRefused(
          Reason.RESTING,
          "The connection '" + target.alias() + "' was stopped by hand",
          limits.restFor());
    var until = restsUntil;
    var now = clock.instant();
    if (until == null || !until.isAfter(now))
      return new CallRefused(
          Reason.RESTING,
          "The connection '" + target.alias() + "' rests while one call tries whether it works",
          SOON);
    return new CallRefused(
        Reason.RESTING,
        "The connection '"
            + target.alias()
            + "' rests until "
            + until.truncatedTo(ChronoUnit.SECONDS)
            + ", as its calls failed",
        Duration.between(now, until));
  }

  private CallRefused busy() {
    refused.increment();
    var wait = Duration.ofMillis(averageMillis);
    if (wait.compareTo(SOON) < 0) wait = SOON;
    return new CallRefused(
        Reason.BUSY,
        "The connection '"
            + target.alias()
            + "' has its "
            + limits.concurrentCalls()
            + " calls under way",
        wait.compareTo(LONGEST_BUSY) > 0 ? LONGEST_BUSY : wait);
  }

  private CallRefused overBudget() {
    refused.increment();
    return new CallRefused(
        Reason.BUDGET,
        "The connection '"
            + target.alias()
            + "' has used up its retries: "
            + limits.retryShare()
            + " % of its calls",
        Duration.ofSeconds(5));
  }

  private static long since(long began) {
    return System.nanoTime() - began;
  }
}
