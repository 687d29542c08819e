package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.internal.core.Spot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallWatchdogTest {

  private final MovableClock clock = new MovableClock();
  private final AtomicBoolean mayCall = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private final CallWatchdog watchdog =
      new CallWatchdog(
          clock,
          () -> {
            asked.incrementAndGet();
            return mayCall.get();
          });

  @Test
  void noCallLeavesWhileAnotherNodeMayHaveTakenOver() {
    var left = new CompletableFuture<Boolean>();
    var thread = Thread.ofVirtual().start(() -> call(left));
    await().until(() -> asked.get() > 2);
    assertThat(left).isNotDone();

    mayCall.set(true);

    await().until(left::isDone);
    assertThat(left).isCompletedWithValue(true);
    assertThat(thread).isNotNull();
  }

  @Test
  void callThatNobodyWantsAnyMoreDoesNotLeave() {
    var left = new CompletableFuture<Boolean>();
    var thread = Thread.ofVirtual().start(() -> call(left));
    await().until(() -> asked.get() > 0);

    thread.interrupt();

    await().until(left::isDone);
    assertThat(left).isCompletedWithValue(false);
  }

  private void call(CompletableFuture<Boolean> left) {
    var watch = watchdog.of(() -> {});
    var spot = Spot.of(0);
    try {
      watch.begins(spot, clock.instant());
      left.complete(true);
      watch.ends(spot);
    } catch (InterruptedException e) {
      left.complete(false);
    }
  }
}
