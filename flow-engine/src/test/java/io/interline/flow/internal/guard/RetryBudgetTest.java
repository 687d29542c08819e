package io.interline.flow.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void lowTrafficMayRetry() {
    var budget = new RetryBudget(Clock.fixed(NOON, ZoneOffset.UTC));

    budget.first();

    assertThat(retries(budget, 50)).isEqualTo(RetryBudget.FLOOR);
  }

  @Test
  void retriesAreAFifthOfAllCalls() {
    var budget = new RetryBudget(Clock.fixed(NOON, ZoneOffset.UTC));

    for (int i = 0; i < 400; i++) budget.first();

    assertThat(retries(budget, 400)).isBetween(99, 100);
  }

  @Test
  void noShareMeansNoRetry() {
    var budget = new RetryBudget(Clock.fixed(NOON, ZoneOffset.UTC));

    assertThat(budget.retry(0, false)).isFalse();
    assertThat(budget.retry(0, true)).as("a trial call").isTrue();
  }

  @Test
  void aMinuteLaterItIsForgotten() {
    var clock = new MovedClock();
    var budget = new RetryBudget(clock);
    retries(budget, 50);
    assertThat(budget.retry(20, false)).isFalse();

    clock.now = NOON.plus(RetryBudget.WINDOW);

    assertThat(budget.used()).isZero();
    assertThat(budget.retry(20, false)).isTrue();
  }

  private static int retries(RetryBudget budget, int wanted) {
    int let = 0;
    for (int i = 0; i < wanted; i++) if (budget.retry(20, false)) let++;
    return let;
  }

  private static final class MovedClock extends Clock {
    private Instant now = NOON.minus(Duration.ofMillis(1));

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
