package io.interline.tenant;

import io.interline.audit.LogId;
import java.util.UUID;

/// Names one tenant: an organisation with its own members, flows and data.
public record TenantId(UUID value) {

  /// @throws IllegalArgumentException when the text is no UUID
  public static TenantId parse(String text) {
    return new TenantId(UUID.fromString(text));
  }

  /// The tenant's audit log.
  public LogId log() {
    return new LogId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
