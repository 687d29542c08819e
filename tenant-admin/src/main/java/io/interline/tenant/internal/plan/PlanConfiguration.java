package io.interline.tenant.internal.plan;

import io.github.bucket4j.TimeMeter;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Quotas on the monotonic clock.
@Configuration
class PlanConfiguration {

  @Bean
  Quotas quotas(Plans plans, Exchange exchange, Clock clock, DatabaseStatus database) {
    return new BucketQuotas(plans, exchange, TimeMeter.SYSTEM_NANOTIME, clock, database);
  }

  /// Of this node, whatever its settings: it is for the heap that the process was given.
  @Bean
  MemoryBudget memoryBudget() {
    return MemoryBudget.ofHeap();
  }
}
