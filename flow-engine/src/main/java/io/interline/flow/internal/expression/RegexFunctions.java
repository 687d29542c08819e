package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.RegexpFunction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// `test`, `capture`, `split` and `replace` of one mapping, over [BoundedRegex], with a cache of
/// their own instead of the library's static one.
final class RegexFunctions {

  /// Steps of the programs that one mapping keeps.
  private static final int MAX_CACHED_STEPS = 6_000;

  private final Map<String, BoundedRegex> cache = new ConcurrentHashMap<>();
  private final AtomicInteger cachedSteps = new AtomicInteger();

  /// In place of the built-in functions of these names.
  List<Function> all() {
    return List.of(
        new RegexFunction("test", 2, BooleanNode.FALSE, RegexFunctions::test),
        new RegexFunction("capture", 2, NullNode.instance, RegexFunctions::capture),
        new RegexFunction("split", 2, NullNode.instance, RegexFunctions::split),
        new RegexFunction("replace", 3, NullNode.instance, RegexFunctions::replace));
  }

  private BoundedRegex regex(String regexp) {
    var known = cache.get(regexp);
    if (known != null) return known;
    var compiled = BoundedRegex.compile(regexp);
    if (cachedSteps.addAndGet(20 + compiled.program()) <= MAX_CACHED_STEPS)
      cache.put(regexp, compiled);
    return compiled;
  }

  private static JsonNode test(String text, BoundedRegex regex, JsonNode[] arguments) {
    return BooleanNode.valueOf(regex.find(text));
  }

  private static JsonNode capture(String text, BoundedRegex regex, JsonNode[] arguments) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    var matcher = regex.matches(text);
    if (matcher.find())
      for (var group : regex.groupNames())
        GuardedCalls.set(result, group, textOrNull(matcher.group(group)));
    return result;
  }

  private static JsonNode split(String text, BoundedRegex regex, JsonNode[] arguments) {
    Budget.current().allocate(64);
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (var piece : regex.split(text)) result.add(piece);
    return result;
  }

  private static JsonNode replace(String text, BoundedRegex regex, JsonNode[] arguments) {
    String replacement = asText(arguments[2]);
    var matcher = regex.matches(text);
    var buffer = new StringBuilder();
    int position = 0;
    while (matcher.find()) {
      if (matcher.start() == matcher.end())
        throw new JsltException(
            "Regexp "
                + asText(arguments[1])
                + " in replace() matched empty string in '"
                + GuardedCalls.brief(arguments[0])
                + "'");
      GuardedCalls.append(buffer, text.substring(position, matcher.start()));
      GuardedCalls.append(buffer, replacement);
      position = matcher.end();
    }
    if (position == 0 && arguments[0].isTextual()) return arguments[0];
    GuardedCalls.append(buffer, text.substring(position));
    return new TextNode(GuardedArguments.text(buffer.toString()));
  }

  private static JsonNode textOrNull(@Nullable String text) {
    return text == null ? NullNode.instance : new TextNode(GuardedArguments.text(text));
  }

  private static String asText(JsonNode value) {
    return value.isTextual() ? value.textValue() : GuardedCalls.toString(value);
  }

  /// What a function does once its arguments are a text and a regular expression.
  @FunctionalInterface
  private interface Body {
    JsonNode call(String text, BoundedRegex regex, JsonNode[] arguments);
  }

  /// A function whose second argument is a regular expression, which the compiler checks early when
  /// it is a literal.
  private final class RegexFunction implements Function, RegexpFunction {
    private final String name;
    private final int arity;
    private final JsonNode ifNull;
    private final Body body;

    RegexFunction(String name, int arity, JsonNode ifNull, Body body) {
      this.name = name;
      this.arity = arity;
      this.ifNull = ifNull;
      this.body = body;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public int getMinArguments() {
      return arity;
    }

    @Override
    public int getMaxArguments() {
      return arity;
    }

    @Override
    public int regexpArgumentNumber() {
      return 1;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
      if (arguments[0].isNull()) return ifNull;
      if (arguments[1].isNull()) throw new JsltException(name + "() can't use null as a regexp");
      return body.call(asText(arguments[0]), regex(asText(arguments[1])), arguments);
    }
  }
}
