package io.interline.flow.internal.expression;

import static io.interline.flow.internal.expression.Checkpoints.budget;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import io.interline.connector.json.ExactJson;
import io.interline.connector.json.JsonRefused;
import io.interline.tenant.TextRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes the place of calls that the library makes and that allocate, or walk deep: each charges
/// the budget *before* it does what the call did. The receiver comes first; methods that end in a
/// scope are for callers which have one at hand.
public final class GuardedCalls {

  private static final int BRIEF = 400;

  private GuardedCalls() {}

  public static ArrayNode add(ArrayNode array, JsonNode value) {
    return add(array, value, null);
  }

  public static ArrayNode add(ArrayNode array, JsonNode value, @Nullable BudgetCarrier scope) {
    var budget = budget(scope);
    budget.burn(1);
    budget.allocate(32);
    return array.add(value);
  }

  public static ArrayNode add(ArrayNode array, @Nullable String value) {
    var budget = Budget.current();
    budget.burn(1);
    budget.allocateText(value == null ? 0 : value.length());
    return array.add(value);
  }

  public static ArrayNode addAll(ArrayNode array, ArrayNode other) {
    var budget = Budget.current();
    budget.burn(1 + other.size() / 16);
    budget.allocate(8L * other.size());
    return array.addAll(other);
  }

  public static @Nullable JsonNode get(JsonNode list, int index) {
    return get(list, index, null);
  }

  /// Loops of the library go by index, so each round is charged here.
  public static @Nullable JsonNode get(JsonNode list, int index, @Nullable BudgetCarrier scope) {
    budget(scope).burn(1);
    return list.get(index);
  }

  public static JsonNode set(ObjectNode object, String key, JsonNode value) {
    return set(object, key, value, null);
  }

  public static JsonNode set(
      ObjectNode object, String key, JsonNode value, @Nullable BudgetCarrier scope) {
    var budget = budget(scope);
    budget.burn(1);
    budget.allocate(88);
    return object.set(key, value);
  }

  public static JsonNode setAll(ObjectNode object, ObjectNode other) {
    var budget = Budget.current();
    budget.burn(1 + other.size() / 4);
    budget.allocate(72L * other.size());
    return object.setAll(other);
  }

  public static ArrayNode createArrayNode(ObjectMapper mapper) {
    return createArrayNode(mapper, null);
  }

  public static ArrayNode createArrayNode(ObjectMapper mapper, @Nullable BudgetCarrier scope) {
    budget(scope).allocate(64);
    return mapper.createArrayNode();
  }

  public static ObjectNode createObjectNode(ObjectMapper mapper) {
    return createObjectNode(mapper, null);
  }

  public static ObjectNode createObjectNode(ObjectMapper mapper, @Nullable BudgetCarrier scope) {
    budget(scope).allocate(96);
    return mapper.createObjectNode();
  }

  public static StringBuilder append(StringBuilder buffer, @Nullable String text) {
    var budget = Budget.current();
    int length = text == null ? 4 : text.length();
    long total = (long) buffer.length() + length;
    if (total > budget.limits().textChars()) budget.allocateText(total);
    budget.allocate(3L * length);
    budget.burn(1 + (length >> 9));
    return buffer.append(text);
  }

  /// Only error messages are built of objects: a long value is cut.
  public static StringBuilder append(StringBuilder buffer, @Nullable Object value) {
    return buffer.append(value instanceof JsonNode json ? brief(json) : String.valueOf(value));
  }

  /// Numbers in plain digits.
  /// An index or a count: one that is too large stays too large.
  public static int intValue(JsonNode value) {
    if (!value.isNumber() || value.canConvertToInt()) return value.intValue();
    return value.decimalValue().signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  public static String toString(JsonNode value) {
    TreeWalk.text(value);
    String text = value.isNumber() ? ExactJson.plain(value) : ExactJson.text(value);
    Budget.current().allocateText(text.length());
    return text;
  }

  public static boolean equals(JsonNode one, @Nullable Object other) {
    if (one.isContainerNode() && other instanceof JsonNode json && one.size() == json.size())
      TreeWalk.result(one);
    return other instanceof JsonNode json && one.isContainerNode()
        ? one.equals(GuardedNumbers.BY_VALUE, json)
        : one.equals(other);
  }

  public static JsonNode readTree(ObjectMapper mapper, String json) throws JsonProcessingException {
    var budget = Budget.current();
    budget.allocateText(json.length());
    budget.allocate(24L * json.length()); // "[[],[],…" and "{},{},…" take about this much
    try {
      return json.isBlank() ? mapper.readTree(json) : ExactJson.read(json);
    } catch (JsonRefused e) {
      if (e.reason() == JsonRefused.Reason.MALFORMED)
        return mapper.readTree(json); // says so itself
      throw new JsonParseException(null, "the text " + e.getMessage());
    }
  }

  public static String writeValueAsString(ObjectMapper mapper, @Nullable Object value)
      throws JsonProcessingException {
    if (value instanceof JsonNode json) TreeWalk.text(json);
    String text =
        value instanceof JsonNode json ? ExactJson.text(json) : mapper.writeValueAsString(value);
    Budget.current().allocateText(text.length());
    return text;
  }

  public static Object treeToValue(ObjectMapper mapper, TreeNode value, Class<?> type)
      throws JsonProcessingException {
    TreeWalk.result((JsonNode) value);
    return mapper.treeToValue(value, type);
  }

  /// Functions are linear in their arguments: long texts are charged here, lists by `get`.
  public static JsonNode call(
      Function function, JsonNode input, JsonNode[] arguments, @Nullable BudgetCarrier scope) {
    long steps = 1;
    for (var argument : arguments)
      if (argument instanceof TextNode text) steps += text.textValue().length() >> 9;
    budget(scope).burn(steps);
    return function.call(input, arguments);
  }

  /// Of a text, as the function `number` takes it.
  public static @Nullable JsonNode parseNumber(String text) {
    return GuardedNumbers.parse(text);
  }

  /// Validates a literal at compile time; the library drops the result.
  public static @Nullable Pattern getRegexp(String regexp) {
    BoundedRegex.compile(regexp);
    return null;
  }

  public static String[] split(String text, String regexp) {
    return BoundedRegex.compile(regexp).split(text).toArray(String[]::new);
  }

  /// A value as error messages show it.
  static String brief(JsonNode value) {
    try {
      TreeWalk.text(value);
    } catch (LimitReached huge) {
      return "a huge value"; // the limit is met again at the next step
    }
    String text = ExactJson.text(value);
    return TextRules.cut(text, BRIEF);
  }
}
