package io.interline.flow.internal.expression;

import static io.interline.flow.internal.expression.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.spi.Field.Place;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final JsonNode CONTEXT =
      json("{'order': {'id': 7, 'name': 'Ada', 'tags': ['a', 'b'], 'none': null, 'paid': true}}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain text | 'plain text'",
        "${.order.id} | 7",
        "${.order} | {'id': 7, 'name': 'Ada', 'tags': ['a', 'b'], 'none': null, 'paid': true}",
        "${.order.none} | null",
        "/orders/${.order.id} | '/orders/7'",
        "${.order.id}${.order.id} | '77'",
        "Dear ${.order.name}! | 'Dear Ada!'",
        "[${.order.none}] | '[]'",
        "paid: ${.order.paid} | 'paid: true'",
        "$${.order.id} | '${.order.id}'",
        "a $${b} ${.order.id} | 'a ${b} 7'",
        "costs $5 {net} | 'costs $5 {net}'",
        "${\"$\"}${.order.id} | '$7'",
        "${ {\"a\": {\"b\": .order.id}} } | {'a': {'b': 7}}",
        "${\"}\"} | '}'",
        "${\"\\\"}{\" + .order.name} | '\\\"}{Ada'",
        "x${\"{\"}y | 'x{y'",
      })
  void rendersText(String template, String expected) {
    var rendered = Template.compile(TextNode.valueOf(template)).render(CONTEXT);

    assertThat(rendered).isEqualTo(json(expected));
  }

  @Test
  void takesOtherValuesAsJsonInMixedText() {
    var template = Template.compile(TextNode.valueOf("tags=${.order.tags}"));

    assertThat(template.render(CONTEXT).textValue()).isEqualTo("tags=[\"a\",\"b\"]");
  }

  /// Each value is one segment of a path, or one value of its query.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A/B | A%2FB",
        "x?all=true | x%3Fall%3Dtrue",
        "50% | 50%25",
        "a#b | a%23b",
        "..;/ | ..%3B%2F",
        "..%2f | ..%252f",
        "..%5c | ..%255c",
        "%2e%2e | %252e%252e",
        "a\\b | a%5Cb",
        "a&b=c+d e | a%26b%3Dc%2Bd%20e",
        "Zoë € 𝄞 | Zo%C3%AB%20%E2%82%AC%20%F0%9D%84%9E",
        "-._~9aZ | -._~9aZ",
        "@:!$'() | %40%3A%21%24%27%28%29",
        "... | ...",
      })
  void valueInAPathIsOneSegment(String value, String encoded) {
    assertThat(path("/orders/${.v}/lines?q=${.v}&r=1", value))
        .isEqualTo("/orders/" + encoded + "/lines?q=" + encoded + "&r=1");
    assertThat(path("/orders/no-${.v}.json", value)).isEqualTo("/orders/no-" + encoded + ".json");
    assertThat(path("/orders/${url-encode(.v)}/x", value)).isEqualTo("/orders/" + encoded + "/x");
    assertThat(path("/orders/${ raw( .v ) }/x", value)).isEqualTo("/orders/" + value + "/x");
    assertThat(path("/orders/${\"x\" + raw(.v)}/x", value)).isEqualTo("/orders/x" + encoded + "/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/${.none}",
        "/orders/${.none}/lines",
        "/orders/a${.none}",
        "/orders/${.empty}",
        "/orders/${.empty}/lines",
        "/orders/${.empty}?x=1",
        "${.empty}/x",
        "/orders/${.empty}${.empty}",
        "/orders/${url-encode(.none)}",
        "/orders/${.dot}/x",
        "/orders/${.dots}",
        "/orders/.${.dot}/x",
        "/orders/${.dot}${.dot}?x",
        "/orders/${url-encode(.dots)}/x",
        "/orders/${.list}",
        "/orders/${.object}/x",
      })
  void segmentThatIsNoneFails(String template) {
    var context =
        json(
            "{'none': null, 'empty': '', 'dot': '.', 'dots': '..', 'list': [1], 'object': {'a': 1}}");
    var compiled = Template.compile(TextNode.valueOf(template), Map.of("", Place.PATH));

    var e = catchThrowableOfType(MappingException.class, () -> compiled.render(context));

    assertThat(e).as(template).hasMessageContaining("no segment of a path");
    assertThat(e.kind()).isEqualTo(Kind.RUNTIME);
    assertThat(e.line()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/orders?id=${.none}&x=${.empty} | /orders?id=&x=",
        "/orders${raw(.none)}/x | /orders/x",
        "/orders/${raw(.empty)} | /orders/",
        "/a${.empty}b/${.number} | /ab/7",
        "${raw(.base)}/x/${.slash} | https://api.test/v1/x/a%2Fb",
        "/orders//x/${.number} | /orders//x/7",
        "/a/../${.number} | /a/../7",
        "/q?list=${.list} | /q?list=%5B1%2C2%5D",
        "/$${x}/${.slash} | /${x}/a%2Fb",
        "${.base} | https://api.test/v1",
        "/fixed/a%20b | /fixed/a%20b",
      })
  void whatStandsInThePathIsStructure(String template, String expected) {
    var context =
        json(
            "{'none': null, 'empty': '', 'number': 7, 'slash': 'a/b', 'list': [1,2],"
                + " 'base': 'https://api.test/v1'}");
    var compiled = Template.compile(TextNode.valueOf(template), Map.of("", Place.PATH));

    assertThat(compiled.render(context).textValue()).isEqualTo(expected);
  }

  @Test
  void valueInAFormIsOneField() {
    var template =
        Template.compile(
            json("{'body': 'a=${.v}&b=${.none}&c=${raw(.more)}', 'other': 'a=${.v}'}"),
            Map.of("body", Place.FORM));

    var rendered = template.render(json("{'v': '1&x=/ü', 'none': null, 'more': '1&d=2'}"));

    assertThat(rendered)
        .isEqualTo(json("{'body': 'a=1%26x%3D%2F%C3%BC&b=&c=1&d=2', 'other': 'a=1&x=/ü'}"));
  }

  @Test
  void functionsOfAddressesAreThereForAllMappings() {
    assertThat(
            Mapping.compile("[url-encode(\"a/b ü\"), url-encode(7), url-encode(null), raw(.)]")
                .apply(json("1")))
        .isEqualTo(json("['a%2Fb%20%C3%BC', '7', null, 1]"));
    assertThat(
            Mapping.compile("def raw(x) $x + 1 def url-encode(x) 5 [raw(1), url-encode(2)]")
                .apply(json("1")))
        .as("functions that a mapping defines itself")
        .hasToString("[2,5]");
    var wrong =
        catchThrowableOfType(
            MappingException.class, () -> Mapping.compile("url-encode(.)").apply(json("{}")));
    assertThat(wrong).hasMessageContaining("url-encode() takes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${.v} | WHOLE_FROM_DATA",
        "${\"/orders/\" + .v} | WHOLE_FROM_DATA",
        "${.v}/orders | BEGINS_WITH_DATA",
        "/o/${replace(.v, \"/\", \"%2F\")} | ENCODED_TWICE",
        "/o/${url-encode(replace(.v, \"/\", \"%2F\"))} | ",
        "${raw(.v)} | ",
        "${raw(.v)}/orders/${.w} | ",
        "${raw(.v) + raw(.w)} | WHOLE_FROM_DATA",
        "/orders/${.v} | ",
        "/orders | ",
        "/orders/${ | ",
      })
  void doubtsAboutPathsAreSaid(String path, String doubt) {
    assertThat(PathTemplate.doubt(path).map(Enum::name).orElse(null)).isEqualTo(doubt);
  }

  private static String path(String template, String value) {
    var context = JsonNodeFactory.instance.objectNode();
    context.put("v", value);
    return Template.compile(TextNode.valueOf(template), Map.of("", Place.PATH))
        .render(context)
        .textValue();
  }

  @Test
  void endsAnExpressionBehindABraceInAComment() {
    var template = Template.compile(TextNode.valueOf("${.order.id // not } here\n}!"));

    assertThat(template.render(CONTEXT).textValue()).isEqualTo("7!");
  }

  @Test
  void rendersTreesAndSharesWhatIsConstant() {
    var source =
        json("{'head': {'a': [1, 2.50, 'x']}, 'body': [{'id': '${.order.id}'}, true, null]}");
    var template = Template.compile(source);

    var first = template.render(CONTEXT);
    var second = template.render(json("{'order': {'id': 8}}"));

    assertThat(template.isConstant()).isFalse();
    assertThat(first)
        .isEqualTo(json("{'head': {'a': [1, 2.50, 'x']}, 'body': [{'id': 7}, true, null]}"));
    assertThat(second.at("/body/0/id").intValue()).isEqualTo(8);
    assertThat(second.get("head")).isSameAs(first.get("head"));
  }

  @Test
  void knowsWhenNothingChanges() {
    var template = Template.compile(json("{'a': 'text', 'b': ['$${x}']}"));

    assertThat(template.isConstant()).isTrue();
    assertThat(template.render(CONTEXT)).isEqualTo(json("{'a': 'text', 'b': ['${x}']}"));
  }

  @Test
  void saysWhereTheSyntaxIsWrong() {
    var template = json("{'with': {'a/b': ['ok', 'first\\nand ${.order + }']}}");

    var e = catchThrowableOfType(MappingException.class, () -> Template.compile(template));

    assertThat(e.kind()).isEqualTo(Kind.SYNTAX);
    assertThat(e.isLimit()).isFalse();
    assertThat(e.pointer()).isEqualTo("/with/a~1b/1");
    assertThat(e.line()).isEqualTo(2);
    assertThat(e.column()).isBetween(7, 18);
  }

  @Test
  void saysWhereAnExpressionFails() {
    var template = Template.compile(json("['${.order.id}', 'a ${number(.order.name)}']"));

    var e = catchThrowableOfType(MappingException.class, () -> template.render(CONTEXT));

    assertThat(e.kind()).isEqualTo(Kind.RUNTIME);
    assertThat(e.pointer()).isEqualTo("/1");
    assertThat(e.line()).isEqualTo(1);
    assertThat(e.column()).isGreaterThanOrEqualTo(5);
    assertThat(e).hasMessageContaining("Ada").hasMessageContaining("line 1");
  }

  @ParameterizedTest
  @CsvSource({"a ${.order, 3", "${, 1", "${\"}, 1", "${}, 3", "a${ }b, 4", "${{}, 1"})
  void refusesBrokenMarkup(String text, int column) {
    var e =
        catchThrowableOfType(
            MappingException.class, () -> Template.compile(TextNode.valueOf(text)));

    assertThat(e.kind()).isEqualTo(Kind.SYNTAX);
    assertThat(e.line()).isEqualTo(1);
    assertThat(e.column()).isEqualTo(column);
  }

  @Test
  void holdsOneBudgetForAllExpressions() {
    var template = json("[]").deepCopy();
    var elements = (com.fasterxml.jackson.databind.node.ArrayNode) template;
    for (int i = 0; i < 30; i++) elements.add("${let t = .text $t + $t}");
    var compiled = Template.compile(elements);
    var context = json("{'text': '" + "a".repeat(500_000) + "'}");

    var e = catchThrowableOfType(MappingException.class, () -> compiled.render(context));

    assertThat(e.kind()).isEqualTo(Kind.SIZE);
    assertThat(e.isLimit()).isTrue();
  }
}
