package io.interline.flow.internal.core;

import org.jspecify.annotations.Nullable;

/// Where a scope stands.
///
/// @param at node at work, or [io.interline.flow.internal.plan.Place#END]
/// @param failure why it failed
record ScopeState(Phase phase, int at, @Nullable Failure failure) {

  static final ScopeState NEW =
      new ScopeState(Phase.NEW, io.interline.flow.internal.plan.Place.END, null);

  boolean ended() {
    return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
  }
}
