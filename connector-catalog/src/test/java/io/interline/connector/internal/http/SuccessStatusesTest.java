package io.interline.connector.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessStatusesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2xx            | 200 | true",
        "2xx            | 299 | true",
        "2xx            | 300 | false",
        "2xx, 404       | 404 | true",
        "2xx, 404       | 403 | false",
        "200-204,409    | 203 | true",
        "200-204,409    | 205 | false",
        "4xx            | 200 | false",
      })
  void readsClassesNumbersAndRanges(String text, int status, boolean success) {
    assertThat(SuccessStatuses.parse(text).test(status)).isEqualTo(success);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ok", "200,", "6xx", "20", "2000", "200-", "-1"})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> SuccessStatuses.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2xx, 404");
  }
}
