package io.interline.flow.internal.schedule;

import io.interline.flow.Triggers.Kind;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Duties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Looks for due triggers while the engine runs: begins after it, stops before it.
final class TriggerLifecycle implements SmartLifecycle {

  private final TriggerClock triggers;
  private final TriggerSettings settings;
  private final Duties duties;
  private Duties.@Nullable Duty duty;
  private @Nullable ScheduledExecutorService ticker;

  TriggerLifecycle(TriggerClock triggers, TriggerSettings settings, Duties duties) {
    this.duties = duties;
    this.triggers = triggers;
    this.settings = settings;
  }

  @Override
  public void start() {
    var ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trigger-clock").daemon().factory());
    long look = settings.look().toMillis();
    if (look > 0) {
      var duty = duties.register("triggers");
      this.duty = duty;
      ticker.scheduleWithFixedDelay(
          duty.guarded(triggers::tick), look, look, TimeUnit.MILLISECONDS);
    }
    this.ticker = ticker;
  }

  @Override
  public void stop() {
    if (duty != null) duty.end();
    if (ticker != null) ticker.close();
    ticker = null;
    triggers.stop();
  }

  @Override
  public boolean isRunning() {
    return ticker != null;
  }

  @Override
  public int getPhase() {
    return 100;
  }

  @Configuration
  @EnableConfigurationProperties(TriggerSettings.class)
  static class TriggerConfiguration {

    @Bean
    TriggerClock triggerClock(
        TriggerTable table,
        Firings firings,
        Polls polls,
        Streams streams,
        Clock clock,
        TriggerSettings settings,
        ObjectProvider<MeterRegistry> meters,
        DatabaseStatus database,
        Isolation isolation) {
      return new TriggerClock(
          table,
          Map.of(Kind.SCHEDULE, firings, Kind.POLLING, polls, Kind.STREAM, streams),
          clock,
          settings,
          meters.getIfAvailable(SimpleMeterRegistry::new),
          database,
          isolation);
    }

    @Bean
    TriggerLifecycle triggerLifecycle(TriggerClock clock, TriggerSettings settings, Duties duties) {
      return new TriggerLifecycle(clock, settings, duties);
    }
  }
}
