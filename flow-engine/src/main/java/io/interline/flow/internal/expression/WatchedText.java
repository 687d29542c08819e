package io.interline.flow.internal.expression;

/// A text that charges for each character read. RE2/J reads one for each step over the text, in at
/// most a bounded number of states each.
final class WatchedText implements CharSequence {

  /// So short that even the largest program is done within a millisecond.
  private static final int SHORT = 100;

  private static final int CHECK_EVERY = 64;
  private static final int STEPS = 8;

  private final String text;
  private final Budget budget;
  private int left = CHECK_EVERY;

  private WatchedText(String text, Budget budget) {
    this.text = text;
    this.budget = budget;
  }

  /// The text, to be searched within the current budget.
  static CharSequence of(String text) {
    var budget = Budget.current();
    budget.burn(1 + (text.length() >> 4));
    return text.length() <= SHORT ? text : new WatchedText(text, budget);
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      left = CHECK_EVERY;
      budget.burn(STEPS);
      budget.check();
    }
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
