package io.interline.tenant;

import io.interline.tenant.DomainException.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one rule for every text that enters the hub, from wherever: webhook, poll, answer of another
/// system, API, screen, flow document, result of a mapping. What passes can be stored and shown by
/// every part of the hub. Stateless; safe for many threads.
///
/// - Bytes are UTF-8 as Unicode defines it (table 3-7 of the standard): no overlong form, no
///   surrogate, nothing above U+10FFFF.
/// - A text has no NUL and no half of a surrogate pair.
/// - A name (titles, names of people and things) is a text of one line without control characters
///   and without characters that change the direction of the text around them.
///
/// ```java
/// var text = TextRules.text("reason", reason); // the same text, or a refusal that names the field
/// ```
public final class TextRules {

  private TextRules() {}

  /// Takes a text, or refuses it.
  ///
  /// @param field as the one who sends the text knows it
  /// @return the same text
  /// @throws DomainException `text-invalid`, that names the field, the character and its position
  public static String text(String field, String text) {
    return checked(field, text, problem(text));
  }

  /// Takes a text that may be absent, or refuses it.
  ///
  /// @throws DomainException `text-invalid`
  public static @Nullable String optionalText(String field, @Nullable String text) {
    return text == null ? null : text(field, text);
  }

  /// Takes a name, or refuses it.
  ///
  /// @return the same name
  /// @throws DomainException `text-invalid`, that names the field, the character and its position
  public static String name(String field, String name) {
    return checked(field, name, problemOfName(name));
  }

  /// Whether a text can be stored and shown everywhere.
  public static boolean isSound(CharSequence text) {
    return firstUnsound(text) < 0;
  }

  /// What is wrong with a text, as the end of a sentence: `holds NUL (U+0000) at position 4`.
  public static Optional<String> problem(CharSequence text) {
    int at = firstUnsound(text);
    if (at < 0) return Optional.empty();
    return Optional.of(
        text.charAt(at) == 0
            ? "holds the character NUL (U+0000) at position " + (at + 1)
            : "holds half of a surrogate pair at position "
                + (at + 1)
                + "; a character was cut in two");
  }

  /// What is wrong with a name, as the end of a sentence.
  public static Optional<String> problemOfName(CharSequence name) {
    var problem = problem(name);
    if (problem.isPresent()) return problem;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029')
        return Optional.of("holds a control character or line break " + place(c, i));
      if (isDirection(c))
        return Optional.of("holds a character that changes the direction of text " + place(c, i));
    }
    return Optional.empty();
  }

  /// A text that can be stored and shown, of one that was made here (an error with an excerpt of
  /// something foreign): each character that no text may hold becomes U+FFFD.
  public static String cleaned(String text) {
    int at = firstUnsound(text);
    if (at < 0) return text;
    var clean = new StringBuilder(text);
    for (; at >= 0; at = firstUnsound(clean)) clean.setCharAt(at, '\uFFFD');
    return clean.toString();
  }

  /// The beginning of a text; cuts no character in two, and marks the cut by `…`.
  ///
  /// @param most chars of the beginning, without the mark
  public static String cut(String text, int most) {
    if (text.length() <= most) return text;
    boolean inTwo = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, inTwo ? most - 1 : most) + "…";
  }

  /// Whether bytes are UTF-8, strictly. NUL is UTF-8; texts refuse it.
  public static boolean isUtf8(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (bytes[i] >= 0) {
        i++;
        continue;
      }
      int length = utf8Length(bytes, i);
      if (length == 0) return false;
      i += length;
    }
    return true;
  }

  /// Bytes of the character of two bytes or more that begins at an index; 0 when it is not UTF-8.
  ///
  /// @param at of a byte above 0x7F
  public static int utf8Length(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    // Of two bytes; 0xC0 and 0xC1 would be overlong.
    if (lead < 0xC2 || lead > 0xF4) return 0;
    if (lead < 0xE0) return follows(bytes, at + 1, 0x80, 0xBF) ? 2 : 0;
    if (lead < 0xF0) {
      int low = lead == 0xE0 ? 0xA0 : 0x80; // below: overlong
      int high = lead == 0xED ? 0x9F : 0xBF; // above: surrogates
      return follows(bytes, at + 1, low, high) && follows(bytes, at + 2, 0x80, 0xBF) ? 3 : 0;
    }
    int low = lead == 0xF0 ? 0x90 : 0x80; // below: overlong
    int high = lead == 0xF4 ? 0x8F : 0xBF; // above: beyond U+10FFFF
    return follows(bytes, at + 1, low, high)
            && follows(bytes, at + 2, 0x80, 0xBF)
            && follows(bytes, at + 3, 0x80, 0xBF)
        ? 4
        : 0;
  }

  private static boolean follows(byte[] bytes, int at, int low, int high) {
    if (at >= bytes.length) return false;
    int b = bytes[at] & 0xFF;
    return b >= low && b <= high;
  }

  /// Index of the first character that a text must not hold; -1 when there is none.
  private static int firstUnsound(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) return i;
      if (!Character.isHighSurrogate(c)) continue;
      if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) return i;
      i++;
    }
    return -1;
  }

  /// Marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9), and
  /// the byte order mark.
  private static boolean isDirection(char c) {
    return c == '\u061C'
        || c == '\u200E'
        || c == '\u200F'
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\uFEFF';
  }

  private static String place(char c, int index) {
    return "(U+%04X) at position %d".formatted((int) c, index + 1);
  }

  private static String checked(String field, String text, Optional<String> problem) {
    if (problem.isEmpty()) return text;
    throw new DomainException(
        Kind.INVALID,
        "text-invalid",
        "The text of '" + field + "' " + problem.get() + ". Remove it and try again.");
  }
}
