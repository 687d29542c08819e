package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.schibsted.spt.data.jslt.JsltException;
import io.interline.tenant.NumberRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers that a mapping makes of texts: exact, where the library takes the nearest double.
public final class GuardedNumbers {

  /// 0 for what is the same. Decimals are the same by their value, be they computed or read.
  static final Comparator<JsonNode> BY_VALUE =
      (one, other) -> {
        if (one.isFloatingPointNumber() && other.isFloatingPointNumber())
          return one.decimalValue().compareTo(other.decimalValue());
        return one.equals(other) ? 0 : 1;
      };

  // The library's own grammar.
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?");

  private static final int INT = 10;
  private static final int LONG = 19;

  private GuardedNumbers() {}

  /// A literal with a point or an exponent.
  public static JsonNode literal(String image) {
    return DecimalNode.valueOf(decimal(image));
  }

  /// Absent when the text is no number.
  static @Nullable JsonNode parse(String text) {
    var match = NUMBER.matcher(text);
    if (!match.matches()) return null;
    if (match.group(1) != null || match.group(2) != null) return DecimalNode.valueOf(decimal(text));
    if (text.length() < INT) return IntNode.valueOf(Integer.parseInt(text));
    if (text.length() < LONG) return LongNode.valueOf(Long.parseLong(text));
    return BigIntegerNode.valueOf(new BigInteger(GuardedArguments.digits(text)));
  }

  private static BigDecimal decimal(String text) {
    try {
      var number = new BigDecimal(GuardedArguments.digits(text));
      if (NumberRules.isKept(number)) return number;
    } catch (NumberFormatException tooLargeAnExponent) {
      // Refused as the ones that are a little smaller.
    }
    throw new JsltException("number of more than " + NumberRules.MAX_DIGITS + " digits");
  }
}
