package io.interline.flow.internal.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tokens of a JSLT source, right or wrong, with what is left open at its end.
public final class JsltTokens {

  private static final Set<String> KEYWORDS =
      Set.of("and", "as", "def", "else", "for", "if", "import", "let", "or");
  private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
  private static final Set<String> PAIRS = Set.of("==", "!=", ">=", "<=", "/*");

  private final List<Token> tokens = new ArrayList<>();
  private final String source;
  private int openText = -1;

  private JsltTokens(String source) {
    this.source = source;
    read();
  }

  /// Reads a source.
  public static JsltTokens of(String source) {
    return new JsltTokens(source);
  }

  /// @param at index of its first character
  public record Token(String text, int at) {

    public int end() {
      return at + text.length();
    }

    /// Neither a keyword nor a constant: the name of a function, or of nothing.
    public boolean isWord() {
      char c = text.charAt(0);
      return isNameStart(c) && !KEYWORDS.contains(text) && !CONSTANTS.contains(text);
    }

    /// Whether something must follow.
    boolean wantsMore() {
      return KEYWORDS.contains(text)
          || "+-*/:,.|=<>!([".contains(text.substring(0, 1)) && !hasName();
    }

    private boolean hasName() {
      return text.length() > 1 && text.charAt(0) == '.';
    }
  }

  /// In the order of the source; spaces and comments are left out.
  public List<Token> all() {
    return tokens;
  }

  /// Index of the quote of a text without an end; -1 when all have one.
  int openText() {
    return openText;
  }

  @Nullable Token at(int offset) {
    return tokens.stream()
        .filter(token -> token.at() <= offset && offset < token.end())
        .findFirst()
        .orElse(null);
  }

  /// The last that ends at or before a place.
  @Nullable Token before(int offset) {
    return tokens.reversed().stream()
        .filter(token -> token.end() <= offset)
        .findFirst()
        .orElse(null);
  }

  /// The innermost bracket without its end.
  @Nullable Token open() {
    var open = new ArrayDeque<Token>();
    for (var token : tokens) {
      switch (token.text()) {
        case "(", "[", "{" -> open.push(token);
        case ")", "]", "}" -> open.poll();
        default -> {}
      }
    }
    return open.peek();
  }

  private void read() {
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      int end = at + 1;
      if (Character.isWhitespace(c)) {
        at = end;
        continue;
      }
      if (source.startsWith("//", at)) {
        int lineEnd = source.indexOf('\n', at);
        at = lineEnd < 0 ? source.length() : lineEnd;
        continue;
      }
      if (c == '"') end = text(at);
      else if (isNameStart(c) || c == '$') end = name(at + 1);
      else if (c == '.' && end < source.length() && isNameStart(source.charAt(end)))
        end = name(end);
      else if (Character.isDigit(c)) end = number(at);
      else if (PAIRS.contains(source.substring(at, Math.min(at + 2, source.length()))))
        end = at + 2;
      tokens.add(new Token(source.substring(at, end), at));
      at = end;
    }
  }

  private int text(int begin) {
    int at = begin + 1;
    while (at < source.length() && source.charAt(at) != '"')
      at += source.charAt(at) == '\\' ? 2 : 1;
    if (at >= source.length()) openText = begin;
    return Math.min(at + 1, source.length());
  }

  private int name(int begin) {
    int at = begin;
    while (at < source.length()
        && (isNameStart(source.charAt(at)) || isLaterPart(source.charAt(at)))) at++;
    return at;
  }

  private int number(int begin) {
    int at = begin;
    while (at < source.length()
        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '.')) at++;
    return at;
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isLaterPart(char c) {
    return (c >= '0' && c <= '9') || c == '-';
  }
}
