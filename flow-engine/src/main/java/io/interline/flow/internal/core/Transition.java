package io.interline.flow.internal.core;

import java.util.List;

/// Where a run stands now, and what the outside has to do about it.
public record Transition(RunState state, List<Effect> effects) {

  public Transition {
    effects = List.copyOf(effects);
  }
}
