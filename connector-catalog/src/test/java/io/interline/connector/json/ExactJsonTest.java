package io.interline.connector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.json.JsonRefused.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {

  @Test
  void everyDigitIsKeptHoweverOftenItIsWrittenAndRead() throws JsonRefused {
    String json =
        "{\"t\":12345678901234567.89,\"b\":1E+400,\"p\":19.90,\"s\":0.0005,"
            + "\"n\":123456789012345678901234567890,\"e\":5E-8}";

    var tree = ExactJson.read(json);

    assertThat(ExactJson.text(tree)).isEqualTo(json);
    assertThat(ExactJson.bytes(tree)).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    assertThat(ExactJson.text(ExactJson.reread(ExactJson.bytes(tree)))).isEqualTo(json);
    assertThat(ExactJson.text(ExactJson.read("[1e400]"))).isEqualTo("[1E+400]");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {1.2345678E7, 1.0E10, 5.0E-4, 1.2345678901234568E16, 0.1, 100, 1E300, -0.0})
  void numbersComputedHereAreWrittenTheSameAfterTheyWereReadAgain(double number) {
    byte[] once = ExactJson.bytes(DoubleNode.valueOf(number));

    var again = ExactJson.reread(once);

    assertThat(ExactJson.bytes(again)).isEqualTo(once);
    assertThat(again.doubleValue()).isEqualTo(number == 0 ? 0 : number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400000000",
        "1e-400000000",
        "[1e1000]",
        "{\"a\":0e-99999999}",
        "1e99999999999",
        "1e-99999999999"
      })
  void numbersThatCannotBeKeptAreRefused(String json) {
    assertThatThrownBy(() -> ExactJson.read(json))
        .isInstanceOfSatisfying(
            JsonRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NUMBER_TOO_LONG));
    assertThatThrownBy(() -> ExactJson.read("9".repeat(1_001)))
        .isInstanceOfSatisfying(
            JsonRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NUMBER_TOO_LONG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C080",
        "E08080",
        "F0808080",
        "F880808080",
        "EDA080",
        "EDA0BDEDB880",
        "F4908080",
        "FF",
        "E282",
        "00"
      })
  void bytesThatAreNotUtf8AreRefusedWhereverTheyAre(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (var json : new String[] {"{\"a\":\"k%\"}", "{\"k%\":1}", "[\"%\"]", "\"k%\""}) {
      byte[] body = with(json, bad);
      assertThatThrownBy(() -> ExactJson.read(body))
          .isInstanceOfSatisfying(
              JsonRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_TEXT));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0000",
        "\\ud83d",
        "\\uDE00",
        "\\ude00\\ud83d",
        "\\ud83d\\u0041",
        "\\ud83dA",
        "\\ud83d\\n",
        "\\\\\\u0000"
      })
  void escapesOfNulAndOfHalvesAreRefused(String escape) {
    assertThatThrownBy(() -> ExactJson.read("{\"a\":\"x" + escape + "\"}"))
        .isInstanceOfSatisfying(
            JsonRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_TEXT));
    assertThatThrownBy(() -> ExactJson.read("{\"" + escape + "\":1}"))
        .isInstanceOf(JsonRefused.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"\\\\u0000\"`",
        "`\"\\ud83d\\ude00\"`",
        "`\"\\u00e9\"`",
        "`\"\\u0001\"`",
        "`\"\\\\\\\\ud83d\"`",
        "`\"\uD83D\uDE00\"`"
      })
  void soundTextsPass(String json) throws JsonRefused {
    assertThat(ExactJson.read(json).isTextual()).isTrue();
  }

  @Test
  void textsThatHoldANumberShowPlainDigits() throws JsonRefused {
    assertThat(ExactJson.plain(ExactJson.read("12345678.90"))).isEqualTo("12345678.90");
    assertThat(ExactJson.plain(ExactJson.read("5e-4"))).isEqualTo("0.0005");
    assertThat(ExactJson.plain(DoubleNode.valueOf(12345678.90))).isEqualTo("12345678.9");
    assertThat(ExactJson.plain(ExactJson.read("1e3"))).isEqualTo("1000");
    assertThat(ExactJson.plain(ExactJson.read("\"a\""))).isEqualTo("a");
    assertThat(ExactJson.plain(JsonNodeFactory.instance.nullNode())).isEmpty();
  }

  @Test
  void whatIsStoredCanBeShownWhateverItHolds() throws JsonRefused {
    var half = ExactJson.reread("{\"a\":\"x\\ud83d\",\"b\":\"\uD83D\uDE00\"}");

    assertThat(ExactJson.text(half)).isEqualTo("{\"a\":\"x\\uD83D\",\"b\":\"\uD83D\uDE00\"}");
    assertThat(ExactJson.text(TextNode.valueOf("\0"))).isEqualTo("\"\\u0000\"");
  }

  @Test
  void listsWhoseItemsAreCheckedOneByOneAreReadWhole() throws JsonRefused {
    byte[] list =
        with(
            "[{\"id\":1},{\"a\":\"x%\"},{\"b\":[\"\\ud83d\"]},{\"c\":1e400000000},{\"p\":19.90}]",
            new byte[] {(byte) 0xC0, (byte) 0x80});

    var items = ExactJson.readUnchecked(list);

    assertThat(ExactJson.problem(items.get(0))).isEmpty();
    assertThat(ExactJson.problem(items.get(1)))
        .hasValueSatisfying(p -> assertThat(p).contains("NUL", "/a"));
    assertThat(ExactJson.problem(items.get(2)))
        .hasValueSatisfying(p -> assertThat(p).contains("surrogate", "/b/0"));
    assertThat(ExactJson.problem(items.get(3)))
        .hasValueSatisfying(p -> assertThat(p).contains("1,000 digits", "/c"));
    assertThat(ExactJson.problem(items.get(4))).isEmpty();
    assertThat(ExactJson.text(items.get(4))).isEqualTo("{\"p\":19.90}");
    assertThat(ExactJson.problem(DoubleNode.valueOf(Double.POSITIVE_INFINITY))).isPresent();
  }

  private static byte[] with(String json, byte[] bad) {
    var bytes = new ByteArrayOutputStream();
    int at = json.indexOf('%');
    bytes.writeBytes(json.substring(0, at).getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(bad);
    bytes.writeBytes(json.substring(at + 1).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
