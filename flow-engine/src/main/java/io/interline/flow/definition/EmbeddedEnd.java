package io.interline.flow.definition;

/// Finds the end of a `${…}`: the brace that matches its beginning. Braces within JSLT texts and
/// comments do not count.
final class EmbeddedEnd {

  private EmbeddedEnd() {}

  /// Index behind the brace; -1 when there is none.
  ///
  /// @param begin index of `${`
  static int of(String text, int begin) {
    int open = 1;
    int at = begin + 2;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at = textEnd(text, at);
      } else if (text.startsWith("//", at)) {
        int line = text.indexOf('\n', at);
        if (line < 0) return -1;
        at = line;
      } else {
        if (c == '{') open++;
        if (c == '}' && --open == 0) return at + 1;
        at++;
      }
    }
    return -1;
  }

  private static int textEnd(String text, int begin) {
    int at = begin + 1;
    while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
    return at + 1;
  }
}
