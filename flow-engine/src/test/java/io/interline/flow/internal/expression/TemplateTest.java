package io.interline.flow.internal.expression;

import static io.interline.flow.internal.expression.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.internal.expression.MappingException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
