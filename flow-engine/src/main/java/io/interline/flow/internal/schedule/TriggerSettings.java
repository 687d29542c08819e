package io.interline.flow.internal.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of one node.
///
/// @param slots polls and firings under way at once
/// @param streams open at once
/// @param atOnce taken with one statement
/// @param look from one look for due triggers to the next; zero when nothing is to look by itself
/// @param claim of a trigger under way, renewed while the node lives; a node that died loses it
@ConfigurationProperties("interline.triggers")
record TriggerSettings(
    @DefaultValue("512") int slots,
    @DefaultValue("200") int streams,
    @DefaultValue("64") int atOnce,
    @DefaultValue("500ms") Duration look,
    @DefaultValue("15s") Duration claim) {

  /// So that others find slots free when one tenant's systems are slow.
  int slotsOfOneTenant() {
    return Math.max(1, slots / 4);
  }
}
