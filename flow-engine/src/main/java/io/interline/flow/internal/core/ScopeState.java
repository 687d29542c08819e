package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.Place;
import org.jspecify.annotations.Nullable;

/// Where a scope stands.
///
/// @param at node at work, or [Place#END]
/// @param output of the last node that was done
/// @param failure why it failed
/// @param undoing call that is undone now
record ScopeState(
    Standing standing,
    int at,
    @Nullable JsonNode output,
    @Nullable Failure failure,
    @Nullable Spot undoing) {

  static final ScopeState NEW = new ScopeState(Standing.NEW, Place.END, null, null, null);
  static final ScopeState LEFT = new ScopeState(Standing.LEFT, Place.END, null, null, null);

  enum Standing {
    NEW,
    RUNNING,
    /// Failed; what its calls did is undone.
    UNDOING,
    SUCCEEDED,
    FAILED,
    LEFT
  }

  static ScopeState opened() {
    return new ScopeState(Standing.RUNNING, Place.END, null, null, null);
  }

  ScopeState at(int node) {
    return new ScopeState(Standing.RUNNING, node, output, null, null);
  }

  ScopeState withOutput(JsonNode output) {
    return new ScopeState(standing, at, output, failure, undoing);
  }

  ScopeState done() {
    return new ScopeState(Standing.SUCCEEDED, Place.END, output, null, null);
  }

  ScopeState undoing(Failure failure, @Nullable Spot call) {
    return new ScopeState(Standing.UNDOING, Place.END, output, failure, call);
  }

  ScopeState failed(Failure failure) {
    return new ScopeState(Standing.FAILED, Place.END, output, failure, null);
  }

  boolean ended() {
    return standing == Standing.SUCCEEDED || standing == Standing.FAILED;
  }
}
