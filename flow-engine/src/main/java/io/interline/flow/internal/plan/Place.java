package io.interline.flow.internal.plan;

/// Where a node stands in its plan.
///
/// @param index in [Plan#nodes()]
/// @param id of the step in the document
/// @param scope index in [Plan#scopes()]
/// @param next node that follows, or [#END] when the scope is done
/// @param disabled passed over; its output is null
/// @param sees nodes whose outputs its expressions may use
@SuppressWarnings("ArrayRecordComponent")
public record Place(int index, String id, int scope, int next, boolean disabled, int[] sees) {

  /// No further node in the scope.
  public static final int END = -1;
}
