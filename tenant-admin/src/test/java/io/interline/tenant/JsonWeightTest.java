package io.interline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWeightTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7                          | 1",
        "[]                         | 2",
        "[[],[],[]]                 | 7",
        "{\"a\":1,\"b\":[1,2]}      | 5",
        "\"[[[,,,{{{\"              | 1",
        "\"a\\\"[,[\"               | 1",
        "[\"\\\\\",[]]              | 4",
      })
  void countsValuesOutsideOfTexts(String json, long values) {
    assertThat(count(bytes(json), json.length()).values()).isEqualTo(values);
  }

  @Test
  void countsTheSameInPiecesOfAnySize() {
    byte[] json = bytes("{\"a\\\"[\": [1, \"\\\\\", {\"b\": [[], []]}], \"c\": \",,\"}");
    long whole = count(json, json.length).values();

    for (int size = 1; size < json.length; size++)
      assertThat(count(json, size).values()).as("pieces of " + size).isEqualTo(whole);
  }

  @Test
  void listsThatAreHugeInMemoryAreTooMany() {
    byte[] lists = bytes("[" + "[],".repeat(5_000_000) + "[]]");

    assertThat(count(lists, lists.length).isTooMany()).isTrue();
  }

  @Test
  void messageOfSixteenMegabytesOfEverydayJsonIsTaken() {
    String line =
        "{\"sku\": \"A-1234567890\", \"qty\": 12, \"price\": 19.90, \"text\": \"Blue chair, large\"},";
    byte[] order = bytes("[" + line.repeat((4 << 20) / line.length()) + "{}]");

    assertThat(count(order, 65_536).isTooMany()).isFalse();
  }

  /// Half of its bytes would be taken for quotes.
  @Test
  void nothingHidesInUtf16() {
    byte[] json =
        ("[\"\u2200\"," + "[],".repeat(1_000) + "[]]").getBytes(StandardCharsets.UTF_16LE);

    assertThat(count(json, 1_024).values()).isGreaterThan(1_000);
  }

  @Test
  void weighsTextsByTheirBytesAndTheRestByItsValues() {
    byte[] text = bytes("\"" + "x".repeat(1_000_000) + "\"");
    byte[] numbers = bytes("[" + "1,".repeat(500_000) + "1]");

    assertThat(JsonWeight.of(text)).isBetween(2_000_000L, 2_001_000L);
    assertThat(JsonWeight.of(numbers)).isGreaterThan(10_000_000);
  }

  private static JsonWeight count(byte[] json, int size) {
    var weight = new JsonWeight();
    for (int at = 0; at < json.length; at += size)
      weight.count(json, at, Math.min(size, json.length - at));
    return weight;
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
