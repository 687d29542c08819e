package io.interline.flow.internal.plan;

/// A line of nodes of which one at a time is at work: the steps of the flow, its `onError` steps,
/// or a branch of a parallel block.
///
/// @param fork node that opened it, or [Place#END]
/// @param first node, or [Place#END] when it is empty
public record Scope(int index, int fork, int first) {}
