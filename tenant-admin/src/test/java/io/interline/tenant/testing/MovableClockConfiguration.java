package io.interline.tenant.testing;

import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// Takes the place of the hub's clock: `TestHub.start(MovableClockConfiguration.class)`, then
/// `HUB.bean(MovableClock.class).advance(…)`. Begins on 1 March 2026.
@Configuration
public class MovableClockConfiguration {

  @Bean
  @Primary
  MovableClock movableClock() {
    return new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
  }
}
