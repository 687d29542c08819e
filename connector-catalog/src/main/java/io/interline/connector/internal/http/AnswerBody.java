package io.interline.connector.internal.http;

import io.interline.connector.spi.Call;
import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The body of an answer as a flow sees it: JSON, text by its charset, or Base64. No character is
/// ever put in the place of one that could not be read.
///
/// @param value absent when the answer is empty
/// @param note why the body is in Base64 though it was said to be text; else absent
record AnswerBody(@Nullable JsonValue value, @Nullable String note) {

  private static final AnswerBody NOTHING = new AnswerBody(null, null);

  static AnswerBody of(HttpResponse response, Call call)
      throws ConnectorException, InterruptedException {
    byte[] body = response.body();
    if (body.length == 0) return NOTHING;
    String coding = response.headers().get("content-encoding");
    if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"))
      return base64(call, body, "It is packed as '" + brief(coding) + "' and was not unpacked.");
    var type = MediaType.parse(response.headers().getOrDefault("content-type", ""));
    return switch (type.kind()) {
      case BINARY -> base64(call, body, null);
      case UNKNOWN -> unknown(call, body);
      case JSON, TEXT, XML -> text(call, body, type);
    };
  }

  /// The body as JSON, read by its charset; empty when it is none.
  static java.util.Optional<JsonValue> json(HttpResponse response, Call call)
      throws ConnectorException, InterruptedException {
    var type = MediaType.parse(response.headers().getOrDefault("content-type", ""));
    var charset = type.charset(response.body());
    if (charset == null) return java.util.Optional.empty();
    return json(call, response.body(), charset);
  }

  private static java.util.Optional<JsonValue> json(Call call, byte[] body, Charset charset)
      throws ConnectorException, InterruptedException {
    if (charset.equals(StandardCharsets.UTF_8)) return call.json(body);
    var text = decoded(body, charset);
    return text == null
        ? java.util.Optional.empty()
        : call.json(text.getBytes(StandardCharsets.UTF_8));
  }

  private static AnswerBody unknown(Call call, byte[] body)
      throws ConnectorException, InterruptedException {
    var json = call.json(body);
    if (json.isPresent()) return new AnswerBody(json.get(), null);
    var text = decoded(body, StandardCharsets.UTF_8);
    return text == null ? base64(call, body, null) : new AnswerBody(call.text(text), null);
  }

  private static AnswerBody text(Call call, byte[] body, MediaType type)
      throws ConnectorException, InterruptedException {
    var charset = type.charset(body);
    if (charset == null)
      return base64(call, body, "Its charset '" + brief(type.charsetName()) + "' is unknown.");
    if (type.kind() == MediaType.Kind.JSON) {
      var json = json(call, body, charset);
      if (json.isPresent()) return new AnswerBody(json.get(), null);
    }
    var text = decoded(body, charset);
    return text == null
        ? base64(call, body, "It is no text in " + charset.name() + ".")
        : new AnswerBody(call.text(text), null);
  }

  /// @return null when a byte stands for no character
  private static @Nullable String decoded(byte[] body, Charset charset) {
    try {
      var text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body));
      // A mark of byte order is none of the text.
      if (!text.isEmpty() && text.charAt(0) == '\uFEFF') text.get();
      return text.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static AnswerBody base64(Call call, byte[] body, @Nullable String why) {
    var value = call.text(Base64.getEncoder().encodeToString(body));
    return new AnswerBody(value, why == null ? null : "The body is in Base64. " + why);
  }

  private static String brief(String text) {
    String plain = text.strip().replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
  }
}
