package io.interline.flow.internal.execute;

import io.interline.flow.internal.guard.CallGuard;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.Duties;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Starts the engine before the web server, drains it after the web server has stopped.
final class EngineLifecycle implements SmartLifecycle {

  private static final long RENEW_MILLIS = 1_500;
  private static final long LOOK_MILLIS = 100;
  private static final long NOTICES_MILLIS = 250;

  private final Engine engine;
  private final Duties duties;
  private final List<Duties.Duty> begun = new ArrayList<>();
  private @Nullable ScheduledExecutorService keeper;
  private @Nullable ScheduledExecutorService watcher;

  EngineLifecycle(Engine engine) {
    this(engine, new Duties());
  }

  EngineLifecycle(Engine engine, Duties duties) {
    this.engine = engine;
    this.duties = duties;
  }

  @Override
  public void start() {
    engine.start();
    var keeper = Executors.newSingleThreadScheduledExecutor(named("engine-leases"));
    var watcher = Executors.newSingleThreadScheduledExecutor(named("engine-watch"));
    var keepLeases = duty("leases", engine::keepLeases);
    keepLeases.run();
    keeper.scheduleWithFixedDelay(keepLeases, 500, RENEW_MILLIS, TimeUnit.MILLISECONDS);
    keeper.scheduleWithFixedDelay(
        duty("due-runs", engine::takeUpDue), 500, 1_000, TimeUnit.MILLISECONDS);
    keeper.scheduleWithFixedDelay(
        duty("loads", engine::exchangeLoads), 0, 1_000, TimeUnit.MILLISECONDS);
    var looking = new AtomicBoolean();
    var look =
        duty(
            "notices",
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
        duty("call-watch", engine::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
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
    begun.forEach(Duties.Duty::end);
    begun.clear();
  }

  @Override
  public boolean isRunning() {
    return keeper != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }

  private Runnable duty(String name, Runnable work) {
    var duty = duties.register(name);
    begun.add(duty);
    return duty.guarded(work);
  }

  private static java.util.concurrent.ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name).daemon().factory();
  }

  @Configuration
  @EnableConfigurationProperties(EngineSettings.class)
  static class EngineConfiguration {

    @Bean
    StepRunner stepRunner(
        Clock clock, DeployedCallees callees, CallGuard guard, MemoryBudget memory) {
      return new StepRunner(
          clock, () -> ThreadLocalRandom.current().nextDouble(), callees, guard, memory);
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
        MemoryBudget memory,
        EngineSettings settings,
        Isolation isolation) {
      var tools =
          new Workshop.Tools(
              plans,
              steps,
              messages,
              clock,
              ids,
              meters.getIfAvailable(SimpleMeterRegistry::new),
              memory,
              settings.itemsInRun());
      return new Engine(journal, shards, quotas, tools, settings, isolation);
    }

    @Bean
    EngineLifecycle engineLifecycle(Engine engine, Duties duties) {
      return new EngineLifecycle(engine, duties);
    }
  }
}
