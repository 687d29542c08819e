package io.interline.flow.internal.expression;

/// A text that charges the budget for each character that a search reads. RE2/J reads one for each
/// step over the text, and is then in at most as many states as its program has.
final class WatchedText implements CharSequence {

  private final String text;
  private final int program;
  private final Budget budget;

  /// @param program steps of the program that searches
  WatchedText(String text, int program) {
    this.text = text;
    this.program = program;
    this.budget = Budget.current();
    budget.burn(1);
  }

  @Override
  public char charAt(int index) {
    budget.search(program);
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
