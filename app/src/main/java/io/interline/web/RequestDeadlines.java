package io.interline.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Times in which a request must be here, however it drips.
///
/// @param headWithin from its first byte to the end of its headers
/// @param bodyWithin from then on, time for a small body; webhook addresses have shorter ones of
///     their own, and answer those that are late
/// @param bodyBytesPerSecond a larger one gets a second more for each so many bytes of it that came
@ConfigurationProperties("interline.web.request")
record RequestDeadlines(
    @DefaultValue("15s") Duration headWithin,
    @DefaultValue("30s") Duration bodyWithin,
    @DefaultValue("32768") int bodyBytesPerSecond) {

  RequestDeadlines {
    if (!headWithin.isPositive() || !bodyWithin.isPositive() || bodyBytesPerSecond < 1)
      throw new IllegalArgumentException("interline.web.request: a request needs some time");
  }

  /// Time for a body of which so many bytes came.
  Duration bodyWithin(long came) {
    return bodyWithin.plusMillis(1_000 * came / bodyBytesPerSecond);
  }
}
