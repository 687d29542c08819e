package io.interline.flow.internal.isolation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One for all loops of the node.
@Configuration
class IsolationConfiguration {

  @Bean
  Isolation isolation(Clock clock, ObjectProvider<MeterRegistry> meters) {
    return new Isolation(clock, meters.getIfAvailable(SimpleMeterRegistry::new));
  }
}
