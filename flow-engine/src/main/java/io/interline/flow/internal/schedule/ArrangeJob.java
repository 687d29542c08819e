package io.interline.flow.internal.schedule;

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

/// Has the triggers arranged, on one node of all, once a minute.
@DisallowConcurrentExecution
final class ArrangeJob implements Job {

  private final Arranger arranger;

  ArrangeJob(Arranger arranger) {
    this.arranger = arranger;
  }

  @Override
  public void execute(JobExecutionContext context) {
    arranger.arrangeAll();
  }

  @Configuration
  static class ArrangeJobConfiguration {

    @Bean
    JobDetail arrangeJob() {
      return JobBuilder.newJob(ArrangeJob.class)
          .withIdentity("arrange", "triggers")
          .storeDurably()
          .build();
    }

    @Bean
    Trigger arrangeEveryMinute(JobDetail arrangeJob) {
      return TriggerBuilder.newTrigger()
          .withIdentity("arrange", "triggers")
          .forJob(arrangeJob)
          .withSchedule(
              SimpleScheduleBuilder.repeatMinutelyForever()
                  .withMisfireHandlingInstructionNextWithRemainingCount())
          .build();
    }
  }
}
