package io.interline.flow.internal.expression;

import com.schibsted.spt.data.jslt.JsltException;
import org.jspecify.annotations.Nullable;

/// Reads a pattern of `java.util.regex` that is right, piece by piece: its flags, quantifiers,
/// escapes and sets of characters.
final class RegexReader {

  private static final String FLAGS = "iusm";
  private static final int MAX_REPEAT = 1_000_000;

  private final String pattern;
  private int at;
  private int flags;

  RegexReader(String pattern) {
    this.pattern = pattern;
  }

  /// How often something is repeated.
  ///
  /// @param most -1 when there is no bound
  /// @param text as RE2/J writes it
  record Times(int least, int most, String text) {}

  int at() {
    return at;
  }

  boolean isOver() {
    return at >= pattern.length();
  }

  boolean has(char c) {
    return at < pattern.length() && pattern.charAt(at) == c;
  }

  boolean take(char c) {
    if (!has(c)) return false;
    at++;
    return true;
  }

  int next() {
    if (isOver()) throw refused(at, "something is missing");
    int point = pattern.codePointAt(at);
    at += Character.charCount(point);
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
      throw refused(at - 1, "half of a surrogate pair is no character");
    return point;
  }

  /// What is before the next such character, which is read too.
  String upTo(char end) {
    int to = pattern.indexOf(end, at);
    String text = pattern.substring(at, to);
    at = to + 1;
    return text;
  }

  JsltException refused(int where, String why) {
    return new JsltException(
        "Regular expression '" + pattern + "' at character " + (where + 1) + ": " + why);
  }

  int flags() {
    return flags;
  }

  void flags(int again) {
    flags = again;
  }

  boolean isSet(char flag) {
    return (flags >> FLAGS.indexOf(flag) & 1) == 1;
  }

  /// `i-s` and the like, with what ends them.
  ///
  /// @return whether they are of a group that begins here
  boolean readFlags() {
    boolean on = true;
    while (!has(')') && !has(':')) {
      int from = at;
      int c = next();
      int flag = FLAGS.indexOf(c);
      if (c == '-') on = false;
      else if (flag < 0)
        throw refused(from, "the flag '" + Character.toString(c) + "' is not supported");
      else flags = on ? flags | 1 << flag : flags & ~(1 << flag);
    }
    return next() == ':';
  }

  /// Absent when nothing is repeated here.
  @Nullable Times repetition() {
    if (take('*')) return new Times(0, -1, "*");
    if (take('+')) return new Times(1, -1, "+");
    if (take('?')) return new Times(0, 1, "?");
    if (!has('{')) return null;
    int from = at++;
    String bounds = upTo('}');
    int comma = bounds.indexOf(',');
    int least = times(comma < 0 ? bounds : bounds.substring(0, comma), from);
    if (comma < 0) return new Times(least, least, "{" + least + "}");
    if (comma == bounds.length() - 1) return new Times(least, -1, "{" + least + ",}");
    int most = times(bounds.substring(comma + 1), from);
    return new Times(least, most, "{" + least + "," + most + "}");
  }

  private int times(String digits, int from) {
    try {
      int times = Integer.parseInt(digits);
      if (times >= 0 && times <= MAX_REPEAT) return times;
    } catch (NumberFormatException e) {
      // Refused as the ones that are too large.
    }
    throw refused(from, "'" + digits + "' is no number of times");
  }

  /// Up to `\E`, or the end.
  String quoted() {
    int end = pattern.indexOf("\\E", at);
    String text = end < 0 ? pattern.substring(at) : pattern.substring(at, end);
    at = end < 0 ? pattern.length() : end + 2;
    return text;
  }

  /// One character, whatever its case when that is to be ignored.
  CodePoints folded(int point) {
    return isSet('i') ? CharacterNames.folded(point, isSet('u')) : CodePoints.of(point);
  }

  /// The rest of `[…]`.
  CodePoints set(boolean begins) {
    boolean negated = begins && take('^');
    CodePoints all = null;
    do {
      var operand = operand(all == null);
      all = all == null ? operand : all.and(operand);
    } while (!take(']'));
    return negated ? all.not() : all;
  }

  /// Up to `&&` or the end of the set.
  private CodePoints operand(boolean first) {
    var all = CodePoints.NONE;
    int from = at;
    while (true) {
      if (isOver()) throw refused(from, "']' is missing");
      boolean empty = at == from;
      if (has(']') && !(first && empty)) {
        if (empty) throw refused(at, "'&&' needs something on both sides");
        return all;
      }
      if (pattern.startsWith("&&", at)) {
        if (empty) throw refused(at, "'&&' needs something on both sides");
        at += 2;
        if (has('&')) throw refused(at, "'&' must be escaped here");
        if (has('^'))
          throw refused(at, "'^' must be escaped here; write '[^…]' for what is left out");
        return all;
      }
      all = all.or(member());
    }
  }

  private CodePoints member() {
    int from = at;
    int c = next();
    if (c == '[') return set(true);
    if (c == '\\') {
      if (take('Q')) {
        var all = CodePoints.NONE;
        for (int point : quoted().codePoints().toArray()) all = all.or(folded(point));
        return all;
      }
      int letter = next();
      var named = named(from, letter);
      if (named != null) {
        if (has('-') && !pattern.startsWith("-]", at))
          throw refused(at, "'-' must be escaped behind a set of characters");
        return named;
      }
      c = character(from, letter);
    }
    if (!has('-') || at + 1 >= pattern.length()) return folded(c);
    char after = pattern.charAt(at + 1);
    if (after == ']' || after == '[') return folded(c);
    at++;
    int last = next();
    if (last == '\\') {
      int letter = next();
      if (named(from, letter) != null) throw refused(from, "a range must end with a character");
      last = character(from, letter);
    }
    if (last < c) throw refused(from, "the range ends before it begins");
    if (pattern.startsWith("&&", from) || last == '&' && has('&'))
      throw refused(from, "'&' must be escaped here");
    var range = CodePoints.range(c, last);
    return isSet('i') ? CharacterNames.folded(range, isSet('u')) : range;
  }

  /// What a backslash and a letter stand for.
  CodePoints escaped(int from, int letter) {
    var named = named(from, letter);
    return named != null ? named : folded(character(from, letter));
  }

  private @Nullable CodePoints named(int from, int letter) {
    if (letter != 'p' && letter != 'P') return CharacterNames.predefined(letter);
    String name = take('{') ? upTo('}') : Character.toString(next());
    var points = CharacterNames.property(name);
    if (points == null) throw refused(from, "the property '" + name + "' is not known");
    if (isSet('i') && CharacterNames.hasCase(name))
      throw refused(from, "the property '" + name + "' does not go with (?i); use 'L' or 'Alpha'");
    return letter == 'p' ? points : points.not();
  }

  private int character(int from, int letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'a' -> 7;
      case 'e' -> 27;
      case 'c' -> next() ^ 64;
      case '0' -> octal();
      case 'x' -> {
        String digits = take('{') ? upTo('}') : digits(2);
        yield valid(from, Integer.parseInt(digits, 16));
      }
      case 'u' -> unicode(from);
      default -> {
        if (letter >= '1' && letter <= '9' || letter == 'k')
          throw refused(from, "back-references are not supported");
        if (letter < 128 && Character.isLetter(letter))
          throw refused(from, "'\\" + Character.toString(letter) + "' is not supported");
        yield letter;
      }
    };
  }

  private int unicode(int from) {
    int point = Integer.parseInt(digits(4), 16);
    if (Character.isHighSurrogate((char) point) && pattern.startsWith("\\u", at)) {
      at += 2;
      int low = Integer.parseInt(digits(4), 16);
      if (Character.isLowSurrogate((char) low))
        return Character.toCodePoint((char) point, (char) low);
    }
    return valid(from, point);
  }

  private int valid(int from, int point) {
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
      throw refused(from, "half of a surrogate pair is no character");
    return point;
  }

  private String digits(int count) {
    String digits = pattern.substring(at, at + count);
    at += count;
    return digits;
  }

  private int octal() {
    int value = 0;
    for (int i = 0; i < 3 && !isOver(); i++) {
      int digit = pattern.charAt(at) - '0';
      if (digit < 0 || digit > 7 || value * 8 + digit > 0xff) break;
      value = value * 8 + digit;
      at++;
    }
    return value;
  }
}
