package io.interline.flow.internal.execute;

import io.interline.flow.Runs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/// What the engine counts. A tenant is never a label.
final class EngineMeters {

  final Counter accepted;
  final Counter succeeded;
  final Counter dead;
  final Counter cancelled;
  final Counter retries;
  private final Timer duration;

  EngineMeters(MeterRegistry meters, Supplier<Number> waiting, Supplier<Number> inMemory) {
    accepted = meters.counter("interline.runs.accepted");
    succeeded = meters.counter("interline.runs.succeeded");
    dead = meters.counter("interline.runs.dead");
    cancelled = meters.counter("interline.runs.cancelled");
    retries = meters.counter("interline.steps.retries");
    duration =
        Timer.builder("interline.runs.duration")
            .description("from acceptance to the end")
            .publishPercentiles(0.5, 0.95, 0.99)
            .register(meters);
    io.micrometer.core.instrument.Gauge.builder("interline.runs.waiting", waiting).register(meters);
    io.micrometer.core.instrument.Gauge.builder("interline.runs.memory", inMemory).register(meters);
  }

  void ended(Runs.Status how, Duration took) {
    switch (how) {
      case DEAD -> dead.increment();
      case CANCELLED -> cancelled.increment();
      case SUCCEEDED, QUEUED, RUNNING, RETRYING, WAITING -> succeeded.increment();
    }
    duration.record(took);
  }
}
