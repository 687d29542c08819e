package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxFaultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": }                 ~ 1:7 ~ something is missing between ':' and '}'
          {"a": .a                ~ 1:1 ~ this '{' has no '}'
          [1,2                    ~ 1:1 ~ this '[' has no ']'
          (1+2                    ~ 1:1 ~ this '(' has no ')'
          "abc                    ~ 1:1 ~ this text has no closing "
          {"a": "b}               ~ 1:7 ~ this text has no closing "
          'abc'                   ~ 1:1 ~ texts stand in double quotes: write "…" in place of '…'
          .a = 1                  ~ 1:4 ~ write '==' to compare, or 'let name = …' to define
          .a ==                   ~ 1:6 ~ something is missing after '=='
          .a && .b                ~ 1:4 ~ write 'and' in place of '&&'
          .a || .b                ~ 1:5 ~ write 'or' in place of '||'
          .a ? 1 : 2              ~ 1:4 ~ write if (…) … else … in place of '… ? … : …'
          {a: 1}                  ~ 1:2 ~ keys stand in double quotes: write "a":
          a.b                     ~ 1:1 ~ 'a' is no value: write .a for the field, "a" for the text
          order                   ~ 1:1 ~ 'order' is no value: write .order for the field, "order" for the text
          {"a": 1 "b": 2}         ~ 1:9 ~ a comma is missing before '"b"'
          {"a" 1}                 ~ 1:6 ~ a ':' is missing before '1'
          {"a": 1}}               ~ 1:9 ~ this '}' closes nothing that is open
          1 2                     ~ 1:3 ~ '2' cannot follow here; an operator or a comma is missing before it
          1 +                     ~ 1:4 ~ something is missing after '+'
          if (.a) 1 else          ~ 1:15 ~ something is missing after 'else'
          for (.a) .b             ~ 1:1 ~ 'for' stands in [ ] or { }: write [for (list) …]
          .a..b                   ~ 1:4 ~ two dots in a row; write one
          .a.                     ~ 1:4 ~ something is missing after '.'
          @                       ~ 1:1 ~ '@' means nothing here
          /* c */ 1               ~ 1:1 ~ comments begin with //
          uper(.a)                ~ 1:1 ~ there is no function 'uper'
          uppercse(.a)            ~ 1:1 ~ there is no function 'uppercse'; did you mean 'uppercase'?
          size()                  ~ 1:1 ~ 'size' takes 1 argument, not 0
          let x = 1               ~ 1:10 ~ a value is missing at the end
          """)
  void saysInOneSentenceWhatIsWrongAndWhere(String source, String place, String words) {
    var fault = fault(source);

    assertThat(fault.reason()).isEqualTo(words);
    assertThat(fault.line() + ":" + fault.column()).isEqualTo(place);
  }

  @Test
  void countsLinesAndTabsAsTheAuthorDoes() {
    var fault = fault("// first\n{\n\t\"a\": .b,\n\t\"c\": .d +* 2\n}");

    assertThat(fault.line()).isEqualTo(4);
    assertThat(fault.column()).isEqualTo(11);
    assertThat(fault.reason()).isEqualTo("something is missing between '+' and '*'");
  }

  @Test
  void isEmptyWhereNothingStands() {
    assertThat(fault("  \n ").reason()).isEqualTo("the expression is empty");
  }

  @Test
  void namesThePlaceInTheTextAroundTheExpression() {
    var fault =
        catchThrowableOfType(
            MappingException.class,
            () -> Template.compile(TextNode.valueOf("Dear\n${.a} and ${.b +}")));

    assertThat(fault.reason()).isEqualTo("something is missing after '+'");
    assertThat(fault.line() + ":" + fault.column()).isEqualTo("2:17");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          99999999999999999999999999
          test("a", "(")
          {"a": 1, "a": 2}
          "\\q"
          import "x" as y 1
          * + 1
          [for .a .b]
          def f( 1
          """)
  void speaksOfNoClassesAndNoTokens(String source) {
    assertThat(fault(source).reason().toLowerCase(Locale.ROOT))
        .doesNotContain("exception", "encountered", "expecting", "<", "parse error", "lexical")
        .doesNotContain("\n");
  }

  private static MappingException fault(String source) {
    return catchThrowableOfType(MappingException.class, () -> Mapping.compile(source));
  }
}
