package io.interline.flow;

import java.util.UUID;

/// A replay of many dead letters.
public record ReplayId(UUID value) {

  /// @throws IllegalArgumentException when the text is no UUID
  public static ReplayId parse(String text) {
    return new ReplayId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
