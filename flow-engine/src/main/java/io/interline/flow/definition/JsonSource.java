package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// JSON as people write it into a field that takes any JSON: values, and parts of texts, may be
/// `${…}`. What is read is a tree whose texts hold the expressions, so that a value that is put in
/// later is escaped as JSON needs it.
///
/// Beside JSON it takes an expression in the place of a value without quotes, `{"n": ${.total}}`,
/// and quotes of an expression within a text without a backslash, `{"a": "${.b + "c"}"}`.
///
/// ```java
/// var source = JsonSource.read("{\"name\": \"${.order.name}\"}");
/// source.json(); // the same as strict JSON
/// ```
public final class JsonSource {

  private final String text;
  private final String json;
  private final Map<String, int[]> offsets;

  JsonSource(String text, String json, Map<String, int[]> offsets) {
    this.text = text;
    this.json = json;
    this.offsets = offsets;
  }

  /// A text that is no JSON.
  public static final class Malformed extends Exception {

    private final transient Place place;

    Malformed(String message, Place place) {
      super(message);
      this.place = place;
    }

    /// What is wrong, in one sentence without the place.
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }

    public Place place() {
      return place;
    }
  }

  /// A place in a text.
  ///
  /// @param line counted from 1, as `column` is
  public record Place(int line, int column) {

    static Place of(String text, int offset) {
      int begin = text.lastIndexOf('\n', offset - 1) + 1;
      int line = (int) text.substring(0, begin).chars().filter(c -> c == '\n').count() + 1;
      return new Place(line, offset - begin + 1);
    }
  }

  /// Reads a text.
  ///
  /// @throws Malformed with the place of the mistake
  public static JsonSource read(String text) throws Malformed {
    return new JsonSourceReader(text).read();
  }

  /// Whether a text is meant as JSON: it begins as an object or a list does.
  public static boolean isMeant(String text) {
    String begins = text.stripLeading();
    return begins.startsWith("{") || begins.startsWith("[");
  }

  /// Whether a text is one expression and nothing else, so that its value is what is sent.
  public static boolean isExpression(String text) {
    return text.startsWith("${") && EmbeddedEnd.of(text, 0) == text.length();
  }

  /// What is wrong with a text that is meant as JSON; empty when nothing is.
  public static Optional<Malformed> fault(String text) {
    try {
      read(text);
      return Optional.empty();
    } catch (Malformed malformed) {
      return Optional.of(malformed);
    }
  }

  /// Strict JSON.
  public String json() {
    return json;
  }

  /// The same as a tree.
  public JsonNode tree() {
    try {
      return DocumentText.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read is JSON", e);
    }
  }

  /// Where a place within one of the texts of the tree is in the source.
  ///
  /// @param pointer RFC 6901 pointer to the text
  /// @param place in the text as it is in the tree
  public Place place(String pointer, Place place) {
    int[] places = offsets.get(pointer);
    if (places == null || places.length == 0) return new Place(1, 1);
    int at = 0;
    int line = 1;
    int column = 1;
    while (at < places.length - 1 && (line < place.line() || column < place.column())) {
      boolean breaks = text.charAt(places[at]) == '\n' || text.startsWith("\\n", places[at]);
      line += breaks ? 1 : 0;
      column = breaks ? 1 : column + 1;
      at++;
      if (line > place.line()) break;
    }
    return Place.of(text, places[at]);
  }
}
