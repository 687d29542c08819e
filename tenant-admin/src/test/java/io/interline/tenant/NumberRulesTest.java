package io.interline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "19.90", "1e400", "1e999", "-1e-1000", "0e999", "12345678901234567.89"})
  void keepsNumbersOfUpToAThousandDigits(String number) {
    assertThat(NumberRules.isKept(new BigDecimal(number))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000",
        "1e-1001",
        "1e400000000",
        "-1e-400000000",
        "0e400000000",
        "0e-400000000",
        "1e2147483647"
      })
  void refusesNumbersThatWouldBeLongerWrittenOut(String number) {
    assertThat(NumberRules.isKept(new BigDecimal(number))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1.23456789E7, 12345678.9",
    "12345678.90, 12345678.90",
    "5.0E-4, 0.00050",
    "0.0005, 0.0005",
    "1E+3, 1000"
  })
  void writesPlainDigits(String number, String plain) {
    assertThat(NumberRules.plain(new BigDecimal(number))).isEqualTo(plain);
  }
}
