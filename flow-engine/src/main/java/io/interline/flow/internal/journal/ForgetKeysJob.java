package io.interline.flow.internal.journal;

import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Forgets keys of messages whose window is over, on one node of all, once a minute. A key that
/// lingers is harmless: the next message with it takes its place.
@DisallowConcurrentExecution
final class ForgetKeysJob implements Job {

  private static final int AT_ONCE = 10_000;

  private final JdbcClient system;

  ForgetKeysJob(@Qualifier("system") JdbcClient system) {
    this.system = system;
  }

  @Override
  public void execute(@Nullable JobExecutionContext context) {
    while (forget() == AT_ONCE) {
      // There are more.
    }
  }

  private int forget() {
    return system
        .sql(
            """
            delete from run_key where (tenant_id, key) in (
              select tenant_id, key from run_key where until < now() limit :most
              for update skip locked)""")
        .param("most", AT_ONCE)
        .update();
  }

  @Configuration
  static class ForgetKeysJobConfiguration {

    @Bean
    JobDetail forgetKeysJob() {
      return JobBuilder.newJob(ForgetKeysJob.class)
          .withIdentity("forget-keys", "journal")
          .storeDurably()
          .build();
    }

    @Bean
    Trigger forgetKeysEveryMinute(JobDetail forgetKeysJob) {
      return TriggerBuilder.newTrigger()
          .withIdentity("forget-keys", "journal")
          .forJob(forgetKeysJob)
          .withSchedule(
              SimpleScheduleBuilder.repeatMinutelyForever()
                  .withMisfireHandlingInstructionNextWithRemainingCount())
          .build();
    }
  }
}
