package io.interline.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How often one client may ask the API on one node.
///
/// @param requestsPerSecond for as long as it likes
/// @param burst at once, after it has been quiet
@ConfigurationProperties("interline.api")
record ApiRateSettings(@DefaultValue("100") int requestsPerSecond, @DefaultValue("500") int burst) {

  ApiRateSettings {
    if (requestsPerSecond < 1 || burst < 1)
      throw new IllegalArgumentException(
          "interline.api.requests-per-second and interline.api.burst must be 1 or more");
  }
}
