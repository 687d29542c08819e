package io.interline.flow.internal.expression;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.expression.MappingException.Kind;

/// Two dots in a row: JSLT takes `..a.b` for the whole context and drops the names, so that a slip
/// of the finger sends all data of the run. Versions that were published before keep what they do.
public final class DoubledDots {

  static final String MESSAGE = "two dots in a row; write one";

  private DoubledDots() {}

  /// Index of the second dot in a JSLT source; -1 when there are no two.
  public static int in(String source) {
    var tokens = JsltTokens.of(source).all();
    for (int i = 1; i < tokens.size(); i++)
      if (tokens.get(i - 1).text().equals(".") && tokens.get(i).text().startsWith("."))
        return tokens.get(i).at();
    return -1;
  }

  /// Index of the second dot in the `${…}` of a text; -1 when there are no two.
  public static int inTemplate(String text) {
    for (var expression : EmbeddedExpression.in(text)) {
      int found = in(expression.source());
      if (found >= 0) return expression.at() + found;
    }
    return -1;
  }

  /// Refuses a JSLT source with two dots.
  ///
  /// @throws MappingException with the place
  public static void refuse(String source) {
    refuse(source, in(source));
  }

  /// Refuses a text with two dots in one of its `${…}`.
  ///
  /// @throws MappingException with the place, also when an expression has no end
  public static void refuseInTemplate(String text) {
    refuse(text, inTemplate(text));
  }

  /// Refuses a template with two dots in one of its texts.
  ///
  /// @throws MappingException with pointer and place
  public static void refuseInTexts(JsonNode template) {
    texts(template, JsonPointer.empty());
  }

  private static void texts(JsonNode value, JsonPointer at) {
    if (value.isTextual() && TemplateText.hasMarkup(value.textValue())) {
      try {
        refuseInTemplate(value.textValue());
      } catch (MappingException e) {
        throw e.at(at.toString());
      }
    }
    for (var field : value.properties()) texts(field.getValue(), at.appendProperty(field.getKey()));
    if (value.isArray())
      for (int i = 0; i < value.size(); i++) texts(value.get(i), at.appendIndex(i));
  }

  private static void refuse(String text, int at) {
    if (at < 0) return;
    var place = SourcePlace.of(text, at);
    throw new MappingException(Kind.SYNTAX, MESSAGE, place.line(), place.column(), "", null);
  }
}
