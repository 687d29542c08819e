package io.interline.flow.internal.expression;

import io.interline.flow.internal.expression.TemplatePart.Handling;
import io.interline.flow.internal.expression.TemplateText.Piece;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a text with expressions becomes a path: what stands in the text is structure, values of
/// expressions are not. `raw(…)` around a whole expression says that its value is structure, and
/// `url-encode(…)` that it is encoded already.
public final class PathTemplate {

  private static final Pattern ESCAPE_IN_STRING =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*%[0-9A-Fa-f]{2}");

  private PathTemplate() {}

  /// What may not be meant.
  public enum Doubt {
    /// The path is one expression, which can make any path of its data.
    WHOLE_FROM_DATA,
    /// It begins with a value, which becomes one segment though it may be an address.
    BEGINS_WITH_DATA,
    /// An expression encodes its value by hand, which is encoded again.
    ENCODED_TWICE
  }

  /// The first doubt about a text that is a path; empty for a text that cannot be read.
  public static Optional<Doubt> doubt(String text) {
    if (!TemplateText.hasMarkup(text)) return Optional.empty();
    try {
      var pieces = TemplateText.cut(text);
      var first = pieces.getFirst();
      boolean data = first.isExpression() && !isEncoded(first.source());
      if (data && pieces.size() == 1) return Optional.of(Doubt.WHOLE_FROM_DATA);
      if (pieces.stream().anyMatch(PathTemplate::isEncodedByHand))
        return Optional.of(Doubt.ENCODED_TWICE);
      return data ? Optional.of(Doubt.BEGINS_WITH_DATA) : Optional.empty();
    } catch (MappingException e) {
      return Optional.empty();
    }
  }

  private static boolean isEncodedByHand(Piece piece) {
    return piece.isExpression()
        && !isEncoded(piece.source())
        && ESCAPE_IN_STRING.matcher(piece.source()).find();
  }

  /// What becomes of the value of an expression in a path or form.
  static Handling handling(String source) {
    if (isCallOf("raw", source)) return Handling.RAW;
    return isCallOf("url-encode", source) ? Handling.ENCODED : Handling.DATA;
  }

  private static boolean isEncoded(String source) {
    return handling(source) != Handling.DATA;
  }

  /// Whether the source is one call of this function and nothing else.
  private static boolean isCallOf(String function, String source) {
    String text = source.strip();
    if (!text.startsWith(function)) return false;
    int at = function.length();
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    if (at == text.length() || text.charAt(at) != '(') return false;
    return end(text, at) == text.length();
  }

  /// Index behind the bracket that closes the one at `open`; -1 when there is none.
  private static int end(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
      } else if (text.startsWith("//", at)) {
        while (at < text.length() && text.charAt(at) != '\n') at++;
      } else if (c == '(') depth++;
      else if (c == ')' && --depth == 0) return at + 1;
    }
    return -1;
  }
}
