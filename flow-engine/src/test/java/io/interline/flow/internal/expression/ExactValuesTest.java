package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.json.ExactJson;
import io.interline.connector.json.JsonRefused;
import io.interline.tenant.TextRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What expressions do to numbers and texts: nothing is lost, nothing is made that cannot be kept.
class ExactValuesTest {

  @ParameterizedTest
  @CsvSource({
    "12345678.90, Total: 12345678.90 EUR",
    "5.0E-4, Total: 0.00050 EUR",
    "0.0005, Total: 0.0005 EUR",
    "1e3, Total: 1000 EUR",
    "12345678901234567.89, Total: 12345678901234567.89 EUR"
  })
  void textsShowNumbersInPlainDigits(String number, String text) throws JsonRefused {
    var context = ExactJson.read("{\"m\":{\"total\":" + number + "}}");

    assertThat(render("Total: ${.m.total} EUR", context)).isEqualTo(text);
    assertThat(render("${\"Total: \" + .m.total + \" EUR\"}", context)).isEqualTo(text);
    assertThat(render("${\"Total: \" + string(.m.total) + \" EUR\"}", context)).isEqualTo(text);
    assertThat(render("${join([\"Total: \", .m.total, \" EUR\"], \"\")}", context)).isEqualTo(text);
  }

  @Test
  void computedNumbersShowPlainDigitsToo() throws JsonRefused {
    var context = ExactJson.read("{\"m\":{\"total\":12345678.9,\"small\":0.0005}}");

    assertThat(render("${.m.total * 1} ${.m.small * 1}", context)).isEqualTo("12345678.9 0.0005");
  }

  @Test
  void numbersPassThroughAndLiteralsKeepEveryDigit() throws JsonRefused {
    var context = ExactJson.read("{\"m\":{\"p\":19.90,\"b\":1e400,\"t\":\"19.90\"}}");
    var source =
        "{\"p\":.m.p,\"b\":.m.b,\"l\":12345678901234567.89,\"n\":number(.m.t),\"j\":from-json(\"1.10\")}";

    assertThat(ExactJson.text(Mapping.compile(source).apply(context)))
        .isEqualTo("{\"p\":19.90,\"b\":1E+400,\"l\":12345678901234567.89,\"n\":19.90,\"j\":1.10}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0e400000000",
        "number(\"1e400000000\")",
        "number(\"1e99999999999\")",
        "from-json(\"1e400000000\")",
        "1 / 0.0"
      })
  void numbersThatCannotBeKeptAreATypedError(String source) throws JsonRefused {
    var context = ExactJson.read("{}");

    assertThatThrownBy(() -> Mapping.compile(source).apply(context))
        .isInstanceOf(MappingException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".t[0 : 10]",
        "{\"a\":[.t[0 : 10]]}",
        "{.t[0 : 10]: 1}",
        "\"a\\u0000\"",
        "{\"\\u0000\": 1}"
      })
  void textsThatCannotBeKeptAreATypedError(String source) throws JsonRefused {
    var context = ExactJson.read("{\"t\":\"123456789\uD83D\uDE00\"}");

    assertThatThrownBy(() -> Mapping.compile(source).apply(context))
        .isInstanceOfSatisfying(
            MappingException.class,
            e -> assertThat(TextRules.isSound(String.valueOf(e.getMessage()))).isTrue());
    assertThatThrownBy(() -> render("x ${.t[0 : 10]}", context))
        .isInstanceOf(MappingException.class);
  }

  @Test
  void halvesThatBecomeWholeAgainAreFine() throws JsonRefused {
    var context = ExactJson.read("{\"t\":\"123456789\uD83D\uDE00\"}");

    assertThat(Mapping.compile(".t[0 : 10] + .t[10 : 11]").apply(context).asText())
        .isEqualTo("123456789\uD83D\uDE00");
  }

  private static String render(String template, JsonNode context) {
    return Template.compile(TextNode.valueOf(template)).render(context).asText();
  }
}
