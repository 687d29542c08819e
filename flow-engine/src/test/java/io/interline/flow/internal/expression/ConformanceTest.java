package io.interline.flow.internal.expression;

import static io.interline.flow.internal.expression.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each construct and each function of JSLT gives the same value, or the same mistake, in the
/// library as it is and as it is woven.
class ConformanceTest {

  private static final JsonNode INPUT =
      json(
          """
          {'id': 48213, 'price': 19.99, 'big': 9007199254740993, 'text': ' Ada Lovelace ', 'empty': '',
           'mail': 'Ada.Lovelace@Example.org', 'when': 1700000000, 'date': '2023-11-14T22:13:20Z', 'yes': true, 'no': false, 'nil': null,
           'list': [3, 1, 2], 'mixed': [1, 'a', null, [2, [3]], {'b': 4}],
           'object': {'a': 1, 'b': {'c': 2}, 'x': null}, 'json': '[1, {}]',
           'url': 'https://example.org:8080/p/q?a=1&b=2&b=3#f',
           'lines': [{'sku': 'AB', 'qty': 2, 'price': 1.5}, {'sku': 'CD', 'qty': 0, 'price': 7}]}
          """);

  private static final Pattern NUMBER = Pattern.compile("[0-9]+[.][0-9]+([eE][+-]?[0-9]+)?");

  static Stream<String> sources() throws IOException {
    try (var cases = ConformanceTest.class.getResourceAsStream("conformance.txt")) {
      var text = new String(cases.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isTheSameAsTheLibrary(String source) {
    assertThat(byValue(woven(source))).isEqualTo(byValue(plain(source)));
  }

  /// Numbers by their value: the woven library keeps digits that the library loses.
  private static String byValue(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(match -> new BigDecimal(match.group()).stripTrailingZeros().toPlainString());
  }

  /// What the library says of a wrong source is said in other words.
  private static final String REFUSED = "refused";

  private static String plain(String source) {
    Expression compiled;
    try {
      compiled = Parser.compileString(source);
    } catch (JsltException e) {
      return REFUSED;
    }
    try {
      return compiled.apply(INPUT).toString();
    } catch (JsltException e) {
      return "failed: " + e.getMessageWithoutLocation();
    }
  }

  private static String woven(String source) {
    try {
      return Mapping.compile(source).apply(INPUT).toString();
    } catch (MappingException e) {
      assertThat(e.isLimit()).isFalse();
      return e.kind() == Kind.SYNTAX ? REFUSED : "failed: " + e.reason();
    }
  }
}
