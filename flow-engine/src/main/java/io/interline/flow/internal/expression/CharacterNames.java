package io.interline.flow.internal.expression;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Sets of characters that patterns name, as `java.util.regex` means them, and how it folds case.
final class CharacterNames {

  static final CodePoints LINE = CodePoints.of('\n', '\r', 0x85, 0x2028, 0x2029);

  private static final CodePoints DIGIT = CodePoints.range('0', '9');
  private static final CodePoints LOWER = CodePoints.range('a', 'z');
  private static final CodePoints UPPER = CodePoints.range('A', 'Z');
  private static final CodePoints LETTER = LOWER.or(UPPER);
  private static final CodePoints WORD = LETTER.or(DIGIT).or(CodePoints.of('_'));
  private static final CodePoints SPACE = CodePoints.range('\t', '\r').or(CodePoints.of(' '));
  private static final CodePoints VERTICAL = LINE.or(CodePoints.of(0x0b, 0x0c));
  private static final CodePoints BLANK =
      CodePoints.of(' ', '\t', 0xa0, 0x1680, 0x180e, 0x202f, 0x205f, 0x3000)
          .or(CodePoints.range(0x2000, 0x200a));
  private static final CodePoints GRAPH = CodePoints.range(0x21, 0x7e);

  private static final Map<String, CodePoints> POSIX =
      Map.ofEntries(
          Map.entry("Lower", LOWER),
          Map.entry("Upper", UPPER),
          Map.entry("ASCII", CodePoints.range(0, 0x7f)),
          Map.entry("Alpha", LETTER),
          Map.entry("Digit", DIGIT),
          Map.entry("Alnum", LETTER.or(DIGIT)),
          Map.entry("Punct", GRAPH.and(LETTER.or(DIGIT).not())),
          Map.entry("Graph", GRAPH),
          Map.entry("Print", CodePoints.range(0x20, 0x7e)),
          Map.entry("Blank", CodePoints.of(' ', '\t')),
          Map.entry("Cntrl", CodePoints.range(0, 0x1f).or(CodePoints.of(0x7f))),
          Map.entry("XDigit", DIGIT.or(CodePoints.range('a', 'f')).or(CodePoints.range('A', 'F'))),
          Map.entry("Space", SPACE));

  private static final Map<String, Integer> CATEGORIES =
      Map.ofEntries(
          Map.entry("Cn", 1 << Character.UNASSIGNED),
          Map.entry("Lu", 1 << Character.UPPERCASE_LETTER),
          Map.entry("Ll", 1 << Character.LOWERCASE_LETTER),
          Map.entry("Lt", 1 << Character.TITLECASE_LETTER),
          Map.entry("Lm", 1 << Character.MODIFIER_LETTER),
          Map.entry("Lo", 1 << Character.OTHER_LETTER),
          Map.entry("Mn", 1 << Character.NON_SPACING_MARK),
          Map.entry("Me", 1 << Character.ENCLOSING_MARK),
          Map.entry("Mc", 1 << Character.COMBINING_SPACING_MARK),
          Map.entry("Nd", 1 << Character.DECIMAL_DIGIT_NUMBER),
          Map.entry("Nl", 1 << Character.LETTER_NUMBER),
          Map.entry("No", 1 << Character.OTHER_NUMBER),
          Map.entry("Zs", 1 << Character.SPACE_SEPARATOR),
          Map.entry("Zl", 1 << Character.LINE_SEPARATOR),
          Map.entry("Zp", 1 << Character.PARAGRAPH_SEPARATOR),
          Map.entry("Cc", 1 << Character.CONTROL),
          Map.entry("Cf", 1 << Character.FORMAT),
          Map.entry("Co", 1 << Character.PRIVATE_USE),
          Map.entry("Cs", 1 << Character.SURROGATE),
          Map.entry("Pd", 1 << Character.DASH_PUNCTUATION),
          Map.entry("Ps", 1 << Character.START_PUNCTUATION),
          Map.entry("Pe", 1 << Character.END_PUNCTUATION),
          Map.entry("Pc", 1 << Character.CONNECTOR_PUNCTUATION),
          Map.entry("Po", 1 << Character.OTHER_PUNCTUATION),
          Map.entry("Sm", 1 << Character.MATH_SYMBOL),
          Map.entry("Sc", 1 << Character.CURRENCY_SYMBOL),
          Map.entry("Sk", 1 << Character.MODIFIER_SYMBOL),
          Map.entry("So", 1 << Character.OTHER_SYMBOL),
          Map.entry("Pi", 1 << Character.INITIAL_QUOTE_PUNCTUATION),
          Map.entry("Pf", 1 << Character.FINAL_QUOTE_PUNCTUATION));

  /// Of categories and scripts, there are not many; each takes milliseconds to make.
  private static final Map<String, CodePoints> KNOWN = new ConcurrentHashMap<>();

  /// Characters that have a case.
  private static final CodePoints CASED =
      CodePoints.where(
          point -> Character.toUpperCase(point) != point || Character.toLowerCase(point) != point);

  private CharacterNames() {}

  /// Of `\d`, `\S` and the like; absent when the letter names none.
  static @Nullable CodePoints predefined(int letter) {
    return switch (letter) {
      case 'd' -> DIGIT;
      case 'D' -> DIGIT.not();
      case 's' -> SPACE;
      case 'S' -> SPACE.not();
      case 'w' -> WORD;
      case 'W' -> WORD.not();
      case 'h' -> BLANK;
      case 'H' -> BLANK.not();
      case 'v' -> VERTICAL;
      case 'V' -> VERTICAL.not();
      default -> null;
    };
  }

  /// Of `\p{…}`; absent when it is not known here.
  static @Nullable CodePoints property(String name) {
    var posix = POSIX.get(name);
    if (posix != null) return posix;
    var known = KNOWN.get(name);
    if (known != null) return known;
    var rule = rule(name);
    if (rule == null) return null;
    var points = CodePoints.where(rule);
    KNOWN.put(name, points);
    return points;
  }

  private static @Nullable IntPredicate rule(String name) {
    String plain = name.startsWith("Is") ? name.substring(2) : name;
    int types = 0;
    for (var category : CATEGORIES.entrySet())
      if (category.getKey().equals(plain)
          || plain.length() == 1 && category.getKey().startsWith(plain))
        types |= category.getValue();
    if (types != 0) {
      int wanted = types;
      return point -> (wanted >> Character.getType(point) & 1) == 1;
    }
    if (!name.startsWith("Is")) return null;
    return switch (plain.toUpperCase(Locale.ROOT)) {
      case "ALPHABETIC" -> Character::isAlphabetic;
      case "LETTER" -> Character::isLetter;
      case "DIGIT" -> Character::isDigit;
      case "IDEOGRAPHIC" -> Character::isIdeographic;
      case "LOWERCASE" -> Character::isLowerCase;
      case "UPPERCASE" -> Character::isUpperCase;
      default -> script(plain);
    };
  }

  private static @Nullable IntPredicate script(String name) {
    try {
      var script = Character.UnicodeScript.forName(name);
      return point -> Character.UnicodeScript.of(point) == script;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Whether ignoring case changes what a name means.
  static boolean hasCase(String property) {
    String plain = property.startsWith("Is") ? property.substring(2) : property;
    return switch (plain.toUpperCase(Locale.ROOT)) {
      case "LOWER", "UPPER", "LU", "LL", "LT", "LOWERCASE", "UPPERCASE", "TITLECASE", "LC" -> true;
      default -> false;
    };
  }

  /// One character without its case: of ASCII only, or of Unicode.
  static CodePoints folded(int point, boolean unicode) {
    if (!unicode) return ascii(CodePoints.of(point));
    int key = fold(point);
    return CodePoints.of(key, point).or(cased(other -> fold(other) == key));
  }

  /// A range without its case.
  static CodePoints folded(CodePoints range, boolean unicode) {
    if (!unicode) return ascii(range);
    return range.or(
        cased(
            other -> {
              int upper = Character.toUpperCase(other);
              return range.has(upper) || range.has(Character.toLowerCase(upper));
            }));
  }

  private static CodePoints ascii(CodePoints points) {
    var all = points;
    for (int letter = 'a'; letter <= 'z'; letter++) {
      int upper = letter - 'a' + 'A';
      if (points.has(letter) || points.has(upper)) all = all.or(CodePoints.of(letter, upper));
    }
    return all;
  }

  private static int fold(int point) {
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  private static CodePoints cased(IntPredicate rule) {
    return CASED.keep(rule);
  }
}
