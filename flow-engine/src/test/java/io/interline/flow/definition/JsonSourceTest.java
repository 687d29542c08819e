package io.interline.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.flow.definition.JsonSource.Malformed;
import io.interline.flow.definition.JsonSource.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSourceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "${.n}"}                    ~ {"name":"${.n}"}
          {"n": ${.total}, "l": [${.a}, 2]}    ~ {"n":"${.total}","l":["${.a}",2]}
          {"n": ${ {"b": .c} }}                ~ {"n":"${ {\\"b\\": .c} }"}
          {"a": "${.b + \\"c\\"}"}             ~ {"a":"${.b + \\"c\\"}"}
          {"a": "${.b + "c"}"}                 ~ {"a":"${.b + \\"c\\"}"}
          {"a": "x ${if (.b == "}") "1" else "2"} y"} ~ {"a":"x ${if (.b == \\"}\\") \\"1\\" else \\"2\\"} y"}
          {"a": "$${x}", "b": "{\\u0041}\\t"}  ~ {"a":"$${x}","b":"{A}\\t"}
          [1.50, -2e3, true, null, "", {}, []] ~ [1.50,-2e3,true,null,"",{},[]]
          """)
  void readsJsonAndTheExpressionsInIt(String text, String json) throws Malformed {
    assertThat(JsonSource.read(text).json()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}        ~ 1:8 ~ No comma may stand before '}'.
          [1, 2,]          ~ 1:6 ~ No comma may stand before ']'.
          {'a': 1}         ~ 1:2 ~ Names stand in double quotes, ", in JSON.
          {a: 1}           ~ 1:2 ~ Names stand in double quotes, ", in JSON.
          {"a": 'b'}       ~ 1:7 ~ Texts stand in double quotes, ", in JSON.
          {"a" 1}          ~ 1:6 ~ A ':' is missing between the name and its value.
          {"a": 1 "b": 2}  ~ 1:9 ~ A comma or '}' is missing here.
          {"a": }          ~ 1:7 ~ A value is missing before '}'.
          {"a": tru}       ~ 1:7 ~ 'tru' is no JSON value. A text stands in double quotes.
          {"a": 01}        ~ 1:8 ~ A comma or '}' is missing here.
          {"a": "b         ~ 1:7 ~ This text has no closing ".
          {"a": [1, 2}     ~ 1:12 ~ A comma or ']' is missing here.
          {"a": 1          ~ 1:1 ~ This '{' has no '}'.
          {"a": ${.b       ~ 1:7 ~ This ${ has no }.
          {"a": 1} b       ~ 1:10 ~ Nothing may follow the end of the JSON.
          {"a": 1, "a": 2} ~ 1:10 ~ The name 'a' stands twice.
          {"a": "\\q"}     ~ 1:8 ~ '\\q' means nothing; a backslash is written \\\\.
          """)
  void saysWhatIsWrongAndWhere(String text, String place, String words) {
    assertThatThrownBy(() -> JsonSource.read(text))
        .isInstanceOfSatisfying(
            Malformed.class,
            wrong -> {
              assertThat(wrong.getMessage()).isEqualTo(words);
              assertThat(wrong.place().line() + ":" + wrong.place().column()).isEqualTo(place);
            });
  }

  @Test
  void countsLines() {
    assertThat(JsonSource.fault("{\n  \"a\": 1,\n  b: 2\n}").orElseThrow().place())
        .isEqualTo(new Place(3, 3));
  }

  @Test
  void findsThePlaceOfAnExpressionBehindEscapes() throws Malformed {
    var source = JsonSource.read("{\n  \"a\": \"\\\"x\\\" ${.b + \\\"c\\\" +}\" }");

    // In the text `"x" ${.b + "c" +}` the closing brace is the 17th character.
    assertThat(source.place("/a", new Place(1, 17))).isEqualTo(new Place(2, 29));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ${.a}           ~ true
          ${ "}" }        ~ true
          ${.a} ${.b}     ~ false
          x${.a}          ~ false
          $${.a}          ~ false
          ${.a            ~ false
          """)
  void knowsATextThatIsOneExpression(String text, boolean expected) {
    assertThat(JsonSource.isExpression(text)).isEqualTo(expected);
  }
}
