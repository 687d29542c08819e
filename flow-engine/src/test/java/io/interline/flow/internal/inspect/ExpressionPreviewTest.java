package io.interline.flow.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.flow.TestBench.Hint;
import io.interline.flow.TestBench.Language;
import io.interline.flow.TestBench.Preview;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionPreviewTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTEXT =
      """
      { "order": { "name": "a\\"b\\\\c", "total": 12.50, "paid": true, "lines": [ { "sku": "K-1" } ] } }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "${.order.name}"}                ~ {"name":"a\\"b\\\\c"}
          {"name": "Dear ${.order.name}!"}          ~ {"name":"Dear a\\"b\\\\c!"}
          {"t": ${.order.total}, "p": ["${.order.paid}"]} ~ {"t":12.5,"p":[true]}
          {"x": "${if (.order.paid) "yes" else "no"}"} ~ {"x":"yes"}
          [${.order.lines}]                         ~ [[{"sku":"K-1"}]]
          """)
  void showsTheJsonThatIsSent(String source, String expected) throws JsonProcessingException {
    var preview = preview(source, Language.JSON);

    assertThat(preview.error()).isNull();
    assertThat(JSON.readTree(Objects.requireNonNull(preview.value())))
        .isEqualTo(JSON.readTree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}                       ~ JSON     ~ 1:8  ~ No comma may stand before '}'.
          {"a": "x ${.order.name +}"}     ~ JSON     ~ 1:25 ~ something is missing after '+'
          {"a": "x ${..order.name}"}      ~ JSON     ~ 1:13 ~ two dots in a row; write one
          Dear ${..order.name}            ~ TEMPLATE ~ 1:9  ~ two dots in a row; write one
          {"a": ..order}                  ~ JSLT     ~ 1:8  ~ two dots in a row; write one
          """)
  void saysWhatIsWrongAndWhere(String source, Language language, String place, String words) {
    var preview = preview(source, language);

    assertThat(preview.error()).isEqualTo(words);
    assertThat(preview.line() + ":" + preview.column()).isEqualTo(place);
  }

  @Test
  void hintsAtFieldsThatTheSampleDoesNotHave() {
    assertThat(preview("{\"t\": .order.totl}", Language.JSLT).hints())
        .containsExactly(
            new Hint(
                "'.order.totl' is not in the sample. Did you mean '.order.total'?",
                1,
                14,
                "{\"t\": .order.total}"));
    assertThat(preview("Sum: ${.order.totl}", Language.TEMPLATE).hints())
        .extracting(Hint::change)
        .containsExactly("Sum: ${.order.total}");
    assertThat(preview("{\n  \"t\": \"${.order.totl}\"\n}", Language.JSON).hints())
        .singleElement()
        .satisfies(
            hint -> {
              assertThat(hint.line()).isEqualTo(2);
              assertThat(hint.column()).isEqualTo(18);
            });
  }

  private static Preview preview(String source, Language language) {
    try {
      return new ExpressionPreview(JSON.readTree(CONTEXT)).of(source, language);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
