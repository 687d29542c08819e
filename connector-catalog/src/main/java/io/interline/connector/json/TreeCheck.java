package io.interline.connector.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.tenant.NumberRules;
import io.interline.tenant.TextRules;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Looks in a tree for what the hub does not take.
final class TreeCheck {

  private static final int SHOWN = 200;

  private TreeCheck() {}

  /// What and where; absent when there is nothing.
  static @Nullable String problem(JsonNode tree) {
    return isSound(tree, 0) ? null : find(tree, JsonPointer.empty(), 0);
  }

  /// Without the places, which few need.
  private static boolean isSound(JsonNode value, int level) {
    if (value instanceof TextNode text) return TextRules.isSound(text.textValue());
    if (value instanceof NumericNode number) return isKept(number);
    if (!value.isContainerNode()) return true;
    if (level == ExactJson.MAX_DEPTH) return false;
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) if (!isSound(value.get(i), level + 1)) return false;
    } else {
      for (var field : value.properties())
        if (!TextRules.isSound(field.getKey()) || !isSound(field.getValue(), level + 1))
          return false;
    }
    return true;
  }

  private static @Nullable String find(JsonNode value, JsonPointer at, int level) {
    if (value instanceof TextNode text)
      return TextRules.problem(text.textValue()).map(p -> p + place(at)).orElse(null);
    if (value instanceof NumericNode number)
      return isKept(number) ? null : NumberRules.REFUSED + place(at);
    if (!value.isContainerNode()) return null;
    if (level == ExactJson.MAX_DEPTH)
      return "is nested deeper than " + ExactJson.MAX_DEPTH + " levels";
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        var found = find(value.get(i), at.appendIndex(i), level + 1);
        if (found != null) return found;
      }
      return null;
    }
    for (var field : value.properties()) {
      var name = TextRules.problem(field.getKey());
      if (name.isPresent()) return "has a name that " + name.get() + place(at);
      var found = find(field.getValue(), at.appendProperty(field.getKey()), level + 1);
      if (found != null) return found;
    }
    return null;
  }

  private static boolean isKept(NumericNode number) {
    return switch (number) {
      case DecimalNode exact -> NumberRules.isKept(exact.decimalValue());
      case BigIntegerNode whole ->
          // 3,321 bits have at most 1,000 digits; counting those of a longer one takes a while.
          whole.bigIntegerValue().bitLength() <= 3_321
              || NumberRules.isKept(new BigDecimal(whole.bigIntegerValue()));
      default -> Double.isFinite(number.doubleValue());
    };
  }

  private static String place(JsonPointer at) {
    return at.matches() ? "" : " (at " + TextRules.cut(at.toString(), SHOWN) + ")";
  }
}
