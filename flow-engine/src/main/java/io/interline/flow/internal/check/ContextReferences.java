package io.interline.flow.internal.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Finds which names of the context a JSLT source uses: the `.name` that begin an accessor. It
/// reads tokens, not the grammar, as the guarded compiler shows no tree. Where the context is
/// another one (in the body of `for`, after `|`, in an object matcher) it finds nothing; in sources
/// that define functions every find is uncertain.
final class ContextReferences {

  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "as", "def", "else", "false", "for", "if", "import", "let", "null", "or", "true");

  /// @param at index of the name's first character
  /// @param certain whether the name is surely looked up in the context of the step
  record Reference(String name, int at, boolean certain) {}

  private enum Before {
    /// An accessor, variable or call, which a further `.name` goes on from.
    VALUE,
    CALLED_NAME,
    CONDITION_WORD,
    DEFINING_WORD,
    OPEN_OBJECT,
    COMMA,
    OTHER
  }

  /// An open bracket.
  private static final class Level {
    final char open;
    final Before opener;
    final boolean base;
    boolean shifted;
    boolean loops;
    boolean groups;

    Level(char open, Before opener, boolean shifted) {
      this.open = open;
      this.opener = opener;
      this.base = shifted;
      this.shifted = shifted;
    }
  }

  private final String source;
  private final List<Reference> found = new ArrayList<>();
  private final Deque<Level> levels = new ArrayDeque<>();
  private Before before = Before.OTHER;
  private boolean defines;
  private String called = "";
  private int at;

  private ContextReferences(String source, int at) {
    this.source = source;
    this.at = at;
  }

  /// Of a whole mapping.
  static List<Reference> ofMapping(String source) {
    var scan = new ContextReferences(source, 0);
    scan.scan();
    return scan.references();
  }

  /// Of the `${…}` in a text.
  static List<Reference> ofTemplate(String text) {
    var all = new ArrayList<Reference>();
    int at = text.indexOf("${");
    while (at >= 0) {
      boolean escaped = at > 0 && text.charAt(at - 1) == '$';
      int next = at + 2;
      if (!escaped) {
        var scan = new ContextReferences(text, next);
        scan.scan();
        all.addAll(scan.references());
        next = scan.at;
      }
      at = text.indexOf("${", next);
    }
    return all;
  }

  private List<Reference> references() {
    if (!defines) return found;
    return found.stream().map(r -> new Reference(r.name(), r.at(), false)).toList();
  }

  /// Reads to the end, or to a closing brace that was opened before the beginning.
  private void scan() {
    levels.push(new Level(' ', Before.OTHER, false));
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '}' && levels.size() == 1) return;
      if (Character.isWhitespace(c)) at++;
      else if (source.startsWith("//", at)) skipComment();
      else if (c == '"') {
        skipString();
        before = Before.OTHER;
      } else if (c == '.') accessor();
      else if (c == '$') variable();
      else if (isNameStart(c)) word();
      else if (Character.isDigit(c)) number();
      else punctuation(c);
    }
  }

  private void accessor() {
    at++;
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) at++;
    int begin = at;
    String name = "";
    if (at < source.length() && source.charAt(at) == '"') {
      skipString();
      name = source.substring(begin + 1, Math.max(begin + 1, at - 1));
      begin++;
    } else if (at < source.length() && isNameStart(source.charAt(at))) {
      name = name();
    }
    boolean chained = before == Before.VALUE;
    if (!name.isEmpty() && !KEYWORDS.contains(name) && !chained && !level().shifted)
      found.add(new Reference(name, begin, true));
    before = Before.VALUE;
  }

  private void variable() {
    at++;
    name();
    before = Before.VALUE;
  }

  private void word() {
    String word = name();
    switch (word) {
      case "for" -> {
        level().loops = true;
        before = Before.CONDITION_WORD;
      }
      case "if" -> before = Before.CONDITION_WORD;
      case "def" -> {
        defines = true;
        before = Before.DEFINING_WORD;
      }
      default -> {
        called = word;
        boolean calls = before != Before.DEFINING_WORD && !KEYWORDS.contains(word);
        before = calls ? Before.CALLED_NAME : Before.OTHER;
      }
    }
  }

  private void punctuation(char c) {
    at++;
    switch (c) {
      case '(', '[', '{' -> {
        var inner = new Level(c, before, level().shifted);
        // The macro looks up all but its first argument in each item.
        inner.groups = c == '(' && before == Before.CALLED_NAME && called.equals("group-by");
        levels.push(inner);
        before = c == '{' ? Before.OPEN_OBJECT : Before.OTHER;
      }
      case ')', ']', '}' -> close();
      case ',' -> {
        boolean inItems = level().groups || (level().loops && level().shifted);
        level().shifted = level().base || inItems;
        before = Before.COMMA;
      }
      case '|' -> {
        level().shifted = true;
        before = Before.OTHER;
      }
      case '*' -> {
        boolean matcher = before == Before.OPEN_OBJECT || before == Before.COMMA;
        if (matcher && level().open == '{') {
          level().shifted = true;
          level().loops = true; // the commas of `* - a, b : …` change nothing
        }
        before = Before.OTHER;
      }
      default -> before = Before.OTHER;
    }
  }

  private void close() {
    if (levels.size() == 1) return;
    var closed = levels.pop();
    boolean call = closed.open == '(' && closed.opener == Before.CALLED_NAME;
    boolean index = closed.open == '[' && closed.opener == Before.VALUE;
    before = call || index ? Before.VALUE : Before.OTHER;
    boolean loopHead = closed.open == '(' && closed.opener == Before.CONDITION_WORD;
    if (loopHead && level().loops) level().shifted = true;
  }

  private Level level() {
    return levels.element();
  }

  private String name() {
    int begin = at;
    while (at < source.length() && isNamePart(source.charAt(at))) at++;
    return source.substring(begin, at);
  }

  private void number() {
    while (at < source.length()
        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '.')) at++;
    before = Before.OTHER;
  }

  private void skipString() {
    at++;
    while (at < source.length() && source.charAt(at) != '"')
      at += source.charAt(at) == '\\' ? 2 : 1;
    at = Math.min(at + 1, source.length());
  }

  private void skipComment() {
    while (at < source.length() && source.charAt(at) != '\n') at++;
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '-';
  }
}
