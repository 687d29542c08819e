package io.interline.health;

import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Duties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the health of the hub is made of, besides what Spring Boot knows: the database decides
/// whether it can take work now (readiness), its duties whether it must be started again
/// (liveness).
@Configuration
class HealthConfiguration {

  @Bean
  HealthIndicator databaseHealthIndicator(DatabaseStatus database) {
    return () -> (database.isAvailable() ? Health.up() : Health.down()).build();
  }

  /// Names each duty that is silent, and for how many seconds.
  @Bean
  HealthIndicator dutiesHealthIndicator(Duties duties) {
    return () -> {
      var silent = duties.silent();
      var health = silent.isEmpty() ? Health.up() : Health.down();
      for (var duty : silent)
        health.withDetail(duty.name(), "silent for " + duty.silence().toSeconds() + " s");
      return health.build();
    };
  }

  @Bean
  OutageLogFilter outageLogFilter(DatabaseStatus database) {
    return OutageLogFilter.install(database);
  }
}
