package io.interline.flow.internal.plan;

/// A line of nodes of which one at a time is at work.
///
/// @param opener node that opens it, or [Place#END] for those of the flow itself
/// @param body index in [Plan#bodies()]
/// @param first node, or [Place#END] when it is empty
/// @param from first node inside, those of inner scopes included
/// @param to node after the last one inside
public record Scope(int index, Kind kind, int opener, int body, int first, int from, int to) {

  /// What a scope is for, and so what becomes of its failure.
  public enum Kind {
    /// The steps of the flow.
    FLOW,
    /// Its `onError` steps.
    ERROR,
    /// Of a parallel block.
    BRANCH,
    /// Of a loop.
    TURN,
    TRY,
    CATCH,
    FINALLY,
    /// Undoes a call.
    COMPENSATION
  }

  /// Whether a node stands in it or in a scope inside.
  public boolean holds(int node) {
    return from <= node && node < to;
  }
}
