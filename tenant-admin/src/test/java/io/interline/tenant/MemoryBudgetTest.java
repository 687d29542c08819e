package io.interline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private static final long MB = 1 << 20;
  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final MemoryBudget budget = new MemoryBudget(8 * MB);
  private final TenantId acme = tenant(1);
  private final TenantId other = tenant(2);
  private final TenantId third = tenant(3);

  @Test
  void tenantGetsHalfAtMostInHoweverManyCharges() throws InterruptedException {
    assertThat(budget.open(acme).growTo(2 * MB, NONE)).isTrue();
    assertThat(budget.open(acme).growTo(2 * MB, NONE)).isTrue();

    assertThat(budget.open(acme).growTo(MB, NONE)).isFalse();
    assertThat(budget.open(other).growTo(2 * MB, NONE)).isTrue();
  }

  @Test
  void smallThingsOfOthersHaveRoomWhenLargeOnesHaveTakenAllTheirs() throws InterruptedException {
    budget.open(acme).growTo(4 * MB, NONE);
    budget.open(other).growTo(2 * MB, NONE);

    assertThat(budget.open(third).growTo(MB, NONE)).isFalse();
    assertThat(budget.open(third).growTo(10_000, NONE)).isTrue();
    assertThat(budget.open(acme).growTo(10_000, NONE)).as("small ones of the same").isTrue();
  }

  @Test
  void whatIsRefusedLeavesWhatWasHeld() throws InterruptedException {
    var charge = budget.open(acme);
    charge.growTo(3 * MB, NONE);
    budget.open(acme).growTo(MB, NONE);

    assertThat(charge.growTo(4 * MB, NONE)).isFalse();
    assertThat(charge.taken()).isEqualTo(3 * MB);
    assertThat(budget.used()).isEqualTo(4 * MB);
  }

  @Test
  void closedChargeGivesAllBackOnce() throws InterruptedException {
    var charge = budget.open(acme);
    charge.growTo(3 * MB, NONE);

    charge.close();
    charge.close();

    assertThat(budget.used()).isZero();
    assertThat(charge.growTo(MB, NONE)).isTrue();
    assertThat(budget.used()).as("nothing is taken by what was closed").isZero();
  }

  @Test
  void whatIsLargerThanAllIsTakenAlone() throws InterruptedException {
    var charge = budget.open(acme);

    assertThat(charge.growTo(100 * MB, NONE)).isTrue();
    assertThat(budget.open(acme).growTo(MB, NONE)).isFalse();
    charge.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void whatIsThereIsCountedWithoutWaiting() throws InterruptedException {
    budget.open(acme).growTo(4 * MB, NONE);

    var found = budget.open(acme);
    found.add(2 * MB);

    assertThat(budget.used()).isEqualTo(6 * MB);
    assertThat(budget.isScarce(acme)).isTrue();
    found.shrinkTo(0);
    assertThat(budget.used()).isEqualTo(4 * MB);
  }

  @Test
  void whoWaitsIsServedWhenMemoryComesBack() throws InterruptedException {
    var first = budget.open(acme);
    first.growTo(4 * MB, NONE);
    var second = waitFor(budget.open(acme), 2 * MB);

    assertThat(second).isNotDone();
    first.close();

    assertThat(second.join()).isTrue();
    assertThat(budget.used()).isEqualTo(2 * MB);
  }

  @Test
  void tenantWhoseShareIsUsedUpHoldsUpNobodyElse() throws InterruptedException {
    var first = budget.open(acme);
    first.growTo(4 * MB, NONE);
    var waits = waitFor(budget.open(acme), 2 * MB);

    assertThat(budget.open(other).growTo(2 * MB, LONG)).isTrue();
    assertThat(waits).isNotDone();
    first.close();
    assertThat(waits.join()).isTrue();
  }

  @Test
  void tenantsThatWaitTakeTurns() throws InterruptedException {
    var held = budget.open(third);
    held.growTo(4 * MB, NONE);
    var more = budget.open(tenant(4));
    more.growTo(2 * MB, NONE);
    var order = new ConcurrentLinkedQueue<TenantId>();
    var served = new ArrayList<CompletableFuture<?>>();
    for (var tenant : List.of(acme, acme, acme, other))
      served.add(waitFor(budget.open(tenant), MB).thenRun(() -> order.add(tenant)));

    more.close();
    await().until(() -> order.size() == 2);

    assertThat(order).containsExactlyInAnyOrder(acme, other);
    held.close();
    served.forEach(CompletableFuture::join);
  }

  @Test
  void thoseThatGrowTogetherDoNotAllStandStill() throws InterruptedException {
    var charges = List.of(budget.open(acme), budget.open(acme), budget.open(acme));
    for (var charge : charges) charge.growTo(100_000, NONE);
    boolean grew = true;
    for (long size = 200_000; grew; size += 100_000) {
      grew = false;
      for (var charge : charges) grew |= charge.growTo(size, NONE);
    }

    assertThat(charges.getFirst().taken()).as("the first gets all it may").isGreaterThan(2 * MB);
    assertThat(charges.get(1).growTo(2 * MB, NONE)).isFalse();
    charges.getFirst().close();
    assertThat(charges.get(1).growTo(2 * MB, NONE)).as("it is the first now").isTrue();
  }

  @Test
  void oneThatHasAllItNeedsIsNoLongerTheFirst() throws InterruptedException {
    var first = budget.open(acme);
    var second = budget.open(acme);
    for (var charge : List.of(first, second)) {
      charge.growTo(100_000, NONE);
      charge.growTo(200_000, NONE);
    }
    assertThat(second.growTo(2 * MB, NONE)).isFalse();

    first.settle();

    assertThat(second.growTo(2 * MB, NONE)).isTrue();
  }

  @Test
  void nothingIsLostWhateverComesAndGoes() {
    var all = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 8; i++) {
      var tenant = tenant(i % 3);
      all.add(CompletableFuture.runAsync(() -> comeAndGo(tenant)));
    }
    all.forEach(CompletableFuture::join);

    assertThat(budget.used()).isZero();
  }

  private void comeAndGo(TenantId tenant) {
    var random = ThreadLocalRandom.current();
    for (int i = 0; i < 500; i++)
      try (var charge = budget.open(tenant)) {
        charge.growTo(random.nextLong(MB), Duration.ofMillis(random.nextInt(3)));
        charge.growTo(random.nextLong(5 * MB), Duration.ofMillis(random.nextInt(3)));
        charge.add(random.nextLong(MB));
        charge.shrinkTo(random.nextLong(MB));
        assertThat(budget.used()).isNotNegative();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
  }

  /// Returns once it waits, or was served at once.
  private CompletableFuture<Boolean> waitFor(MemoryBudget.Charge charge, long bytes) {
    var served = new CompletableFuture<Boolean>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    served.complete(charge.growTo(bytes, LONG));
                  } catch (InterruptedException e) {
                    served.completeExceptionally(e);
                  }
                });
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> served.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
    return served;
  }

  private static TenantId tenant(int number) {
    return new TenantId(new UUID(7, number));
  }
}
