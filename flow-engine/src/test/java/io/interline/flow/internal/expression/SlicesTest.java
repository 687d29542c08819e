package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Long mappings let others go on.
class SlicesTest {

  private static final JsonNode INPUT = Runaways.input();
  private static final String RUNAWAY =
      "def fib(n) if ($n < 2) $n else fib($n - 1) + fib($n - 2) fib(45)";
  private static final String SMALL = "{\"n\": [for (.list) {\"i\": .}]}";
  private static final MappingLimits LIMITS = limits(MappingLimits.STANDARD.fuel());

  /// Without pauses the long ones, which never end here, would hold every carrier thread.
  @Test
  void smallMappingsAreDoneWhileManyLongOnesGoOn() throws Exception {
    int runaways = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
    var small = Mapping.compile(SMALL);
    var endless = Mapping.compile(RUNAWAY);
    var begun = new AtomicInteger();
    var stop = new CompletableFuture<Void>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < runaways; i++)
        threads.submit(
            () -> {
              begun.incrementAndGet();
              while (!stop.isDone()) spend(endless, Budget::letOthersGo);
            });
      try {
        await().atMost(Duration.ofSeconds(60)).until(() -> begun.get() == runaways);

        // Submitted from outside, like a run that was just accepted.
        for (int i = 0; i < 10; i++)
          assertThat(threads.submit(() -> small.apply(INPUT)).get(60, TimeUnit.SECONDS))
              .isNotNull();
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

  /// Each look at this clock is 0.3 ms later, so a slice is over after a few of them.
  @Test
  void fewLongStepsAreASliceToo() {
    var pauses = new AtomicInteger();
    var looks = new AtomicInteger();
    var budget =
        new Budget(LIMITS, pauses::incrementAndGet, () -> looks.incrementAndGet() * 300_000L);

    var mapping = Mapping.compile(RUNAWAY);
    var ended =
        Assertions.catchThrowableOfType(
            LimitReached.class, () -> budget.spend(() -> mapping.applyWithinBudget(INPUT)));

    assertThat(ended.kind()).isEqualTo(Kind.FUEL);
    assertThat(pauses.get()).isGreaterThan(4 * (int) (LIMITS.fuel() / Budget.SLICE));
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
            },
            System::nanoTime);

    var ended =
        Assertions.catchThrowableOfType(
            LimitReached.class, () -> budget.spend(() -> mapping.applyWithinBudget(INPUT)));

    assertThat(ended.kind()).isEqualTo(Kind.FUEL);
    assertThat(pauses.get()).isGreaterThan(4);
  }

  private static void spend(Mapping mapping, Runnable pause) {
    try {
      new Budget(LIMITS, pause, () -> 0).spend(() -> mapping.applyWithinBudget(INPUT));
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
