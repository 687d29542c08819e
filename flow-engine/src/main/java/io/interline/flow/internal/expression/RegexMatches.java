package io.interline.flow.internal.expression;

import com.google.re2j.Matcher;
import com.schibsted.spt.data.jslt.JsltException;
import org.jspecify.annotations.Nullable;

/// Where a pattern is found in a text, one place after the other, as `java.util.regex.Matcher`
/// finds them. Only within a [Sandbox].
final class RegexMatches {

  private final String text;
  private final Matcher matcher;
  private final RegexTranslation translation;
  private int from;
  private int end;

  RegexMatches(String text, Matcher matcher, RegexTranslation translation) {
    this.text = text;
    this.matcher = matcher;
    this.translation = translation;
    if (translation.atWords() && hasMarks(text))
      throw new JsltException(
          "'\\b' cannot be told in a text with combining characters; name the characters around the"
              + " word");
  }

  /// Marks belong to the word of the letter before them.
  private static boolean hasMarks(String text) {
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) > 0x2ff && Character.getType(text.charAt(i)) == Character.NON_SPACING_MARK)
        return true;
    return false;
  }

  boolean find() {
    if (from > text.length() || !matcher.find(from)) return false;
    end = matcher.end();
    for (int group : translation.ends()) {
      int start = matcher.start(group);
      if (start < 0) continue;
      if (start > 0 && text.charAt(start - 1) == '\r' && text.charAt(start) == '\n')
        throw new JsltException("'$' cannot be told between a carriage return and a line feed");
      end = start;
    }
    from = end == start() ? end + 1 : end;
    return true;
  }

  int start() {
    return matcher.start();
  }

  int end() {
    return end;
  }

  @Nullable String group(String name) {
    int start = matcher.start(name);
    return start < 0 ? null : text.substring(start, Math.min(matcher.end(name), end));
  }
}
