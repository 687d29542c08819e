package io.interline.flow.internal.expression;

import com.schibsted.spt.data.jslt.JsltException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A pattern as `java.util.regex` means it, in the words of RE2/J.
///
/// RE2/J unrolls `x{n,m}` without a bound (`((a{1000}){1000}){1000}` takes all memory), so the
/// steps are counted before it compiles.
///
/// @param program how many steps the pattern unrolls to at most
record RegexTranslation(String regexp, int program) {

  private static final int MAX_PATTERN = 1_000;
  private static final int MAX_PROGRAM = 3_000;
  private static final int ESCAPE_STEPS = 10;

  private static final String SPACE = "\\t\\n\\x0B\\f\\r ";
  private static final String LINE = "\\n\\r\\x{85}\\x{2028}\\x{2029}";
  private static final String VERTICAL = LINE + "\\x0B\\f";
  private static final String BLANK =
      " \\t\\x{A0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}";
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");
  private static final Pattern PROPERTY =
      Pattern.compile(
          "\\\\p\\{(?:(Lower|Upper|ASCII|Alpha|Digit|Alnum|Punct|Graph|Print|Blank|Cntrl|XDigit|Space)"
              + "|Is(\\w{1,20}))\\}");
  private static final Pattern CODE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
  private static final Pattern DOT_ALL = Pattern.compile("\\(\\?[a-zA-Z]*s");

  /// @throws JsltException when the pattern is too long, too large or has no counterpart
  static RegexTranslation of(String pattern) {
    if (pattern.length() > MAX_PATTERN)
      throw new JsltException("Regular expression longer than " + MAX_PATTERN + " characters");
    return new Translator(pattern).translate();
  }

  /// Goes over the pattern once, from left to right.
  private static final class Translator {
    private final String pattern;
    private final boolean dotAll;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Long> outerGroups = new ArrayDeque<>();
    private long groupSteps;
    private long lastSteps;
    private boolean inClass;
    private int at;

    Translator(String pattern) {
      this.pattern = pattern;
      this.dotAll = DOT_ALL.matcher(pattern).find();
    }

    RegexTranslation translate() {
      while (at < pattern.length()) step();
      return new RegexTranslation(out.toString(), (int) groupSteps);
    }

    private void step() {
      char c = pattern.charAt(at);
      if (c == '\\' && at + 1 < pattern.length()) {
        escape();
      } else if (inClass) {
        classMember(c);
      } else if (c == '(') {
        outerGroups.push(groupSteps);
        groupSteps = 0;
        lastSteps = 0;
        copy(1);
      } else if (c == ')') {
        long atom = groupSteps + 2;
        groupSteps = outerGroups.isEmpty() ? 0 : outerGroups.pop();
        copy(1);
        count(atom);
      } else if (c != '{' || !repeat()) {
        inClass = c == '[';
        out.append(c == '.' && !dotAll ? "[^" + LINE + "]" : String.valueOf(c));
        at++;
        count(1);
      }
    }

    private void classMember(char c) {
      if (c == '[' || pattern.startsWith("&&", at))
        throw new JsltException(
            "Syntax error in regular expression '"
                + pattern
                + "': '"
                + c
                + "' in a character class must be escaped");
      boolean first = pattern.charAt(at - 1) == '[' || at >= 2 && pattern.startsWith("[^", at - 2);
      inClass = c != ']' || first;
      copy(1);
      count(1);
    }

    private boolean repeat() {
      var bounds = REPEAT.matcher(pattern).region(at, Math.min(at + 20, pattern.length()));
      if (!bounds.lookingAt()) return false;
      String upper = bounds.group(2);
      int least = Integer.parseInt(bounds.group(1)) + 1;
      int times = Math.max(least, upper == null || upper.isEmpty() ? 1 : Integer.parseInt(upper));
      long more = lastSteps * (times - 1);
      lastSteps *= times;
      copy(bounds.end() - at);
      add(more);
      return true;
    }

    private void escape() {
      char c = pattern.charAt(at + 1);
      if (c == 'Q' && !inClass) {
        int end = pattern.indexOf("\\E", at);
        int length = (end < 0 ? pattern.length() : end + 2) - at;
        copy(length);
        count(length);
        return;
      }
      var property = PROPERTY.matcher(pattern).region(at, pattern.length());
      var code = CODE.matcher(pattern).region(at, pattern.length());
      String set = predefined(c);
      if (set != null && !(inClass && Character.isUpperCase(c))) {
        String open = Character.isUpperCase(c) ? "[^" : "[";
        replace(2, inClass ? set : open + set + "]");
      } else if (c == 'R' && !inClass) {
        replace(2, "(?:\\r\\n|[" + VERTICAL + "])");
      } else if (c == 'p' && property.lookingAt()) {
        replace(property.end() - at, property(property.group(1), property.group(2)));
      } else if (code.lookingAt() && !isSurrogate(code.group(1))) {
        replace(6, "\\x{" + code.group(1) + "}");
      } else if (c == '0') {
        throw new JsltException(
            "Syntax error in regular expression '"
                + pattern
                + "': octal escapes are not supported");
      } else {
        copy(2);
      }
      count(ESCAPE_STEPS);
    }

    private static @Nullable String predefined(char c) {
      return switch (c) {
        case 's', 'S' -> SPACE;
        case 'h', 'H' -> BLANK;
        case 'v', 'V' -> VERTICAL;
        default -> null;
      };
    }

    private String property(@Nullable String posix, String name) {
      if (posix == null) return "\\p{" + name + "}";
      String inside = "[:" + posix.toLowerCase(Locale.ROOT) + ":]";
      return inClass ? inside : "[" + inside + "]";
    }

    private static boolean isSurrogate(String hex) {
      return Character.isSurrogate((char) Integer.parseInt(hex, 16));
    }

    private void copy(int length) {
      out.append(pattern, at, at + length);
      at += length;
    }

    private void replace(int length, String replacement) {
      out.append(replacement);
      at += length;
    }

    private void count(long atom) {
      lastSteps = atom;
      add(atom);
    }

    private void add(long steps) {
      groupSteps += steps;
      if (groupSteps > MAX_PROGRAM)
        throw new JsltException(
            "Regular expression too large: it unrolls to more than " + MAX_PROGRAM + " steps");
    }
  }
}
