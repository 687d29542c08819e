package io.interline.ui.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonMistakeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"orderId\": | 1", "{\"a\" 1} | 1", "[1, 2 | 1", "{\"a\": tru} | 1"})
  void saysInPlainWordsWhatIsWrong(String text, int line) {
    var why =
        catchThrowableOfType(
            JacksonException.class, () -> JsonMapper.shared().readTree(text.strip()));

    var mistake = JsonMistake.of(text.strip(), why);

    assertThat(mistake.line()).isEqualTo(line);
    assertThat(mistake.toString())
        .startsWith("This is no JSON: ")
        .endsWith(").")
        .doesNotContain("Unexpected", "Unrecognized", "token", "end-of-input");
  }
}
