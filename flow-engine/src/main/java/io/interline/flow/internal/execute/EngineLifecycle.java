package io.interline.flow.internal.execute;

import io.interline.flow.internal.guard.CallGuard;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.Quotas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Starts the engine before the web server, drains it after the web server has stopped.
final class EngineLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(EngineLifecycle.class);
  private static final long RENEW_MILLIS = 1_500;
  private static final long LOOK_MILLIS = 100;
  private static final long NOTICES_MILLIS = 250;

  private final Engine engine;
  private @Nullable ScheduledExecutorService keeper;
  private @Nullable ScheduledExecutorService watcher;

  EngineLifecycle(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void start() {
    engine.start();
    var keeper = Executors.newSingleThreadScheduledExecutor(named("engine-leases"));
    var watcher = Executors.newSingleThreadScheduledExecutor(named("engine-watch"));
    quietly(engine::keepLeases).run();
    keeper.scheduleWithFixedDelay(
        quietly(engine::keepLeases), 500, RENEW_MILLIS, TimeUnit.MILLISECONDS);
    keeper.scheduleWithFixedDelay(quietly(engine::takeUpDue), 500, 1_000, TimeUnit.MILLISECONDS);
    keeper.scheduleWithFixedDelay(quietly(engine::exchangeLoads), 0, 1_000, TimeUnit.MILLISECONDS);
    var looking = new AtomicBoolean();
    var look =
        quietly(
            () -> {
              looking.set(false);
              engine.takeUpNotices();
            });
    engine.wakeBy(
        () -> {
          if (looking.compareAndSet(false, true)) keeper.execute(look);
        });
    keeper.scheduleWithFixedDelay(look, 500, NOTICES_MILLIS, TimeUnit.MILLISECONDS);
    watcher.scheduleWithFixedDelay(
        quietly(engine::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    this.keeper = keeper;
    this.watcher = watcher;
  }

  @Override
  public void stop() {
    // Leases are renewed until all is drained.
    engine.drain();
    if (keeper != null) keeper.shutdownNow();
    if (watcher != null) watcher.shutdownNow();
    keeper = null;
  }

  @Override
  public boolean isRunning() {
    return keeper != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }

  private static Runnable quietly(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.warn("engine: {}", e.toString());
      }
    };
  }

  private static java.util.concurrent.ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name).daemon().factory();
  }

  @Configuration
  @EnableConfigurationProperties(EngineSettings.class)
  static class EngineConfiguration {

    @Bean
    StepRunner stepRunner(Clock clock, DeployedCallees callees, CallGuard guard) {
      return new StepRunner(clock, () -> ThreadLocalRandom.current().nextDouble(), callees, guard);
    }

    @Bean
    Engine engine(
        Journal journal,
        Shards shards,
        Quotas quotas,
        Plans plans,
        StepRunner steps,
        MessageReader messages,
        Clock clock,
        Supplier<UUID> ids,
        ObjectProvider<MeterRegistry> meters,
        EngineSettings settings) {
      var tools =
          new Workshop.Tools(
              plans,
              steps,
              messages,
              clock,
              ids,
              meters.getIfAvailable(SimpleMeterRegistry::new),
              settings.itemsInRun());
      return new Engine(journal, shards, quotas, tools, settings);
    }

    @Bean
    EngineLifecycle engineLifecycle(Engine engine) {
      return new EngineLifecycle(engine);
    }
  }
}
