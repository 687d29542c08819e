package io.interline.flow.definition;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.interline.flow.definition.JsonSource.Malformed;
import io.interline.flow.definition.JsonSource.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads one [JsonSource].
final class JsonSourceReader {

  private static final int MAX_DEPTH = 200;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]*");

  private final String text;
  private final StringBuilder json = new StringBuilder();
  private final Map<String, int[]> offsets = new HashMap<>();
  private int at;

  JsonSourceReader(String text) {
    this.text = text;
  }

  JsonSource read() throws Malformed {
    value("", 0);
    if (peek() != 0) throw wrong("Nothing may follow the end of the JSON.", at);
    return new JsonSource(text, json.toString(), offsets);
  }

  private void value(String pointer, int depth) throws Malformed {
    char c = peek();
    if (depth > MAX_DEPTH) throw wrong("It is nested deeper than " + MAX_DEPTH + " levels.", at);
    switch (c) {
      case '{' -> object(pointer, depth);
      case '[' -> list(pointer, depth);
      case '"' -> text(pointer);
      case 0 -> throw wrong("A value is missing at the end.", at);
      case '\'' -> throw wrong("Texts stand in double quotes, \", in JSON.", at);
      case ',', ':', '}', ']' -> throw wrong("A value is missing before '" + c + "'.", at);
      default -> {
        if (text.startsWith("${", at)) expression(pointer);
        else plain(c);
      }
    }
  }

  private void plain(char c) throws Malformed {
    int begin = at;
    if (take(NUMBER) || take(WORD)) {
      String word = text.substring(begin, at);
      boolean known = word.equals("true") || word.equals("false") || word.equals("null");
      if (!known && !NUMBER.matcher(word).matches())
        throw wrong("'" + word + "' is no JSON value. A text stands in double quotes.", begin);
      json.append(word);
      return;
    }
    throw wrong("A value cannot begin with '" + c + "'.", begin);
  }

  private boolean take(Pattern pattern) {
    var matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) return false;
    at = matcher.end();
    return true;
  }

  /// One without quotes around it.
  private void expression(String pointer) throws Malformed {
    var content = new Content(64);
    raw(content);
    content.write(pointer);
  }

  private void list(String pointer, int depth) throws Malformed {
    int begin = at++;
    json.append('[');
    for (int i = 0; peek() != ']'; i++) {
      if (i > 0) comma(']', begin);
      value(pointer + "/" + i, depth + 1);
      ended(']', begin);
    }
    at++;
    json.append(']');
  }

  private void object(String pointer, int depth) throws Malformed {
    int begin = at++;
    json.append('{');
    var names = new HashSet<String>();
    for (int i = 0; peek() != '}'; i++) {
      if (i > 0) comma('}', begin);
      int there = at;
      if (peek() == 0) throw wrong("This '{' has no '}'.", begin);
      if (peek() != '"') throw wrong("Names stand in double quotes, \", in JSON.", at);
      var name = content();
      if (!names.add(name.toString())) throw wrong("The name '" + name + "' stands twice.", there);
      json.append('"').append(JsonStringEncoder.getInstance().quoteAsString(name.toString()));
      json.append("\":");
      if (peek() != ':') throw wrong("A ':' is missing between the name and its value.", at);
      at++;
      value(pointer + "/" + name.toString().replace("~", "~0").replace("/", "~1"), depth + 1);
      ended('}', begin);
    }
    at++;
    json.append('}');
  }

  private void comma(char close, int begin) throws Malformed {
    int comma = at++;
    char next = peek();
    if (next == close) throw wrong("No comma may stand before '" + close + "'.", comma);
    if (next == 0) throw wrong("This '" + text.charAt(begin) + "' has no '" + close + "'.", begin);
    json.append(',');
  }

  private void ended(char close, int begin) throws Malformed {
    char next = peek();
    if (next == 0) throw wrong("This '" + text.charAt(begin) + "' has no '" + close + "'.", begin);
    if (next != close && next != ',')
      throw wrong("A comma or '" + close + "' is missing here.", at);
  }

  private void text(String pointer) throws Malformed {
    content().write(pointer);
  }

  /// The characters of a text in quotes.
  private Content content() throws Malformed {
    int begin = at++;
    var content = new Content(16);
    int inside = -1;
    while (at < text.length() && text.charAt(at) != '"') {
      if (at >= inside && text.startsWith("$${", at)) {
        for (int end = at + 3; at < end; at++) content.add(text.charAt(at), at);
        continue;
      }
      if (at >= inside && text.startsWith("${", at)) {
        inside = quotedEnd(at);
        if (inside < 0) {
          raw(content);
          continue;
        }
      }
      character(content, at < inside);
    }
    if (at >= text.length()) throw wrong("This text has no closing \".", begin);
    at++;
    return content;
  }

  /// An expression whose quotes are written without a backslash.
  private void raw(Content content) throws Malformed {
    int end = EmbeddedEnd.of(text, at);
    if (end < 0) throw wrong("This ${ has no }.", at);
    for (; at < end; at++) content.add(text.charAt(at), at);
  }

  private void character(Content content, boolean inExpression) throws Malformed {
    char c = text.charAt(at);
    if (c < ' ' && !inExpression)
      throw wrong("A line break or tab within a text is written \\n or \\t in JSON.", at);
    int begin = at;
    content.add(c == '\\' ? escaped() : c, begin);
    at++;
  }

  /// Leaves the index at the last character of the escape.
  private char escaped() throws Malformed {
    int begin = at++;
    if (at >= text.length()) throw wrong("This text has no closing \".", begin);
    return switch (text.charAt(at)) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(begin);
      default ->
          throw wrong(
              "'\\" + text.charAt(at) + "' means nothing; a backslash is written \\\\.", begin);
    };
  }

  private char unicode(int begin) throws Malformed {
    String digits = text.substring(at + 1, Math.min(at + 5, text.length()));
    if (!digits.matches("[0-9a-fA-F]{4}"))
      throw wrong("Four hexadecimal digits must follow \\u.", begin);
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  /// Index behind an expression in a text whose quotes are written with a backslash, as JSON has
  /// it; -1 when the text ends before.
  private int quotedEnd(int begin) {
    var decoded = new StringBuilder();
    var ends = new ArrayList<Integer>();
    for (int i = begin; i < text.length() && text.charAt(i) != '"'; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
        if (c == 'n') c = '\n';
      }
      decoded.append(c);
      ends.add(i + 1);
    }
    int end = EmbeddedEnd.of(decoded.toString(), 0);
    return end < 0 ? -1 : ends.get(end - 1);
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    return at < text.length() ? text.charAt(at) : 0;
  }

  private Malformed wrong(String message, int offset) {
    return new Malformed(message, Place.of(text, offset));
  }

  /// Characters of a text, each with where it is in the source.
  private final class Content {
    private final StringBuilder characters = new StringBuilder();
    private int[] places;

    Content(int size) {
      places = new int[Math.max(size, 16)];
    }

    void add(char c, int place) {
      if (characters.length() == places.length) places = Arrays.copyOf(places, places.length * 2);
      places[characters.length()] = place;
      characters.append(c);
    }

    void write(String pointer) {
      String whole = characters.toString();
      json.append('"').append(JsonStringEncoder.getInstance().quoteAsString(whole)).append('"');
      if (whole.contains("${")) offsets.put(pointer, Arrays.copyOf(places, whole.length()));
    }

    @Override
    public String toString() {
      return characters.toString();
    }
  }
}
