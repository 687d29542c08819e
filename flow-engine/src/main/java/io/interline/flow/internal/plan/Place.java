package io.interline.flow.internal.plan;

/// Where a node stands in its plan.
///
/// @param index in [Plan#nodes()]
/// @param id of the step in the document
/// @param scope index in [Plan#scopes()]
/// @param body index in [Plan#bodies()]
/// @param next node that follows, or [#END] when the scope is done
/// @param disabled passed over; its output is null
/// @param sees nodes whose outputs its expressions may use, the loops around it included
/// @param catches the block in whose `catch` it stands, whose failure is its `error`, or [#END]
@SuppressWarnings("ArrayRecordComponent")
public record Place(
    int index,
    String id,
    int scope,
    int body,
    int next,
    boolean disabled,
    int[] sees,
    int catches) {

  /// No further node in the scope.
  public static final int END = -1;
}
