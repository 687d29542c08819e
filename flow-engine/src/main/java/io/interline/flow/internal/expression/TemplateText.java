package io.interline.flow.internal.expression;

import io.interline.flow.internal.expression.MappingException.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text into literals and the sources of its expressions. The end of an expression is the
/// brace that matches its beginning; braces within JSLT strings and comments do not count.
final class TemplateText {

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;
  private int line = 1;
  private int column = 1;

  private TemplateText(String text) {
    this.text = text;
  }

  /// A literal, or the source of an expression, and where in the text it begins.
  ///
  /// @param at index of its first character, of an expression only
  record Piece(boolean isExpression, String source, int line, int column, int at) {}

  /// @throws MappingException of kind SYNTAX when an expression has no end
  static List<Piece> cut(String text) {
    return new TemplateText(text).cut();
  }

  /// Whether there is anything to cut.
  static boolean hasMarkup(String text) {
    return text.contains("${");
  }

  private List<Piece> cut() {
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        literal.append("${");
        advance(3);
      } else if (text.startsWith("${", at)) {
        endLiteral();
        expression();
      } else {
        literal.append(text.charAt(at));
        advance(1);
      }
    }
    endLiteral();
    return pieces;
  }

  private void endLiteral() {
    if (literal.isEmpty()) return;
    pieces.add(new Piece(false, literal.toString(), line, column, -1));
    literal.setLength(0);
  }

  private void expression() {
    int openLine = line;
    int openColumn = column;
    advance(2);
    int begin = at;
    int beginLine = line;
    int beginColumn = column;
    int open = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        skipString();
      } else if (text.startsWith("//", at)) {
        while (at < text.length() && text.charAt(at) != '\n') advance(1);
      } else {
        if (c == '{') open++;
        if (c == '}' && --open == 0) {
          pieces.add(new Piece(true, text.substring(begin, at), beginLine, beginColumn, begin));
          advance(1);
          return;
        }
        advance(1);
      }
    }
    throw new MappingException(Kind.SYNTAX, "'${' without its '}'", openLine, openColumn, "", null);
  }

  private void skipString() {
    advance(1);
    while (at < text.length() && text.charAt(at) != '"') advance(text.charAt(at) == '\\' ? 2 : 1);
    advance(1);
  }

  private void advance(int chars) {
    int end = Math.min(at + chars, text.length());
    for (; at < end; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }
}
