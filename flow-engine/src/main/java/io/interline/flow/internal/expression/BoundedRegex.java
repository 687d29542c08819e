package io.interline.flow.internal.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.ArrayList;
import java.util.List;

/// A regular expression in the syntax and the meaning of `java.util.regex`, as far as
/// [RegexTranslation] has words for it: linear time over the text, a bounded program, charged to
/// the budget of the [Sandbox] it is used in. Safe for use from many threads.
public final class BoundedRegex {

  private static final int MAX_GROUPS = 50;
  private static final String META = ".$|()[{^?*+\\";

  private final String regexp;
  private final Pattern pattern;
  private final RegexTranslation translation;

  private BoundedRegex(String regexp, Pattern pattern, RegexTranslation translation) {
    this.regexp = regexp;
    this.pattern = pattern;
    this.translation = translation;
  }

  /// Compiles; only within a [Sandbox].
  ///
  /// @throws JsltException when it is wrong, not supported, or too large
  public static BoundedRegex compile(String regexp) {
    try {
      var translation = RegexTranslation.of(regexp);
      Budget.current().burn(50 + translation.program());
      Budget.current().allocate(4_000 + 200L * translation.program());
      var pattern = Pattern.compile(translation.regexp());
      if (pattern.groupCount() > MAX_GROUPS)
        throw new JsltException("Regular expression with more than " + MAX_GROUPS + " groups");
      return new BoundedRegex(regexp, pattern, translation);
    } catch (PatternSyntaxException e) {
      throw new JsltException(
          "Syntax error in regular expression '" + regexp + "': " + e.getDescription(), e);
    }
  }

  /// Steps of its program, which RE2/J keeps in memory.
  int program() {
    return translation.program();
  }

  /// Whether it is found anywhere in the text; only within a [Sandbox].
  public boolean find(String text) {
    return matches(text).find();
  }

  RegexMatches matches(String text) {
    var matcher = pattern.matcher(new WatchedText(text, translation.program()));
    return new RegexMatches(text, matcher, translation);
  }

  /// Names of its groups, sorted.
  List<String> groupNames() {
    return pattern.namedGroups().keySet().stream().sorted().toList();
  }

  /// As `String.split`: no empty piece before a match of nothing at the start, none at the end.
  /// Charges for what it returns.
  List<String> split(String text) {
    if (regexp.length() == 1 && META.indexOf(regexp.charAt(0)) < 0) return split(text, regexp);
    var pieces = new Pieces(text);
    var matcher = matches(text);
    while (matcher.find()) pieces.cut(matcher.start(), matcher.end());
    return pieces.finish();
  }

  private static List<String> split(String text, String separator) {
    var pieces = new Pieces(text);
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1))
      pieces.cut(at, at + 1);
    return pieces.finish();
  }

  /// The pieces cut so far.
  private static final class Pieces {
    private final String text;
    private final Budget budget = Budget.current();
    private final List<String> pieces = new ArrayList<>();
    private int position;

    Pieces(String text) {
      this.text = text;
    }

    void cut(int start, int end) {
      if (end == 0) return;
      budget.burn(1);
      budget.allocate(80L + start - position);
      pieces.add(text.substring(position, start));
      position = end;
    }

    List<String> finish() {
      if (position == 0) return List.of(text);
      if (position < text.length()) pieces.add(text.substring(position));
      while (!pieces.isEmpty() && pieces.getLast().isEmpty()) pieces.removeLast();
      return pieces;
    }
  }
}
