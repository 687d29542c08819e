package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `url-encode` and `raw`.
final class UrlFunctions {

  private static final List<Function> ALL = List.of(new UrlEncode(), new Raw());

  private UrlFunctions() {}

  static List<Function> all() {
    return ALL;
  }

  /// A text with everything escaped but letters, digits and `-._~` (RFC 3986, 2.3), so that it is
  /// one segment of a path, or one value of a query.
  private static final class UrlEncode extends OneArgument {

    UrlEncode() {
      super("url-encode");
    }

    @Override
    public @Nullable JsonNode call(JsonNode input, JsonNode[] arguments) {
      var value = arguments[0];
      if (value.isNull()) return value;
      if (value.isContainerNode())
        throw new JsltException("url-encode() takes a text, number or boolean");
      String text = value.isTextual() ? value.textValue() : GuardedCalls.toString(value);
      return new TextNode(GuardedArguments.text(UrlText.encoded(text)));
    }
  }

  /// The value itself. Around the whole expression of a path it says that the value is part of the
  /// path's structure, and is not to be encoded.
  private static final class Raw extends OneArgument {

    Raw() {
      super("raw");
    }

    @Override
    public @Nullable JsonNode call(JsonNode input, JsonNode[] arguments) {
      return arguments[0];
    }
  }

  private abstract static class OneArgument implements Function {

    private final String name;

    OneArgument(String name) {
      this.name = name;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public int getMinArguments() {
      return 1;
    }

    @Override
    public int getMaxArguments() {
      return 1;
    }
  }
}
