package io.interline.flow;

import java.util.UUID;

/// Names a run; a UUID of version 7, so that runs sort by the time they were accepted.
public record RunId(UUID value) implements Comparable<RunId> {

  /// @throws IllegalArgumentException when the text is no UUID
  public static RunId parse(String text) {
    return new RunId(UUID.fromString(text));
  }

  @Override
  public int compareTo(RunId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
