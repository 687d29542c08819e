package io.interline.flow.internal.execute;

/// What people read when the hub itself is at fault; the failure itself is on the log.
public final class Unforeseen {

  /// Of whatever nobody thought of.
  public static final String WORDS = "The hub failed of itself; its log says more.";

  static final String NOT_KEPT = "The hub could not keep the result; its log says more.";

  private Unforeseen() {}
}
