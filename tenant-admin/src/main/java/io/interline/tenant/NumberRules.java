package io.interline.tenant;

import java.math.BigDecimal;

/// The one rule for every number that enters the hub: it is kept exactly, digit by digit, or
/// refused. Stateless; safe for many threads.
public final class NumberRules {

  /// Digits that a number has at most, before and after the point each, when it is written out.
  public static final int MAX_DIGITS = 1_000;

  /// What is wrong with a number that is refused, as the end of a sentence.
  public static final String REFUSED = "holds a number of more than 1,000 digits";

  private NumberRules() {}

  /// Whether a number is kept: `1e400` is, `1e400000000` and `1e-400000000` are not.
  public static boolean isKept(BigDecimal number) {
    long scale = number.scale();
    return scale <= MAX_DIGITS && number.precision() - scale <= MAX_DIGITS;
  }

  /// A number as people and other systems write it: `12345678.90`, `0.0005`; never with an
  /// exponent.
  ///
  /// @param number that is kept
  public static String plain(BigDecimal number) {
    return number.toPlainString();
  }
}
