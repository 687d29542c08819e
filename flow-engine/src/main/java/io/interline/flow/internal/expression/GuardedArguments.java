package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;

/// Arguments of the woven library on their way into a call that it keeps: charged, or refused.
public final class GuardedArguments {

  private static final int MAX_DIGITS = 1_000;
  private static final int MAX_DATE_FORMAT = 200;

  private GuardedArguments() {}

  /// Of a new text node.
  public static String text(String text) {
    Budget.current().allocateText(text.length());
    return text;
  }

  /// Slots of a new stack frame.
  public static int frame(int slots) {
    Budget.current().allocate(16 + 4L * slots);
    return slots;
  }

  /// Of a hash table: hashing and comparing walk the whole value.
  public static Object key(Object key) {
    if (key instanceof JsonNode json && json.isContainerNode()) TreeWalk.result(json);
    return key;
  }

  /// Of a big integer, whose parsing takes the square of its length.
  public static String digits(String text) {
    if (text.length() > MAX_DIGITS)
      throw new JsltException("number of more than " + MAX_DIGITS + " digits");
    return text;
  }

  /// Of a number that was computed: one that is infinite, or none at all, cannot be kept.
  public static double finite(double number) {
    if (!Double.isFinite(number))
      throw new JsltException("the result is no number that can be kept: " + number);
    return number;
  }

  /// Of a date format.
  public static String dateFormat(String format) {
    if (format.length() > MAX_DATE_FORMAT)
      throw new JsltException("date format of more than " + MAX_DATE_FORMAT + " characters");
    return format;
  }
}
