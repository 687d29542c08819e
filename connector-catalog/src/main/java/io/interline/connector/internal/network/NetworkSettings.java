package io.interline.connector.internal.network;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What connectors may reach.
///
/// @param allow address blocks beside the public ones; an installation that serves strangers sets
///     it to nothing, or to its own networks
/// @param connectTimeout for one address
/// @param maxResponseBytes of one answer
@ConfigurationProperties("interline.network")
public record NetworkSettings(
    @DefaultValue({"127.0.0.0/8", "::1/128"}) List<String> allow,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("16777216") int maxResponseBytes) {

  public NetworkSettings {
    allow = List.copyOf(allow);
  }
}
