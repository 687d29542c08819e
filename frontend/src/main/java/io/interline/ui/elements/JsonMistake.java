package io.interline.ui.elements;

import io.interline.flow.definition.JsonSource;
import io.interline.flow.definition.JsonSource.Malformed;
import tools.jackson.core.JacksonException;

/// What is wrong with a text that should be JSON: one sentence in plain words, and where.
///
/// @param line counted from 1, as `column` is
public record JsonMistake(String words, int line, int column) {

  /// Of a text that was not read.
  ///
  /// @param why says the place when only the strict reader found the mistake
  public static JsonMistake of(String text, JacksonException why) {
    try {
      JsonSource.read(text);
    } catch (Malformed malformed) {
      var place = malformed.place();
      return new JsonMistake(malformed.getMessage(), place.line(), place.column());
    }
    var at = why.getLocation();
    return at == null
        ? new JsonMistake("It cannot be read.", 1, 1)
        : new JsonMistake(
            "It cannot be read from here on.",
            Math.max(1, at.getLineNr()),
            Math.max(1, at.getColumnNr()));
  }

  /// The sentence with its place.
  @Override
  public String toString() {
    var end = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    return "This is no JSON: " + end + " (line " + line + ", column " + column + ").";
  }
}
