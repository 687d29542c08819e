package io.interline.flow.internal.inspect;

import io.interline.flow.internal.isolation.Isolation;
import io.interline.tenant.Duties;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Works on replays while the engine takes messages: starts after it, stops before it.
@Component
final class ReplayLifecycle implements SmartLifecycle {

  private static final long TURN_MILLIS = 250;

  private final ReplayWorker worker;
  private final Duties duties;
  private Duties.@Nullable Duty duty;
  private @Nullable ScheduledExecutorService thread;

  ReplayLifecycle(
      StoredReplays replays,
      LetterReplay letters,
      Clock clock,
      Duties duties,
      Isolation isolation) {
    this.duties = duties;
    this.worker = new ReplayWorker(replays, letters, clock, isolation);
  }

  @Override
  public void start() {
    var thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("replays").daemon().factory());
    var duty = duties.register("replays");
    this.duty = duty;
    thread.scheduleWithFixedDelay(
        duty.guarded(worker::turn), TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
    this.thread = thread;
  }

  @Override
  public void stop() {
    if (duty != null) duty.end();
    if (thread == null) return;
    thread.shutdown();
    try {
      thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return 10;
  }
}
