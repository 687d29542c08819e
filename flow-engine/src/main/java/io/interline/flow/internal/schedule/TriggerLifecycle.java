package io.interline.flow.internal.schedule;

import io.interline.flow.Triggers.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Looks for due triggers while the engine runs: begins after it, stops before it.
final class TriggerLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerLifecycle.class);

  private final TriggerClock triggers;
  private final TriggerSettings settings;
  private @Nullable ScheduledExecutorService ticker;

  TriggerLifecycle(TriggerClock triggers, TriggerSettings settings) {
    this.triggers = triggers;
    this.settings = settings;
  }

  @Override
  public void start() {
    var ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trigger-clock").daemon().factory());
    long look = settings.look().toMillis();
    if (look > 0) ticker.scheduleWithFixedDelay(this::tick, look, look, TimeUnit.MILLISECONDS);
    this.ticker = ticker;
  }

  private void tick() {
    try {
      triggers.tick();
    } catch (RuntimeException e) {
      LOG.warn("triggers: {}", e.toString());
    }
  }

  @Override
  public void stop() {
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
        ObjectProvider<MeterRegistry> meters) {
      return new TriggerClock(
          table,
          Map.of(Kind.SCHEDULE, firings, Kind.POLLING, polls, Kind.STREAM, streams),
          clock,
          settings,
          meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    TriggerLifecycle triggerLifecycle(TriggerClock clock, TriggerSettings settings) {
      return new TriggerLifecycle(clock, settings);
    }
  }
}
