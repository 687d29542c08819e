package io.interline.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.definition.YamlText.Tags;
import io.interline.tenant.NumberRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a scalar of YAML means by the core schema (YAML 1.2.2, chapter 10.3.2).
final class CoreScalar {

  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern INT = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,9})?");
  private static final Pattern NO_NUMBER =
      Pattern.compile("[-+]?(?:\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  private CoreScalar() {}

  /// @param tag as written, resolved; absent when there is none
  /// @param plain neither quoted nor a block
  /// @throws IllegalArgumentException with a sentence when it is nothing that JSON can say
  static JsonNode read(String text, @Nullable String tag, boolean plain) {
    if (tag == null) return plain ? plain(text) : TextNode.valueOf(text);
    JsonNode value =
        switch (tag) {
          case "!", Tags.STR -> TextNode.valueOf(text);
          case Tags.INT, Tags.FLOAT, Tags.BOOL, Tags.NULL -> plain(text);
          default ->
              throw new IllegalArgumentException("the tag " + tag + " is not read; leave it out");
        };
    boolean fits =
        switch (tag) {
          case Tags.INT -> value.isIntegralNumber();
          case Tags.FLOAT -> value.isNumber();
          case Tags.BOOL -> value.isBoolean();
          case Tags.NULL -> value.isNull();
          default -> true;
        };
    if (!fits) throw new IllegalArgumentException("'" + text + "' does not fit its tag " + tag);
    return value;
  }

  private static JsonNode plain(String text) {
    if (NULL.matcher(text).matches()) return NullNode.getInstance();
    if (BOOL.matcher(text).matches())
      return BooleanNode.valueOf(text.charAt(0) == 't' || text.charAt(0) == 'T');
    if (NO_NUMBER.matcher(text).matches())
      throw new IllegalArgumentException(
          text + " is no number of JSON; write \"" + text + "\" in quotes for the text");
    boolean octal = OCTAL.matcher(text).matches();
    boolean hex = HEX.matcher(text).matches();
    if (!octal && !hex && !FLOAT.matcher(text).matches()) return TextNode.valueOf(text);
    if (text.length() > NumberRules.MAX_DIGITS) throw tooLong();
    if (octal) return integer(new BigInteger(text.substring(2), 8));
    if (hex) return integer(new BigInteger(text.substring(2), 16));
    if (INT.matcher(text).matches()) return integer(new BigInteger(text));
    var number = new BigDecimal(text);
    if (!NumberRules.isKept(number)) throw tooLong();
    return DecimalNode.valueOf(number);
  }

  private static IllegalArgumentException tooLong() {
    return new IllegalArgumentException("it " + NumberRules.REFUSED);
  }

  private static JsonNode integer(BigInteger value) {
    if (value.bitLength() < Integer.SIZE)
      return JsonNodeFactory.instance.numberNode(value.intValue());
    if (value.bitLength() < Long.SIZE)
      return JsonNodeFactory.instance.numberNode(value.longValue());
    return JsonNodeFactory.instance.numberNode(value);
  }
}
