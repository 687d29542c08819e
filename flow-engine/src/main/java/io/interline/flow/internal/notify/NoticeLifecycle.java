package io.interline.flow.internal.notify;

import io.interline.tenant.Duties;
import io.interline.tenant.Notices;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Looks every few seconds, on each node: two that find the same tell it once.
@Component
final class NoticeLifecycle implements SmartLifecycle {

  private final NoticeWatch watch;
  private final Duties duties;
  private final long everyMillis;
  private Duties.@Nullable Duty duty;
  private @Nullable ScheduledExecutorService thread;

  NoticeLifecycle(
      StoredNoticeSources stored,
      FailingConnections connections,
      Notices notices,
      Clock clock,
      Duties duties,
      @Value("${interline.notifications.every-millis:15000}") long everyMillis) {
    var sources = new ArrayList<>(stored.all());
    sources.add(connections);
    this.watch = new NoticeWatch(sources, notices, clock);
    this.duties = duties;
    this.everyMillis = everyMillis;
  }

  @Override
  public void start() {
    var thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("notifications").daemon().factory());
    var duty = duties.register("notifications");
    this.duty = duty;
    thread.scheduleWithFixedDelay(
        duty.guarded(watch::look), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    this.thread = thread;
  }

  @Override
  public void stop() {
    if (duty != null) duty.end();
    if (thread == null) return;
    thread.shutdownNow();
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
