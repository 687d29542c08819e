package io.interline.flow.internal.schedule;

import io.interline.tenant.DatabaseStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.stereotype.Component;

/// Decides, when the hub stops, whether Quartz waits for the jobs under way. While the database is
/// away a job that has ended tells its store so again and again until the store is shut down, and
/// the store is shut down after the jobs: then nobody waits. What such a job did not do, another
/// node or the next start does.
@Component
final class SchedulerStop implements SmartLifecycle {

  private final ObjectProvider<SchedulerFactoryBean> scheduler;
  private final DatabaseStatus database;
  private volatile boolean running;

  SchedulerStop(ObjectProvider<SchedulerFactoryBean> scheduler, DatabaseStatus database) {
    this.scheduler = scheduler;
    this.database = database;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    scheduler.ifAvailable(
        factory -> factory.setWaitForJobsToCompleteOnShutdown(database.isAvailable()));
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
