package io.interline.flow.internal.schedule;

import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Quartz on the system role's tables, so that of several nodes one fires.
@Configuration
class QuartzConfiguration {

  @Bean
  SchedulerFactoryBeanCustomizer quartzInTheDatabase(
      @Qualifier("system") DataSource pool, SchedulerThreads threads) {
    return factory -> {
      threads.schedulerIsToBeMade();
      var properties = new Properties();
      properties.setProperty("org.quartz.scheduler.instanceName", "interline");
      properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
      properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
      properties.setProperty("org.quartz.threadPool.threadCount", "4");
      properties.setProperty("org.quartz.jobStore.isClustered", "true");
      properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
      properties.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
      properties.setProperty("org.quartz.jobStore.useProperties", "true");
      properties.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
      properties.setProperty(
          "org.quartz.jobStore.driverDelegateClass",
          "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
      factory.setQuartzProperties(properties);
      factory.setDataSource(pool);
      factory.setWaitForJobsToCompleteOnShutdown(true);
      factory.setOverwriteExistingJobs(true);
    };
  }
}
