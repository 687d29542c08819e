package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Masked data is followed through expressions: what may come from it is masked, the rest stays
/// readable.
class DataFlowTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CONTEXT =
      """
      {"order": {"id": 7, "card": "4111222233334444", "pin": 12, "who": {"kanary": "x"},
                 "lines": [{"sku": "a", "price": 99.5, "qty": 2}, {"sku": "b", "price": 99.5, "qty": 3}]},
       "other": {"n": 1}}
      """;

  private static final Mask MASK =
      Mask.of(
          List.of(
              JsonPointer.compile("/order/card"),
              JsonPointer.compile("/order/pin"),
              JsonPointer.compile("/order/who"),
              JsonPointer.compile("/order/lines/*/price")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".order.card",
        ".",
        ".order",
        "{\"a\": .order}",
        "[.order.card, .order.pin]",
        "uppercase(.order.card)",
        "lowercase(.order.card) + \"x\"",
        ".order.card[0 : 8]",
        ".order.card[-4 : ]",
        "\"card \" + .order.card",
        "\"\" + .order",
        "to-json(.order)",
        "to-json(.)",
        "string(.order.pin)",
        ".order.pin + 1000000",
        "split(.order.card, \"2\")",
        "join([for (.order.lines) .price], \",\")",
        "[for (.order.lines) string(.price)]",
        "[for (.order) .value]",
        "{for (.order) .key : .value}",
        "{for (.order.who) .key : 1}",
        "[for (.order.who) .key]",
        "{* : .}",
        "{\"x\": 1, * : .}",
        ".order | {* - id : string(.)}",
        "let c = .order.card uppercase($c)",
        "let o = .order $o.card",
        "def f(x) $x.card  f(.order)",
        "def f() .order.card  f()",
        "def f(n) if ($n > 0) f($n - 1) else .order.card  f(3)",
        "def f(x) {\"a\": $x, \"b\": f($x)}  if (false) f(1) else .order.card",
        "if (.order.pin == 12) .order.card else \"\"",
        "{\"deep\": {\"deeper\": [1, {\"deepest\": .order.card}]}}",
        "[1, 2] + [.order.card]",
        "{\"a\": 1} + {\"b\": .order.card}",
        "\"text\" + {\"b\": .order.card}",
        ".order.lines[0]",
        ".order.lines[-1].price",
        ".order.lines[0 : 1]",
        "flatten([[.order.card]])",
        "zip([.order.card], [1])",
        "fallback(.missing, .order.card)",
        "sha256-hex(.order.card)",
        "capture(.order.card, \"(?<start>.{8})\")",
        "replace(.order.card, \"1\", \"_\")",
        "get-key(.order, \"card\")",
        "{.order.card : 1}",
        "let key = .order.card {$key : 1}",
        "import \"http://jslt.schibsted.com/2018/experimental\" as exp exp:group-by(.order.lines, .sku, .price)",
        "import \"http://jslt.schibsted.com/2018/experimental\" as exp exp:group-by(.order.lines, .price, .sku)",
      })
  void nothingMaskedIsLeft(String source) {
    var shown = shown(source);

    assertThat(shown)
        .doesNotContain("4111", "2222", "3333", "4444", "kanary", "99.5", "1000012", "b29b5d")
        .doesNotContainPattern("\\b12\\b")
        .contains("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\": .order.id, \"card\": .order.card}|{\"id\":7,\"card\":\"***\"}",
        "{\"order\": .order}|{\"order\":{\"id\":7,\"card\":\"***\",\"pin\":\"***\",\"who\":\"***\","
            + "\"lines\":[{\"sku\":\"a\",\"price\":\"***\",\"qty\":2},{\"sku\":\"b\",\"price\":\"***\",\"qty\":3}]}}",
        "[for (.order.lines) .sku]|[\"a\",\"b\"]",
        "sum([for (.order.lines) .qty])|5",
        "size(.order.lines)|2",
        "let o = .order {\"a\": $o.id, \"b\": $o.card}|{\"a\":7,\"b\":\"***\"}",
        "def f(x) {\"id\": $x.id, \"c\": $x.card}  f(.order)|{\"id\":7,\"c\":\"***\"}",
        "{\"b\": .order.card} + {\"a\": .order.id}|{\"b\":\"***\",\"a\":7}",
        "{\"ok\": .other.n, * : .}|{\"order\":{\"id\":7,\"card\":\"***\",\"pin\":\"***\",\"who\":\"***\","
            + "\"lines\":[{\"sku\":\"a\",\"price\":\"***\",\"qty\":2},{\"sku\":\"b\",\"price\":\"***\",\"qty\":3}]},"
            + "\"other\":{\"n\":1},\"ok\":1}",
        ".other.n + 1|2",
        "if (.order) \"yes\" else \"no\"|\"yes\"",
      })
  void whatComesFromElsewhereStaysReadable(String source, String expected)
      throws JsonProcessingException {
    assertThat(JSON.readTree(shown(source))).isEqualTo(JSON.readTree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number(.order.card)|true",
        "let c = number(.order.card) {\"a\": 1}|true",
        "{\"a\": number(.other.n)}|false",
        "{\"a\": .order}|false",
        "if (test(.order.card, \"4\")) 1 else 2|true",
        "error(\"card \" + .order.card)|true",
      })
  void anErrorTellsOfWhatWasRead(String source, boolean reads) {
    assertThat(Mapping.compile(source).derive(MASK).reads()).isEqualTo(reads);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/pay/${.order.card}/x|/pay/***/x",
        "Ship ${.order.id} to ${uppercase(.order.card)}!|Ship 7 to ***!",
        "${.order.card} of ${.order.id}|*** of 7",
        "${.order.id}${.order.card}${.order.id}|***",
        "a ${.order.id} b ${.order.pin} ${.order.id} ${.order.pin} c ${.other.n}.|a 7 b *** *** *** c 1.",
        "Ship ${.order.id}|Ship 7",
        "${.order.pin}|***",
      })
  void textsShowTheirLiterals(String text, String expected) throws JsonProcessingException {
    var template = Template.compile(TextNode.valueOf(text));

    assertThat(template.derive(MASK).value().show(template.render(context())).asText())
        .isEqualTo(expected);
  }

  @Test
  void aLiteralInTheDataShowsLessNeverMore() throws JsonProcessingException {
    var template = Template.compile(TextNode.valueOf("from ${.a} to ${.b} to ${.c} end"));
    var mask = template.derive(Mask.field("b", Mask.WHOLE)).value();
    var data = JSON.readTree("{\"a\": \"x to y\", \"b\": \"1 to 2\", \"c\": \"p to q\"}");

    assertThat(mask.show(template.render(data)).asText())
        .isEqualTo("from x to *** to q end")
        .doesNotContain("1", "2");
  }

  private static String shown(String source) {
    try {
      var mapping = Mapping.compile(source);
      return mapping.derive(MASK).value().show(mapping.apply(context())).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode context() throws JsonProcessingException {
    return JSON.readTree(CONTEXT);
  }
}
