package io.interline.connector.internal.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.json.ExactJson;
import io.interline.connector.json.JsonRefused;
import io.interline.connector.spi.Call.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// An answer that is no success, as it is kept beside the attempt that failed: an object with
/// `status`, `headers` and `body`, at most about 12 KiB. A body that is too long is cut, and a text
/// then.
final class RefusedAnswer {

  private static final int MOST_HEADERS = 40;
  private static final int LONGEST_HEADER = 300;
  private static final int LONGEST_HEADERS = 4_000;
  private static final int LONGEST_BODY = 8_000;
  private static final String HIDDEN = "•••";

  /// They hold credentials of sessions.
  private static final Set<String> SECRET =
      Set.of("set-cookie", "set-cookie2", "authorization", "proxy-authorization", "cookie");

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);

  private RefusedAnswer() {}

  static JsonNode of(HttpResponse response) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("status", response.status());
    answer.set("headers", headers(response));
    if (response.body().length > 0) answer.set("body", body(response));
    return answer;
  }

  private static ObjectNode headers(HttpResponse response) {
    var headers = JsonNodeFactory.instance.objectNode();
    int length = 0;
    for (var header : response.headers().entrySet()) {
      String value = SECRET.contains(header.getKey()) ? HIDDEN : plain(header.getValue());
      if (value.length() > LONGEST_HEADER) value = cut(value, LONGEST_HEADER);
      length += header.getKey().length() + value.length();
      if (headers.size() == MOST_HEADERS || length > LONGEST_HEADERS) break;
      headers.put(plain(header.getKey()), value);
    }
    return headers;
  }

  private static JsonNode body(HttpResponse response) {
    byte[] body = response.body();
    if (body.length <= LONGEST_BODY) {
      try {
        return ExactJson.read(body);
      } catch (JsonRefused noJson) {
        // A text, then.
      }
    }
    int length = Math.min(body.length, 4 * LONGEST_BODY);
    String text = plain(new String(body, 0, length, charset(response)));
    boolean whole = length == body.length && text.length() <= LONGEST_BODY;
    return TextNode.valueOf(whole ? text : cut(text, LONGEST_BODY));
  }

  private static Charset charset(HttpResponse response) {
    var named = CHARSET.matcher(response.headers().getOrDefault("content-type", ""));
    if (!named.find()) return StandardCharsets.UTF_8;
    try {
      return Charset.forName(named.group(1).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  /// What the journal takes: no NUL and no half of a character.
  private static String plain(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) return text + "…";
    return plain(text.substring(0, length)) + "…";
  }
}
