package io.interline.flow.internal.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of what webhook addresses wait for.
///
/// @param bodyWithin time in which a small body must be here
/// @param bodyBytesPerSecond a larger one gets a second more for each so many bytes of it that came
/// @param memoryWithin longest wait for memory that other messages hold
/// @param turnWithin longest wait for a turn at the processors
/// @param replyWithin then the sender of a message to a flow that answers is told that it is kept
@ConfigurationProperties("interline.ingest")
record IngestSettings(
    @DefaultValue("15s") Duration bodyWithin,
    @DefaultValue("65536") int bodyBytesPerSecond,
    @DefaultValue("5s") Duration memoryWithin,
    @DefaultValue("10s") Duration turnWithin,
    @DefaultValue("30s") Duration replyWithin) {

  IngestSettings {
    if (!bodyWithin.isPositive() || bodyBytesPerSecond < 1)
      throw new IllegalArgumentException("interline.ingest: a body needs some time");
  }
}
