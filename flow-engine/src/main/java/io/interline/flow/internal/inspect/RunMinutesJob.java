package io.interline.flow.internal.inspect;

import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Has runs summed up, on one node of all, every ten seconds.
@DisallowConcurrentExecution
final class RunMinutesJob implements Job {

  private static final int SECONDS = 10;

  private final RunMinutes minutes;

  RunMinutesJob(RunMinutes minutes) {
    this.minutes = minutes;
  }

  @Override
  public void execute(@Nullable JobExecutionContext context) {
    minutes.sumUp();
  }

  @Configuration
  static class RunMinutesJobConfiguration {

    @Bean
    JobDetail runMinutesJob() {
      return JobBuilder.newJob(RunMinutesJob.class)
          .withIdentity("run-minutes", "figures")
          .storeDurably()
          .build();
    }

    @Bean
    Trigger runMinutesEveryTenSeconds(JobDetail runMinutesJob) {
      return TriggerBuilder.newTrigger()
          .withIdentity("run-minutes", "figures")
          .forJob(runMinutesJob)
          .withSchedule(
              SimpleScheduleBuilder.repeatSecondlyForever(SECONDS)
                  .withMisfireHandlingInstructionNextWithRemainingCount())
          .build();
    }
  }
}
