package io.interline.flow.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.flow.internal.check.ContextReferences.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextReferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          .                                             ~ ``
          .a                                            ~ a
          .a.b[0].c                                     ~ a
          .a .b                                         ~ a
          . a                                           ~ a
          ."a".b                                        ~ a
          .a-1                                          ~ a-1
          import "http://jslt.schibsted.com/2018/experimental" as exp exp:group-by(.m.lines, .sku, .qty) ~ m
          import "x" as e {"a": e:group-by(.a, {"k": .k}, .v), "b": .b} ~ a b
          .a - 1                                        ~ a
          .a + .b                                       ~ a b
          "x .y" + .b // .c                             ~ b
          1.5 + .b                                      ~ b
          size(.a).b                                    ~ a
          if (.a) .b else .c                            ~ a b c
          if (.a.b > 1) [.c.d] else {"k": .e}           ~ a c e
          $x.a + .b                                     ~ b
          let x = .a $x.b                               ~ a
          let x = [1] .a                                ~ a
          let x = "s" .a                                ~ a
          .a[.b].c                                      ~ a b
          .a[1 : .b]                                    ~ a b
          [for (.a.lines) .qty * .price] + .b           ~ a b
          [for (.a) if (.x) .y else .z]                 ~ a
          sum([for (.a) .qty], .b)                      ~ a b
          {for (.a) .k : .v, }                          ~ a
          {"k": .a, * - x, y : .z}                      ~ a
          {"k": {* : .z}, "l": .b}                      ~ b
          .a | .b                                       ~ a
          (.a | .b) + .c                                ~ a c
          [.a | .b, .c]                                 ~ a c
          {"k": .a | .b, "l": .c}                       ~ a c
          .a == null and not(.b)                        ~ a b
          """)
  void findsWhatBeginsAnAccessor(String source, String names) {
    assertThat(ContextReferences.ofMapping(source))
        .extracting(Reference::name)
        .containsExactlyElementsOf(names.isEmpty() ? List.of() : List.of(names.split(" ")));
  }

  @Test
  void isUncertainWhereFunctionsAreDefined() {
    assertThat(ContextReferences.ofMapping("def f(x) .inner\n f(.a)"))
        .allMatch(reference -> !reference.certain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          no expression .a                              ~ ``
          /vat/${.a.b}/${ .c } .d                       ~ a c
          $${.a} ${.b}                                  ~ b
          ${ {"k": "}", "l": {"m": .a}} } .b ${.c}      ~ a c
          ${.a                                          ~ a
          """)
  void findsWhatATextUses(String text, String names) {
    assertThat(ContextReferences.ofTemplate(text))
        .extracting(Reference::name)
        .containsExactlyElementsOf(names.isEmpty() ? List.of() : List.of(names.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({"'\"'", "'.\"'", "'.\"abc'", "'\"\\'", "')]}'", "'((('", "'//'", "'.'", "'$'"})
  void endsOnAnyNonsense(String source) {
    assertThat(ContextReferences.ofMapping(source)).hasSizeLessThan(2);
    assertThat(ContextReferences.ofTemplate("${" + source)).hasSizeLessThan(2);
  }
}
