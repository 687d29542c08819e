package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.JsltException;
import io.interline.tenant.NumberRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Arithmetic of mappings, in place of the library's: whole numbers do not wrap around and decimals
/// are exact, `0.1 + 0.2` is `0.3`. A result of more than [NumberRules#MAX_DIGITS] digits before or
/// after the point is an error.
///
/// A division is exact when it comes out even within 34 digits (IEEE 754 decimal128), or as many as
/// the dividend has; otherwise it is rounded to so many, half to even.
public final class ExactArithmetic {

  private static final int DIGITS = MathContext.DECIMAL128.getPrecision();
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private ExactArithmetic() {}

  /// Whether the library's own comparison of two values is not to be used.
  public static boolean areNumbers(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber();
  }

  /// `left operator right`; a text is the number that it spells.
  public static JsonNode perform(JsonNode left, JsonNode right, String operator) {
    if (left.isNull() || right.isNull()) return NullNode.instance;
    var x = number(left);
    var y = number(right);
    if (isLong(x) && isLong(y)) return whole(x.longValue(), y.longValue(), operator);
    Budget.current().burn(8);
    if (x.isIntegralNumber() && y.isIntegralNumber())
      return whole(x.bigIntegerValue(), y.bigIntegerValue(), operator);
    return decimal(x.decimalValue(), y.decimalValue(), operator);
  }

  /// Below, at or above zero as the first is less than, equal to or greater than the second.
  public static double compare(JsonNode one, JsonNode other) {
    if (isLong(one) && isLong(other)) return Long.compare(one.longValue(), other.longValue());
    return one.decimalValue().compareTo(other.decimalValue());
  }

  /// Whether two numbers are the same, however they are written.
  public static boolean equal(JsonNode one, JsonNode other) {
    return compare(one, other) == 0;
  }

  /// The nearest whole number, of two the greater.
  static JsonNode round(JsonNode number) {
    if (number.isIntegralNumber()) return number;
    return whole(number.decimalValue().add(HALF).setScale(0, RoundingMode.FLOOR));
  }

  static JsonNode floor(JsonNode number) {
    if (number.isIntegralNumber()) return number;
    return whole(number.decimalValue().setScale(0, RoundingMode.FLOOR));
  }

  static JsonNode ceiling(JsonNode number) {
    if (number.isIntegralNumber()) return number;
    return whole(number.decimalValue().setScale(0, RoundingMode.CEILING));
  }

  /// What is left of a division of whole numbers, never below zero.
  static JsonNode modulo(JsonNode dividend, JsonNode divisor) {
    var by = divisor.bigIntegerValue();
    if (by.signum() == 0) throw new JsltException("mod(): cannot divide by zero");
    return node(dividend.bigIntegerValue().mod(by.abs()));
  }

  private static boolean isLong(JsonNode number) {
    return number.isInt() || number.isLong();
  }

  private static JsonNode number(JsonNode value) {
    if (value.isNumber()) return value;
    if (!value.isTextual())
      throw new JsltException("Can't convert " + GuardedCalls.brief(value) + " to number");
    var number = GuardedNumbers.parse(value.textValue());
    if (number != null) return number;
    throw new JsltException("number(" + value.textValue() + ") failed: not a number");
  }

  private static JsonNode whole(long x, long y, String operator) {
    return switch (operator) {
      case "+" -> {
        long sum = x + y;
        boolean wraps = ((x ^ sum) & (y ^ sum)) < 0;
        yield wraps ? node(BigInteger.valueOf(x).add(BigInteger.valueOf(y))) : new LongNode(sum);
      }
      case "-" -> {
        long difference = x - y;
        boolean wraps = ((x ^ y) & (x ^ difference)) < 0;
        yield wraps
            ? node(BigInteger.valueOf(x).subtract(BigInteger.valueOf(y)))
            : new LongNode(difference);
      }
      case "*" -> {
        long low = x * y;
        boolean fits = Math.multiplyHigh(x, y) == low >> 63;
        yield fits
            ? new LongNode(low)
            : node(BigInteger.valueOf(x).multiply(BigInteger.valueOf(y)));
      }
      case "/" -> {
        boolean even = y != 0 && y != -1 && x % y == 0;
        yield even
            ? new LongNode(x / y)
            : whole(BigInteger.valueOf(x), BigInteger.valueOf(y), operator);
      }
      default -> throw unknown(operator);
    };
  }

  private static JsonNode whole(BigInteger x, BigInteger y, String operator) {
    return switch (operator) {
      case "+" -> node(x.add(y));
      case "-" -> node(x.subtract(y));
      case "*" -> node(x.multiply(y));
      case "/" -> {
        if (y.signum() == 0) throw divisionByZero();
        var parts = x.divideAndRemainder(y);
        yield parts[1].signum() == 0
            ? node(parts[0])
            : decimal(new BigDecimal(x), new BigDecimal(y), operator);
      }
      default -> throw unknown(operator);
    };
  }

  private static JsonNode decimal(BigDecimal x, BigDecimal y, String operator) {
    return switch (operator) {
      case "+" -> node(x.add(y));
      case "-" -> node(x.subtract(y));
      case "*" -> node(x.multiply(y));
      case "/" -> {
        if (y.signum() == 0) throw divisionByZero();
        int digits = Math.max(DIGITS, x.precision());
        yield node(x.divide(y, new MathContext(digits, RoundingMode.HALF_EVEN)));
      }
      default -> throw unknown(operator);
    };
  }

  private static JsonNode whole(BigDecimal number) {
    return node(number.toBigIntegerExact());
  }

  private static JsonNode node(BigInteger number) {
    if (number.bitLength() < Long.SIZE) return new LongNode(number.longValue());
    kept(new BigDecimal(number));
    return BigIntegerNode.valueOf(number);
  }

  private static JsonNode node(BigDecimal number) {
    return DecimalNode.valueOf(kept(number));
  }

  private static BigDecimal kept(BigDecimal number) {
    if (NumberRules.isKept(number)) return number;
    throw new JsltException(
        "the result has more than " + NumberRules.MAX_DIGITS + " digits before or after the point");
  }

  private static JsltException divisionByZero() {
    return new JsltException("division by zero");
  }

  private static IllegalStateException unknown(String operator) {
    return new IllegalStateException("no arithmetic for " + operator);
  }
}
