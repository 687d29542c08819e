package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.Field.Place;
import io.interline.flow.internal.expression.MappingException.Kind;
import io.interline.flow.internal.expression.TemplatePart.Handling;

/// A text under way that becomes structure: literals are taken as they are, values encoded. In a
/// path each value is one segment, or part of one.
final class PlacedRendering {

  private final StringBuilder buffer = new StringBuilder();

  /// Whether what comes next is in the path, rather than behind its question mark.
  private boolean inPath;

  private int segment;
  private boolean holdsData;

  PlacedRendering(Place place) {
    this.inPath = place == Place.PATH;
  }

  void literal(String text) {
    int from = 0;
    for (int i = 0; inPath && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '/' && c != '?' && c != '#') continue;
      GuardedCalls.append(buffer, text.substring(from, i));
      endSegment();
      from = i + 1;
      GuardedCalls.append(buffer, text.substring(i, from));
      segment = buffer.length();
      inPath = c == '/';
    }
    GuardedCalls.append(buffer, text.substring(from));
  }

  void value(Handling handling, JsonNode value, String words) {
    if (handling == Handling.RAW) {
      GuardedCalls.append(buffer, words);
      segment = buffer.length();
      holdsData = false;
      return;
    }
    if (inPath && value.isNull()) throw wrong("it is absent, and a segment must not be empty");
    if (inPath && value.isContainerNode()) throw wrong("it is an object or a list");
    holdsData = true;
    GuardedCalls.append(buffer, handling == Handling.ENCODED ? words : UrlText.encoded(words));
  }

  String end() {
    if (inPath) endSegment();
    return GuardedArguments.text(buffer.toString());
  }

  private void endSegment() {
    if (holdsData) {
      String text = buffer.substring(segment);
      if (text.isEmpty()) throw wrong("it is empty, and a segment must not be");
      if (text.equals(".") || text.equals(".."))
        throw wrong("it makes the segment '" + text + "', which leads out of the path");
    }
    holdsData = false;
  }

  private static MappingException wrong(String why) {
    return MappingException.of(
        Kind.RUNTIME,
        "the value is no segment of a path: "
            + why
            + ". What is meant as part of the path's structure stands in raw(…)");
  }
}
