package io.interline.tenant.internal.time;

import com.fasterxml.uuid.Generators;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The hub's clock and its source of ids; injected everywhere, so that tests can set both.
@Configuration
class TimeConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /// UUIDs of version 7 (RFC 9562): those of one process grow with time, so that rows made one
  /// after the other lie side by side in an index. Safe for use from many threads.
  @Bean
  Supplier<UUID> ids() {
    return Generators.timeBasedEpochGenerator()::generate;
  }
}
