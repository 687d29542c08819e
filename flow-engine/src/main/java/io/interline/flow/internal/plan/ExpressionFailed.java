package io.interline.flow.internal.plan;

/// An expression of a step could not be evaluated on the data it met.
public final class ExpressionFailed extends Exception {

  private final boolean interrupted;

  /// @param interrupted the thread was asked to end; no fault of the expression
  public ExpressionFailed(String message, boolean interrupted) {
    super(message);
    this.interrupted = interrupted;
  }

  /// Whether the thread was asked to end, so that nothing is known of the expression.
  public boolean interrupted() {
    return interrupted;
  }
}
