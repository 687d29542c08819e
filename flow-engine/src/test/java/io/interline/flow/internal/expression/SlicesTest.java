package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Long mappings let others go on. Counted in slices: the clock of a test machine tells nothing.
class SlicesTest {

  private static final JsonNode INPUT = Runaways.input();
  private static final String RUNAWAY =
      "def fib(n) if ($n < 2) $n else fib($n - 1) + fib($n - 2) fib(45)";
  private static final String SMALL = "{\"n\": [for (.list) {\"i\": .}]}";
  private static final MappingLimits LIMITS = limits(MappingLimits.STANDARD.fuel());

  @Test
  void aSmallMappingIsDoneAfterFewSlicesOfManyLongOnes() throws Exception {
    int runaways = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
    var small = Mapping.compile(SMALL);
    var endless = Mapping.compile(RUNAWAY);
    var slices = new AtomicLong();
    var begun = new AtomicInteger();
    var stop = new CompletableFuture<Void>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < runaways; i++)
        threads.submit(
            () -> {
              begun.incrementAndGet();
              while (!stop.isDone())
                spend(
                    endless,
                    () -> {
                      slices.incrementAndGet();
                      Budget.letOthersGo();
                    });
            });
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> begun.get() == runaways);
        // Submitted from outside, like a run that was just accepted, ten times.
        long took = 0;
        for (int i = 0; i < 10; i++) {
          long before = slices.get();
          // Read by itself: this thread may be woken late.
          long after =
              threads
                  .submit(
                      () -> {
                        small.apply(INPUT);
                        return slices.get();
                      })
                  .get();
          took += after - before;
        }

        // Once around for each of the ten, and as much again for the processors' own queues; twice
        // that for what a busy machine adds.
        assertThat(took).isLessThan(10L * 8 * runaways);
      } finally {
        stop.complete(null);
      }
    }
  }

  @Test
  void aLongMappingPausesOnceASliceAndASmallOneNever() {
    var pauses = new AtomicInteger();

    spend(Mapping.compile(SMALL), pauses::incrementAndGet);
    assertThat(pauses).hasValue(0);

    spend(Mapping.compile(RUNAWAY), pauses::incrementAndGet);
    long slices = LIMITS.fuel() / Budget.SLICE;
    assertThat(pauses.get()).isBetween((int) slices * 9 / 10, (int) slices + 1);
  }

  @Test
  void whatOthersTakeIsNotItsTime() {
    var mapping = Mapping.compile(RUNAWAY);
    var brief =
        new MappingLimits(
            LIMITS.sourceChars(),
            10L * Budget.SLICE,
            Duration.ofMillis(200),
            LIMITS.depth(),
            LIMITS.bytes(),
            LIMITS.textChars(),
            LIMITS.resultNodes(),
            LIMITS.resultChars());
    var pauses = new AtomicInteger();
    var budget =
        new Budget(
            brief,
            () -> {
              // Others work for longer than the mapping may.
              long until = System.nanoTime() + Duration.ofMillis(60).toNanos();
              while (System.nanoTime() < until) Thread.onSpinWait();
              pauses.incrementAndGet();
            });

    var ended =
        Assertions.catchThrowableOfType(
            LimitReached.class, () -> budget.spend(() -> mapping.applyWithinBudget(INPUT)));

    assertThat(ended.kind()).isEqualTo(Kind.FUEL);
    assertThat(pauses.get()).isGreaterThan(4);
  }

  private static void spend(Mapping mapping, Runnable pause) {
    try {
      new Budget(LIMITS, pause).spend(() -> mapping.applyWithinBudget(INPUT));
    } catch (LimitReached e) {
      assertThat(e.kind()).isEqualTo(Kind.FUEL);
    }
  }

  /// Without a limit by the clock.
  private static MappingLimits limits(long fuel) {
    var standard = MappingLimits.STANDARD;
    return new MappingLimits(
        standard.sourceChars(),
        fuel,
        Duration.ofHours(1),
        standard.depth(),
        standard.bytes(),
        standard.textChars(),
        standard.resultNodes(),
        standard.resultChars());
  }
}
