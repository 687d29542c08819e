package io.interline.flow;

import java.util.UUID;

/// What dead letters have in common: flow, step, error class, and the message without numbers and
/// ids.
public record CauseId(UUID value) {

  /// @throws IllegalArgumentException when the text is no UUID
  public static CauseId parse(String text) {
    return new CauseId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
