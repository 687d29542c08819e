package io.interline.flow.internal.plan;

/// What runs once for each turn of a loop; the first is the flow itself, which has one turn. The
/// nodes and the scopes of a body are numbered without gaps.
///
/// @param loop node of the loop, or [Place#END] for the flow
/// @param parent body that the loop stands in, or [Place#END]
/// @param depth loops around it
/// @param firstNode to `endNode`, which is the one after the last
/// @param firstScope the one that a turn begins with
public record Body(
    int index,
    int loop,
    int parent,
    int depth,
    int firstNode,
    int endNode,
    int firstScope,
    int endScope) {

  /// Whether a node stands in it or in a body inside.
  public boolean holds(int node) {
    return firstNode <= node && node < endNode;
  }
}
