package io.interline.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of the web server.
///
/// @param anonymousSession how long the session of somebody who has not logged in may be idle
/// @param signedInSession how long that of somebody who has
/// @param anonymousSessions of them at one time; the oldest ends when there is one more; 0 for what
///     suits the heap
@ConfigurationProperties("interline.web")
record WebSettings(
    @DefaultValue("15m") Duration anonymousSession,
    @DefaultValue("8h") Duration signedInSession,
    @DefaultValue("0") int anonymousSessions) {

  private static final long HEAP_OF_SESSION = 2 << 20;

  int mostAnonymousSessions() {
    return anonymousSessions > 0
        ? anonymousSessions
        : (int) Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_OF_SESSION, 100, 5_000);
  }
}
