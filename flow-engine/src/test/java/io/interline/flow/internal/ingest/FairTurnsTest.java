package io.interline.flow.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.internal.ingest.FairTurns.Turn;
import io.interline.tenant.TenantId;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FairTurnsTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private final FairTurns turns = new FairTurns(2, 2, Duration.ofDays(1), nanos::get);
  private final TenantId noisy = new TenantId(new UUID(7, 1));
  private final TenantId quiet = new TenantId(new UUID(7, 2));

  @Test
  void turnIsThereAtOnceWhenNobodyWaits() throws InterruptedException {
    try (var one = turns.take(noisy, NONE);
        var two = turns.take(noisy, NONE)) {
      assertThat(one).isNotNull();
      assertThat(two).isNotNull();
      assertThat(turns.take(quiet, NONE)).isNull();
    }
    assertThat(turns.take(quiet, NONE)).isNotNull();
  }

  @Test
  void tenantHasItsPartOnly() throws InterruptedException {
    var parts = new FairTurns(4, 2, Duration.ofDays(1), nanos::get);
    parts.take(noisy, NONE);
    parts.take(noisy, NONE);

    assertThat(parts.take(noisy, NONE)).isNull();
    assertThat(parts.take(quiet, NONE)).isNotNull();
  }

  @Test
  void whoComesLaterGoesBeforeTheManyOfANoisyTenant() throws InterruptedException {
    var first = take(noisy);
    var second = take(noisy);
    var many = new CompletableFuture<?>[20];
    for (int i = 0; i < many.length; i++) many[i] = waitFor(noisy);
    var late = waitFor(quiet);

    nanos.addAndGet(1_000_000);
    first.close();

    assertThat(late.join()).isNotNull();
    assertThat(many).noneMatch(CompletableFuture::isDone);
    second.close();
    late.join().close();
  }

  @Test
  void turnsGoToWhoHasUsedTheLeastTime() throws InterruptedException {
    var one = new FairTurns(1, 1, Duration.ofDays(1), nanos::get);
    var heavy = Objects.requireNonNull(one.take(noisy, NONE));
    var heavyAgain = waitFor(one, noisy);
    var light = waitFor(one, quiet);
    var lightAgain = waitFor(one, quiet);

    nanos.addAndGet(100);
    heavy.close();
    var turn = light.join();
    nanos.addAndGet(10);
    turn.close();
    turn = lightAgain.join();
    assertThat(heavyAgain).isNotDone();
    turn.close();

    heavyAgain.join().close();
  }

  @Test
  void tenantPausesAfterALongTurnAndOthersGoOn() throws InterruptedException {
    var paced = new FairTurns(1, 1, Duration.ofMillis(5), nanos::get);
    var heavy = Objects.requireNonNull(paced.take(noisy, NONE));
    nanos.addAndGet(100_000_000);
    heavy.close();

    assertThat(paced.take(noisy, NONE)).isNull();
    var light = Objects.requireNonNull(paced.take(quiet, NONE));
    nanos.addAndGet(1_000_000);
    light.close();
    assertThat(paced.take(quiet, NONE))
        .as("short turns need no pause")
        .isNotNull()
        .satisfies(Turn::close);

    nanos.addAndGet(100_000_000);
    assertThat(paced.take(noisy, NONE)).isNotNull();
  }

  @Test
  void whoWaitsForItsPauseBeginsWhenItIsOver() throws InterruptedException {
    var paced = new FairTurns(1, 1, Duration.ofMillis(5), nanos::get);
    var heavy = Objects.requireNonNull(paced.take(noisy, NONE));
    nanos.addAndGet(10_000_000);
    heavy.close();
    var again = waitFor(paced, noisy);
    assertThat(again).isNotDone();

    nanos.addAndGet(10_000_000);

    assertThat(again.join()).isNotNull();
  }

  @Test
  void whoGaveUpIsForgotten() throws InterruptedException {
    var first = take(noisy);
    var second = take(noisy);

    assertThat(turns.take(quiet, Duration.ofMillis(1))).isNull();
    first.close();
    second.close();

    var again = take(quiet);
    var more = take(quiet);
    again.close();
    more.close();
  }

  @Test
  void interruptedWaitHoldsNothing() throws InterruptedException {
    var first = take(noisy);
    var second = take(noisy);
    var failed = new CompletableFuture<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    turns.take(quiet, LONG);
                  } catch (InterruptedException e) {
                    failed.complete(e);
                  }
                });
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

    thread.interrupt();

    assertThat(failed.join()).isInstanceOf(InterruptedException.class);
    first.close();
    second.close();
    take(quiet).close();
  }

  private Turn take(TenantId tenant) throws InterruptedException {
    return Objects.requireNonNull(turns.take(tenant, NONE));
  }

  private CompletableFuture<Turn> waitFor(TenantId tenant) {
    return waitFor(turns, tenant);
  }

  /// Returns once it waits.
  private static CompletableFuture<Turn> waitFor(FairTurns turns, TenantId tenant) {
    var turn = new CompletableFuture<Turn>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    turn.complete(turns.take(tenant, LONG));
                  } catch (InterruptedException e) {
                    turn.completeExceptionally(e);
                  }
                });
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> turn.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
    return turn;
  }
}
