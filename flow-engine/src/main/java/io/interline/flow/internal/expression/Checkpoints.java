package io.interline.flow.internal.expression;

import org.jspecify.annotations.Nullable;

/// Called by the woven library at the start and the end of its methods that recurse.
public final class Checkpoints {

  private Checkpoints() {}

  /// An evaluation begins. There is no scope when a literal is folded at compile time.
  public static void enter(@Nullable BudgetCarrier scope, Object node) {
    budget(scope).enter(node, Budget.NODE);
  }

  /// An evaluation ends.
  public static void exit(@Nullable BudgetCarrier scope) {
    budget(scope).exit(Budget.NODE);
  }

  /// A step of the compiler begins.
  public static void enterCompiler(@Nullable Object node, int weight) {
    Budget.current().enter(node, weight);
  }

  /// A production of the parser begins.
  public static void enterParser(int line, int column, int weight) {
    Budget.current().enterParser(line, column, weight);
  }

  /// A step of the compiler, or a production of the parser, ends.
  public static void exitCompiler(int weight) {
    Budget.current().exit(weight);
  }

  static Budget budget(@Nullable BudgetCarrier scope) {
    return scope != null ? scope.budget : Budget.current();
  }
}
