package io.interline.flow.internal.execute;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of one node.
///
/// @param runsAtOnce runs under way that are not waiting for a slow system; 0 for what suits the
///     processors
/// @param backlogBytes of messages kept in memory while they wait; what is above is read again
/// @param lease of a shard; a node that died is taken over after it
/// @param itemsInRun of a loop that are worked on in the run itself; a longer list is divided into
///     parts of so many, each of which has a run of its own
/// @param drain longest wait for runs under way when the node stops
@ConfigurationProperties("interline.engine")
public record EngineSettings(
    @DefaultValue("0") int runsAtOnce,
    @DefaultValue("16777216") long backlogBytes,
    @DefaultValue("8s") Duration lease,
    @DefaultValue("10s") Duration drain,
    @DefaultValue("1000") int itemsInRun) {

  /// About 64 for each two processors was measured best.
  int slots() {
    return runsAtOnce > 0
        ? runsAtOnce
        : Math.max(64, 32 * Runtime.getRuntime().availableProcessors());
  }
}
