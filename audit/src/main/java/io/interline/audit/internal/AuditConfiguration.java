package io.interline.audit.internal;

import io.interline.audit.AuditLog;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// One log for each of the two database pools. The pools, the clock and the ids come from whoever
/// puts the hub together.
@Configuration
class AuditConfiguration {

  @Bean
  @Primary
  AuditLog auditLog(DataSource dataSource, Clock clock, Supplier<UUID> ids) {
    return new PostgresAuditLog(dataSource, clock, ids);
  }

  @Bean
  @Qualifier("system")
  AuditLog systemAuditLog(
      @Qualifier("system") DataSource dataSource, Clock clock, Supplier<UUID> ids) {
    return new PostgresAuditLog(dataSource, clock, ids);
  }
}
