package io.interline.flow.internal.expression;

import java.util.List;

/// One `${…}` of a text.
///
/// @param source without `${` and `}`
/// @param at index of the source's first character in the text
public record EmbeddedExpression(String source, int at) {

  /// All of a text, in its order.
  ///
  /// @throws MappingException when one has no end
  public static List<EmbeddedExpression> in(String text) {
    return TemplateText.cut(text).stream()
        .filter(TemplateText.Piece::isExpression)
        .map(piece -> new EmbeddedExpression(piece.source(), piece.at()))
        .toList();
  }
}
