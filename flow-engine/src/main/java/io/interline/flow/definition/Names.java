package io.interline.flow.definition;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names steps and triggers may have, and what a mistyped name was meant to be.
public final class Names {

  /// `.name` of JSLT must find the step without quotes, and JSLT reads a dash as part of a name, so
  /// `.a-.b` would not be a difference: letters, digits and underscores only.
  static final Pattern STEP_ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  /// Words of JSLT, which it does not read as names, and `error`, which `onError` steps see.
  static final Set<String> RESERVED =
      Set.of(
          "and", "as", "def", "else", "error", "false", "for", "if", "import", "let", "null", "or",
          "true");

  private Names() {}

  /// Whether a text is a JSON pointer (RFC 6901) to a part: the empty one, to the whole, is not.
  static boolean isPointer(String text) {
    if (!text.startsWith("/")) return false;
    for (int i = text.indexOf('~'); i >= 0; i = text.indexOf('~', i + 1)) {
      if (i + 1 == text.length()) return false;
      if (text.charAt(i + 1) != '0' && text.charAt(i + 1) != '1') return false;
    }
    return true;
  }

  /// The candidate that differs by least, when that is at most two letters or a third.
  public static Optional<String> closest(String name, Collection<String> candidates) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    if (best == null || least > Math.max(best.length() < 4 ? 1 : 2, best.length() / 3))
      return Optional.empty();
    return Optional.of(best);
  }

  /// Levenshtein distance; long names are not compared.
  private static int distance(String a, String b) {
    if (a.length() > 40 || b.length() > 40) return a.equals(b) ? 0 : Integer.MAX_VALUE;
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
