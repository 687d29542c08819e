package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.json.ExactJson;
import io.interline.flow.internal.expression.Mask;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The masked values of a run, to find them again in what other systems answered: there nothing
/// but the value itself tells where it comes from. Texts, numbers and booleans alike are compared
/// by their letters and digits, so that case, separators and encodings hide nothing.
final class Secrets {

  /// Longer beginnings are not told apart.
  private static final int LONGEST_KEY = 32;

  /// Shorter ones are only found as words of their own: they are part of too many.
  private static final int SHORTEST_PART = 3;

  /// So many digits of a longer number tell of it, as the last four of a card do.
  private static final int DIGITS = 4;

  /// Likewise of letters and digits mixed.
  private static final int LETTERS = 10;

  private static final int LONGEST_TEXT = 500_000;
  private static final int MOST = 50_000;

  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{4,}={0,2}");
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){2,}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final Map<String, String> plain = new HashMap<>();
  private final Map<Integer, Set<String>> byLength = new TreeMap<>();
  private final Set<String> pieces = new HashSet<>();

  boolean isEmpty() {
    return plain.isEmpty();
  }

  int size() {
    return plain.size();
  }

  /// Takes what a mask hides of a value: every scalar and every name in it.
  void add(JsonNode value, Mask mask) {
    if (mask.isClear() || plain.size() > MOST) return;
    switch (value) {
      case ObjectNode object -> {
        for (var field : object.properties()) {
          if (mask.hidesValue()) add(field.getKey());
          add(field.getValue(), mask.at(field.getKey()));
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) add(array.get(i), mask.at(Integer.toString(i)));
      }
      default -> {
        if (mask instanceof Mask.Text text) addPieces(text.hidden(text(value)), text.middle());
        else if (!value.isNull() && !value.isMissingNode()) add(text(value));
      }
    }
  }

  /// What stands between the literals of a text.
  private void addPieces(String text, String shown) {
    int at = 0;
    var literals = shown.split(Pattern.quote(Mask.SHOWN), -1);
    for (int i = 1; i + 1 < literals.length; i++) {
      int next = literals[i].isEmpty() ? -1 : text.indexOf(literals[i], at);
      if (next < 0) continue;
      add(text.substring(at, next));
      at = next + literals[i].length();
    }
    add(text.substring(at));
    add(text);
  }

  private void add(String text) {
    String key = key(text);
    if (key.isEmpty() || plain.putIfAbsent(key, text) != null) return;
    if (text.indexOf('%') >= 0) add(unescaped(text));
    int length = Math.min(key.length(), LONGEST_KEY);
    byLength.computeIfAbsent(length, _ -> new HashSet<>()).add(key.substring(0, length));
    for (int at = 0; at + LETTERS <= key.length(); at++)
      pieces.add(key.substring(at, at + LETTERS));
    if (key.length() > DIGITS)
      for (int at = 0; at + DIGITS <= key.length(); at++)
        if (allDigits(key, at)) pieces.add(key.substring(at, at + DIGITS));
  }

  private static boolean allDigits(String text, int from) {
    for (int at = from; at < from + DIGITS; at++)
      if (!Character.isDigit(text.charAt(at))) return false;
    return true;
  }

  /// Mask of a value that anything masked may have got into.
  Mask maskOf(JsonNode value) {
    if (isEmpty()) return Mask.CLEAR;
    if (plain.size() > MOST) return Mask.WHOLE;
    return switch (value) {
      case ObjectNode object -> {
        var named = new HashMap<String, Mask>();
        for (var field : object.properties()) {
          if (!scrub(field.getKey()).equals(field.getKey())) yield Mask.WHOLE;
          var part = maskOf(field.getValue());
          if (!part.isClear()) named.put(field.getKey(), part);
        }
        yield Mask.parts(named, Mask.CLEAR);
      }
      case ArrayNode array -> {
        var named = new HashMap<String, Mask>();
        for (int i = 0; i < array.size(); i++) {
          var part = maskOf(array.get(i));
          if (!part.isClear()) named.put(Integer.toString(i), part);
        }
        yield Mask.parts(named, Mask.CLEAR);
      }
      default -> {
        if (value.isNull() || value.isMissingNode()) yield Mask.CLEAR;
        String text = text(value);
        yield scrub(text).equals(text) ? Mask.CLEAR : Mask.WHOLE;
      }
    };
  }

  /// A text without what is masked: the values are taken out of it, or it is masked as a whole
  /// where they cannot be.
  String scrub(String text) {
    if (isEmpty() || text.isEmpty()) return text;
    if (text.length() > LONGEST_TEXT || plain.size() > MOST) return Mask.SHOWN;
    String scrubbed = text;
    for (var found : wholeIn(text)) {
      String secret = plain.getOrDefault(found, found);
      scrubbed =
          Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(scrubbed)
              .replaceAll(Matcher.quoteReplacement(Mask.SHOWN));
    }
    scrubbed =
        WORD.matcher(scrubbed).replaceAll(word -> isShort(word.group()) ? "***" : word.group());
    return tells(scrubbed) ? Mask.SHOWN : scrubbed;
  }

  private boolean isShort(String word) {
    return word.length() < SHORTEST_PART && plain.containsKey(key(word));
  }

  private boolean tells(String text) {
    if (!wholeIn(text).isEmpty() || hasPiece(key(text))) return true;
    if (text.indexOf('%') >= 0 && tellsPlain(unescaped(text))) return true;
    for (var run = ENCODED.matcher(text); run.find(); ) if (tellsDecoded(run.group())) return true;
    for (var run = HEX.matcher(text); run.find(); )
      if (tellsBytes(HexFormat.of().parseHex(run.group()))) return true;
    return false;
  }

  private boolean tellsDecoded(String encoded) {
    String base64 = encoded.replace('-', '+').replace('_', '/').replace("=", "");
    // A rest of one character holds no byte.
    String whole = base64.length() % 4 == 1 ? base64.substring(0, base64.length() - 1) : base64;
    return tellsBytes(Base64.getDecoder().decode(whole));
  }

  private boolean tellsBytes(byte[] bytes) {
    return tellsPlain(new String(bytes, StandardCharsets.UTF_8));
  }

  /// A text without its percent-escapes; those that are none stay.
  private static String unescaped(String text) {
    var unescaped = new ByteArrayOutputStream(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean escaped = bytes[i] == '%' && i + 2 < bytes.length;
      int high = escaped ? Character.digit(bytes[i + 1], 16) : -1;
      int low = escaped ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        unescaped.write(bytes[i]);
        continue;
      }
      unescaped.write(high << 4 | low);
      i += 2;
    }
    return unescaped.toString(StandardCharsets.UTF_8);
  }

  private boolean tellsPlain(String decoded) {
    String key = key(decoded);
    if (decoded.equalsIgnoreCase(plain.get(key))) return true;
    return key.length() >= SHORTEST_PART && (!wholeIn(decoded).isEmpty() || hasPiece(key));
  }

  private boolean hasPiece(String key) {
    if (pieces.isEmpty()) return false;
    for (int length : new int[] {DIGITS, LETTERS})
      for (int at = 0; at + length <= key.length(); at++)
        if (pieces.contains(key.substring(at, at + length))) return true;
    return false;
  }

  /// Keys of those that a text has in it.
  private Set<String> wholeIn(String text) {
    String key = key(text);
    var found = new HashSet<String>();
    if (plain.containsKey(key)) found.add(key);
    for (var entry : byLength.entrySet()) {
      int length = entry.getKey();
      if (length < SHORTEST_PART) continue;
      for (int at = 0; at + length <= key.length(); at++) {
        String part = key.substring(at, at + length);
        if (entry.getValue().contains(part)) found.addAll(beginningWith(part, key));
      }
    }
    return found;
  }

  private Set<String> beginningWith(String part, String in) {
    if (part.length() < LONGEST_KEY) return Set.of(part);
    var found = new HashSet<String>();
    for (var secret : plain.keySet())
      if (secret.startsWith(part) && in.contains(secret)) found.add(secret);
    return found;
  }

  private static String text(JsonNode scalar) {
    if (!scalar.isNumber() || scalar.isIntegralNumber()) return ExactJson.plain(scalar);
    var number = scalar.decimalValue();
    // 41.50 and 41.5 are one number.
    return Math.abs((long) number.scale()) > 1_000
        ? number.toString()
        : number.stripTrailingZeros().toPlainString();
  }

  /// Letters and digits in lower case; the text itself when it has none.
  private static String key(String text) {
    var key = new StringBuilder(text.length());
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(key::appendCodePoint);
    return key.isEmpty() ? text.strip().toLowerCase(Locale.ROOT) : key.toString();
  }
}
