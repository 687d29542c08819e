package io.interline.flow.internal.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.interline.flow.internal.message.MessageRefused.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/// Reads messages: JSON of at most 200 levels and numbers of at most 1,000 digits, with texts that
/// every system can keep. Safe for many threads.
@Component
public final class MessageReader {

  public static final int MAX_DEPTH = 200;
  private static final int MAX_NUMBER = 1_000;
  private static final int MAX_TEXT = 64 << 20;

  private final ObjectMapper strict = mapper(MAX_DEPTH);
  // What the hub itself wrote wraps messages in a few more levels.
  private final ObjectMapper own = mapper(4 * MAX_DEPTH);

  private static ObjectMapper mapper(int depth) {
    var limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(depth)
            .maxNumberLength(MAX_NUMBER)
            .maxStringLength(MAX_TEXT)
            .build();
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /// Reads a message from outside.
  public JsonNode read(byte[] bytes) throws MessageRefused {
    JsonNode tree;
    try {
      tree = strict.readTree(bytes);
    } catch (StreamConstraintsException e) {
      throw String.valueOf(e.getMessage()).contains("depth")
          ? new MessageRefused(
              Reason.TOO_DEEP, "The JSON is nested deeper than " + MAX_DEPTH + " levels.")
          : new MessageRefused(
              Reason.NUMBER_TOO_LONG,
              "The JSON holds a number of more than "
                  + MAX_NUMBER
                  + " digits, or a text or name that is too long.");
    } catch (JsonProcessingException e) {
      throw new MessageRefused(Reason.MALFORMED, "The body is no JSON: " + where(e));
    } catch (IOException e) {
      throw new MessageRefused(Reason.MALFORMED, "The body is no JSON: it is not in UTF-8.");
    }
    if (tree.isMissingNode()) throw new MessageRefused(Reason.MALFORMED, "The body is empty.");
    if (TextCheck.isNeeded(bytes) && !TextCheck.isSound(tree))
      throw new MessageRefused(
          Reason.BAD_TEXT, "A text holds the character NUL or half of a surrogate pair.");
    return tree;
  }

  /// Reads what was taken before.
  public JsonNode reread(byte[] bytes) {
    try {
      return own.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored message that is no JSON", e);
    }
  }

  /// For what the hub itself writes about messages.
  public ObjectMapper json() {
    return own;
  }

  private static String where(JsonProcessingException e) {
    var at = e.getLocation();
    String what = String.valueOf(e.getOriginalMessage());
    if (what.length() > 200) what = what.substring(0, 200) + "…";
    return at == null
        ? what
        : what + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}
