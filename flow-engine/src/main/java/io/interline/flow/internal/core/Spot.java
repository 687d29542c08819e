package io.interline.flow.internal.core;

import java.util.List;
import java.util.stream.Collectors;

/// A step of a run, in one turn of the loops around it.
///
/// @param step index in the plan
/// @param turns of the loops around it, the outermost first; counted from 0
public record Spot(int step, List<Integer> turns) {

  public Spot {
    turns = List.copyOf(turns);
  }

  /// Of a step outside of all loops.
  public static Spot of(int step) {
    return new Spot(step, List.of());
  }

  /// The turns as text, for example `3.0`; empty outside of all loops.
  public String turnsText() {
    return turns.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
