package io.interline.connector.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.json.ExactJson;
import io.interline.connector.json.JsonRefused;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {

  enum Colour {
    RED,
    BLUE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Line(@Field(label = "Item") String item, @Field(label = "Count", def = "1") int count) {

    Line {
      if (count < 0) throw new IllegalArgumentException("a count is never negative");
    }
  }

  record Everything(
      @Field(label = "Text") String text,
      @Field(label = "Whole", def = "7") int whole,
      @Field(label = "Wide") @Nullable Long wide,
      @Field(label = "Number") @Nullable Double number,
      @Field(label = "Money") @Nullable BigDecimal money,
      @Field(label = "Truth", def = "true") boolean truth,
      @Field(label = "Colour", def = "blue") Colour colour,
      @Field(label = "Span", def = "PT1M") Duration span,
      @Field(label = "Any") @Nullable JsonValue any,
      @Field(label = "Lines") @Nullable List<Line> lines,
      @Field(label = "Names") @Nullable Map<String, String> names) {}

  record Unfit(@Field(label = "Thread") Thread thread) {}

  record WrongDefault(@Field(label = "Count", def = "many") int count) {}

  private final RecordBinder<Everything> binder = new RecordBinder<>(Everything.class);

  @Test
  void takesEveryType() throws BindException {
    var bound =
        binder.bind(
            json(
                """
                {"text": "a", "whole": 1, "wide": 3000000000, "number": 1.5, "money": 1.10,
                 "truth": false, "colour": "red", "span": "PT2S", "any": [1, null],
                 "lines": [{"item": "x", "count": 2}, {"item": "y"}], "names": {"b": 1, "a": "2"}}
                """));

    assertThat(bound.text()).isEqualTo("a");
    assertThat(bound.whole()).isEqualTo(1);
    assertThat(bound.wide()).isEqualTo(3_000_000_000L);
    assertThat(bound.number()).isEqualTo(1.5);
    assertThat(bound.money()).isEqualTo(new BigDecimal("1.10"));
    assertThat(bound.truth()).isFalse();
    assertThat(bound.colour()).isEqualTo(Colour.RED);
    assertThat(bound.span()).isEqualTo(Duration.ofSeconds(2));
    assertThat(bound.any()).isNotNull();
    assertThat(bound.lines()).containsExactly(new Line("x", 2), new Line("y", 1));
    assertThat(bound.names()).containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
  }

  @ParameterizedTest
  @CsvSource({
    "12345678.90, 12345678.90",
    "1.23456789E7, 12345678.9",
    "5.0E-4, 0.00050",
    "1e3, 1000"
  })
  void numbersTakenForTextHavePlainDigits(String number, String text) throws BindException {
    var bound =
        binder.bind(json("{\"text\": " + number + ", \"names\": {\"total\": " + number + "}}"));

    assertThat(bound.text()).isEqualTo(text);
    assertThat(bound.names()).containsEntry("total", text);
  }

  @Test
  void fillsInDefaultsAndLeavesTheRestOut() throws BindException {
    var bound = binder.bind(json("{\"text\": \"a\", \"wide\": null, \"whole\": null}"));

    assertThat(bound)
        .isEqualTo(
            new Everything(
                "a",
                7,
                null,
                null,
                null,
                true,
                Colour.BLUE,
                Duration.ofMinutes(1),
                null,
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                       | 'text' is required",
        "{'text': null}                           | 'text' is required",
        "{'text': {}}                             | 'text' must be text, but is an object",
        "{'text': []}                             | 'text' must be text, but is a list",
        "{'text': 'a', 'whole': 1.5}              | 'whole' must be a whole number",
        "{'text': 'a', 'whole': 3000000000}       | 'whole' must be a whole number within range",
        "{'text': 'a', 'whole': 1e999999}         | 'whole' must be a whole number within range",
        "{'text': 'a', 'whole': 'x'}              | 'whole' must be a whole number, but is text",
        "{'text': 'a', 'number': true}            | 'number' must be a number",
        "{'text': 'a', 'truth': 'yes'}            | 'truth' must be true or false, but is text",
        "{'text': 'a', 'colour': 'green'}         | 'colour' must be one of red, blue",
        "{'text': 'a', 'colour': 'RED'}           | 'colour' must be one of red, blue",
        "{'text': 'a', 'span': '5 s'}             | 'span' must be a duration such as PT5S",
        "{'text': 'a', 'span': 5}                 | 'span' must be a duration such as PT5S",
        "{'text': 'a', 'lines': {}}               | 'lines' must be a list",
        "{'text': 'a', 'lines': [{'item':'x'},1]} | 'lines[1]' must be an object",
        "{'text': 'a', 'lines': [{}]}             | 'lines[0].item' is required",
        "{'text': 'a', 'lines': [{'item':'x','count':-1}]} | 'lines[0]' is wrong: a count is never",
        "{'text': 'a', 'names': {'x': []}}        | 'names.x' must be text, but is a list",
        "{'text': 'a', 'Text': 'b'}               | 'Text' is unknown here; known are text, whole",
        "[]                                       | 'input' must be an object",
        "'a'                                      | 'input' must be an object",
      })
  void namesWhatIsWrong(String input, String problem) {
    assertThatThrownBy(() -> binder.bind(json(input.replace('\'', '"'))))
        .isInstanceOf(BindException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void namesAllThatIsWrongAtOnceAndNoValues() {
    assertThatThrownBy(() -> binder.bind(json("{\"whole\": \"hidden\", \"truth\": \"hidden\"}")))
        .hasMessageContaining("'text' is required")
        .hasMessageContaining("'whole'")
        .hasMessageContaining("'truth'")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void takesTextThatReadsAsANumberOrTruth() throws BindException {
    var bound = binder.bind(json("{\"text\": 12, \"whole\": \" 3 \", \"truth\": \"false\"}"));

    assertThat(bound.text()).isEqualTo("12");
    assertThat(bound.whole()).isEqualTo(3);
    assertThat(bound.truth()).isFalse();
  }

  @Test
  void refusesRecordsThatHaveNoJsonForm() {
    assertThatThrownBy(() -> new RecordBinder<>(Unfit.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unfit.thread");
    assertThatThrownBy(() -> new RecordBinder<>(WrongDefault.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a whole number");
  }

  @Test
  void writesWhatItReads() throws BindException {
    var text =
        "{\"text\":\"a\",\"whole\":1,\"money\":1.10,\"truth\":false,\"colour\":\"red\","
            + "\"span\":\"PT2S\",\"any\":{\"b\":[1]},\"lines\":[{\"item\":\"x\",\"count\":2}],"
            + "\"names\":{\"b\":\"1\"}}";

    assertThat(RecordWriter.write(binder.bind(json(text)))).hasToString(text);
  }

  @Test
  void refusesJsonBeyondTheLimits() {
    assertThat(parse("[".repeat(200) + "]".repeat(200))).isPresent();
    assertThat(parse("[".repeat(201) + "]".repeat(201))).isEmpty();
    assertThat(parse("[".repeat(100_000))).isEmpty();
    assertThat(parse("1".repeat(1_001))).isEmpty();
    assertThat(parse("{} {}")).isEmpty();
    assertThat(parse("")).isEmpty();
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(ExactJson.read(text));
    } catch (JsonRefused e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(String text) {
    try {
      return ExactJson.readUnchecked(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonRefused e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
