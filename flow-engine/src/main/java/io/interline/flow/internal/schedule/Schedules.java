package io.interline.flow.internal.schedule;

import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.DeploymentChanged;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.authoring.LiveFlows.LiveFlow;
import java.util.HashSet;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps Quartz's triggers as the live flows want them: all of them when the hub starts, one when a
/// deployment changes.
@Component
final class Schedules {

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
  private static final JobKey JOB = JobKey.jobKey("flow");

  private final Scheduler scheduler;
  private final LiveFlows flows;
  private final Operations operations;
  private final TransactionOperations transactions;

  Schedules(
      Scheduler scheduler,
      LiveFlows flows,
      Operations operations,
      @Qualifier("system") TransactionOperations transactions) {
    this.scheduler = scheduler;
    this.flows = flows;
    this.operations = operations;
    this.transactions = transactions;
  }

  @EventListener(ApplicationReadyEvent.class)
  void arrangeAll() {
    var wanted = new HashSet<TriggerKey>();
    for (var flow : flows.schedules()) {
      var key = key(flow);
      if (arrange(key, Optional.of(flow))) wanted.add(key.trigger());
    }
    inTransaction(
        () -> {
          for (var there : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()))
            if (JOB.equals(scheduler.getTrigger(there).getJobKey()) && !wanted.contains(there))
              scheduler.unscheduleJob(there);
        });
  }

  @EventListener
  void arrange(DeploymentChanged change) {
    var key = new ScheduleKey(change.tenant(), change.flow(), change.environment());
    arrange(key, flows.find(change.tenant(), change.flow(), change.environment()));
  }

  /// @return whether the flow has a schedule now
  private boolean arrange(ScheduleKey key, Optional<LiveFlow> flow) {
    var timetable = flow.filter(LiveFlow::enabled).flatMap(this::timetable);
    inTransaction(
        () -> {
          if (timetable.isEmpty()) scheduler.unscheduleJob(key.trigger());
          else schedule(key, timetable.get());
        });
    return timetable.isPresent();
  }

  private void schedule(ScheduleKey key, Timetable timetable) throws SchedulerException {
    if (!scheduler.checkExists(JOB))
      scheduler.addJob(
          JobBuilder.newJob(FlowFiring.class)
              .withIdentity(JOB)
              .storeDurably()
              .requestRecovery()
              .build(),
          true);
    var zone = TimeZone.getTimeZone(timetable.zone());
    var trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(key.trigger())
            .forJob(JOB)
            .withSchedule(
                CronScheduleBuilder.cronSchedule(timetable.cron())
                    .inTimeZone(zone)
                    .withMisfireHandlingInstructionFireAndProceed())
            .build();
    var before = scheduler.getTrigger(key.trigger());
    if (before == null) scheduler.scheduleJob(trigger);
    else if (!isSame(before, timetable, zone)) scheduler.rescheduleJob(key.trigger(), trigger);
  }

  /// A schedule that stays as it is keeps its next time, and one that was missed.
  private static boolean isSame(org.quartz.Trigger before, Timetable timetable, TimeZone zone) {
    return before instanceof CronTrigger cron
        && cron.getCronExpression().equals(timetable.cron())
        && cron.getTimeZone().equals(zone);
  }

  private Optional<Timetable> timetable(LiveFlow flow) {
    var trigger = FlowDocuments.read(flow.document()).orThrow().trigger();
    try {
      return Optional.of(operations.timetable(trigger.use(), trigger.with()));
    } catch (ConnectorException e) {
      LOG.error("schedule not understood flow={}: {}", flow.flow(), e.getMessage());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // started by something else
    }
  }

  private static ScheduleKey key(LiveFlow flow) {
    return new ScheduleKey(flow.tenant(), flow.flow(), flow.environment());
  }

  private void inTransaction(Change change) {
    transactions.executeWithoutResult(
        _ -> {
          try {
            change.make();
          } catch (SchedulerException e) {
            throw new IllegalStateException("the schedule could not be changed", e);
          }
        });
  }

  @FunctionalInterface
  private interface Change {
    void make() throws SchedulerException;
  }
}
