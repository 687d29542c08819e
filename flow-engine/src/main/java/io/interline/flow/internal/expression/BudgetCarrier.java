package io.interline.flow.internal.expression;

/// Woven in as the superclass of the library's `Scope`, so that every evaluation finds its budget
/// in a field.
public class BudgetCarrier {

  final Budget budget = Budget.current();

  /// For the woven library.
  protected BudgetCarrier() {}
}
