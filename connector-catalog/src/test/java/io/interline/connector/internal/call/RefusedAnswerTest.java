package io.interline.connector.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.Call.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RefusedAnswerTest {

  @Test
  void jsonIsKeptAsJsonAndAnythingElseAsText() {
    assertThat(of("{\"a\": 1.50}", Map.of()).toString())
        .isEqualTo("{\"status\":422,\"headers\":{},\"body\":{\"a\":1.50}}");
    assertThat(of("<p>no", Map.of("content-type", "text/html")).toString())
        .isEqualTo(
            "{\"status\":422,\"headers\":{\"content-type\":\"text/html\"},\"body\":\"<p>no\"}");
    assertThat(of("", Map.of()).has("body")).isFalse();
  }

  @Test
  void textIsReadByItsCharset() {
    var latin =
        answer(
            "für".getBytes(Charset.forName("ISO-8859-1")),
            Map.of("content-type", "text/plain; charset=\"iso-8859-1\""));
    var unknown = of("für", Map.of("content-type", "text/plain; charset=x-none"));

    assertThat(latin.path("body").textValue()).isEqualTo("für");
    assertThat(unknown.path("body").textValue()).isEqualTo("für");
  }

  @Test
  void cookiesAreHidden() {
    var answer = of("no", Map.of("set-cookie", "session=abcdef", "x-trace", "t-1"));

    assertThat(answer.path("headers").path("x-trace").textValue()).isEqualTo("t-1");
    assertThat(answer.toString()).doesNotContain("abcdef");
  }

  @Test
  void whateverComesTheSizeIsBounded() {
    var headers = new TreeMap<String, String>();
    for (int i = 0; i < 1_000; i++) headers.put("x-" + i, "v".repeat(10_000));

    var text = of("é".repeat(1_000_000), headers);
    var json = of("[" + "1,".repeat(500_000) + "1]", headers);
    var bytes = answer(new byte[] {0, (byte) 0xff, (byte) 0xed, (byte) 0xa0}, headers);

    assertThat(text.toString().length()).isLessThan(14_000);
    assertThat(json.toString().length()).isLessThan(14_000);
    assertThat(json.path("body").textValue()).endsWith("…");
    assertThat(bytes.path("body").textValue()).doesNotContain("\0");
  }

  private static JsonNode of(String body, Map<String, String> headers) {
    return answer(body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static JsonNode answer(byte[] body, Map<String, String> headers) {
    return RefusedAnswer.of(new HttpResponse(422, headers, body));
  }
}
