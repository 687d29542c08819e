package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.json.ExactJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Arithmetic is exact or an error, never a wrong number.
class ExactArithmeticTest {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "7",
          "-7",
          "10",
          "2147483647",
          "-2147483648",
          "4294967296",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "123456789012345678901234567890",
          "0.1",
          "0.2",
          "-0.3",
          "19.99",
          "2.50",
          "12345678901234567.89",
          "0.000000000000000000000000000001");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9223372036854775807 + 1|9223372036854775808",
        ".big + 1|9223372036854775808",
        ".low - 1|-9223372036854775809",
        ".big * .big|85070591730234615847396907784232501249",
        ".low * -1|9223372036854775808",
        ".low / -1|9223372036854775808",
        "0.1 + 0.2|0.3",
        ".a + .b|0.3",
        ".a * 3|0.3",
        "19.99 * 100|1999.00",
        "1.10 + 2.20|3.30",
        "7 / 2|3.5",
        "6 / 2|3",
        "1 / 3|0.3333333333333333333333333333333333",
        "2 / 3|0.6666666666666666666666666666666667",
        "1234567890123456789012345678901234567.5 / 1|1234567890123456789012345678901234567.5",
        "sum([.big, 1])|9223372036854775808",
        "sum([0.1, 0.2, 0.3])|0.6",
        "sum([])|0",
        "sum([for ([1, 2, 3]) . * 0.1])|0.6",
        "round(9007199254740993.5)|9007199254740994",
        "round(2.5)|3",
        "round(-2.5)|-2",
        "floor(123456789012345678901234567890.9)|123456789012345678901234567890",
        "floor(-0.5)|-1",
        "ceiling(9223372036854775807.1)|9223372036854775808",
        "round(9007199254740993)|9007199254740993",
        "mod(.large, 7)|0",
        "mod(-7, 3)|2",
        "9007199254740993 > 9007199254740992|true",
        "9007199254740993 == 9007199254740992|false",
        "9007199254740993.0 == 9007199254740993|true",
        ".big + 1 > .big|true",
        ".wrapped == 0|false",
        "0.10 == 0.1|true",
        "max(9007199254740993, 9007199254740992)|9007199254740993",
        "\"3\" - 1|2",
        ".list[4294967296]|null",
        "null + 1|null",
      })
  void isExact(String source, String expected) {
    var input =
        json(
            "{'big': 9223372036854775807, 'low': -9223372036854775808, 'a': 0.1, 'b': 0.2,"
                + " 'large': 123456789012345678901234567890, 'wrapped': 18446744073709551616,"
                + " 'list': [1, 2, 3]}");

    assertThat(Mapping.compile(source).apply(input).toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".a / 0|division by zero",
        ".a / 0.0|division by zero",
        "mod(.a, 0)|cannot divide by zero",
        ".huge * .huge|more than 1000 digits",
        ".list * 2|to number",
        ".text - 1|not a number",
      })
  void whatCannotBeIsAnErrorWithItsPlace(String source, String why) {
    var mapping = Mapping.compile("\n  " + source);
    var input = json("{'a': 1, 'list': [], 'text': 'x', 'huge': 1" + "0".repeat(900) + "}");

    assertThatThrownBy(() -> mapping.apply(input))
        .isInstanceOfSatisfying(
            MappingException.class,
            failed -> {
              assertThat(failed.reason()).contains(why);
              assertThat(failed.line()).isEqualTo(2);
            });
  }

  @Test
  void allPairsAreWhatBigDecimalSays() {
    var add = Mapping.compile(".x + .y");
    var subtract = Mapping.compile(".x - .y");
    var multiply = Mapping.compile(".x * .y");
    var less = Mapping.compile(".x < .y");
    var same = Mapping.compile(".x == .y");
    for (var x : NUMBERS)
      for (var y : NUMBERS) {
        var input = json("{'x': " + x + ", 'y': " + y + "}");
        var one = new BigDecimal(x);
        var other = new BigDecimal(y);
        assertThat(add.apply(input).decimalValue()).isEqualByComparingTo(one.add(other));
        assertThat(subtract.apply(input).decimalValue()).isEqualByComparingTo(one.subtract(other));
        assertThat(multiply.apply(input).decimalValue()).isEqualByComparingTo(one.multiply(other));
        assertThat(less.apply(input).booleanValue()).isEqualTo(one.compareTo(other) < 0);
        assertThat(same.apply(input).booleanValue()).isEqualTo(one.compareTo(other) == 0);
      }
  }

  @Test
  void wholeNumbersStayWhole() {
    var result = Mapping.compile(".x * .x").apply(json("{'x': 9223372036854775807}"));

    assertThat(result.bigIntegerValue()).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).pow(2));
    assertThat(result.isIntegralNumber()).isTrue();
  }

  private static JsonNode json(String text) {
    return ExactJson.reread(text.replace('\'', '"'));
  }
}
