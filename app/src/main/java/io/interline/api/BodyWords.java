package io.interline.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Says what is wrong with a body for who wrote it: the place, the field, and what belongs there.
/// The parser's own words are about its classes.
final class BodyWords {

  /// Beginnings of what the parser says of a text that is no JSON, and what is meant.
  private static final Map<String, String> SYNTAX =
      Map.of(
          "unexpected end", "it ends too early",
          "unexpected close marker",
              "a bracket is closed that was not opened, or not with this one",
          "unexpected character", "there is a character that does not belong there",
          "unrecognized token",
              "there is a word that is no JSON value; texts stand in double quotes",
          "illegal unquoted character", "a control character in a text must be escaped, as \\n is",
          "unrecognized character escape", "a text has a backslash that escapes nothing",
          "invalid utf-8", "it is not UTF-8",
          "invalid numeric value", "a number is not written as JSON has it",
          "document nesting depth", "it is nested too deep",
          "number value length", "a number has too many digits");

  private BodyWords() {}

  static String of(JacksonException e) {
    String what =
        e instanceof StreamReadException ? "The body is no JSON" : "The body does not fit";
    return what + place(e) + ": " + reason(e) + ".";
  }

  private static String reason(JacksonException e) {
    return switch (e) {
      case UnsoundText text -> "the text" + field(e) + " " + text.problem();
      case UnrecognizedPropertyException unknown -> unknown(unknown);
      case MismatchedInputException mismatch -> "the value" + field(e) + " " + wanted(mismatch);
      case StreamReadException _ -> syntax(Objects.toString(e.getOriginalMessage(), ""));
      default -> "the value" + field(e) + " cannot be read";
    };
  }

  private static String unknown(UnrecognizedPropertyException e) {
    var known = e.getKnownPropertyIds();
    return "there is no field '"
        + e.getPropertyName()
        + "' here"
        + (known == null || known.isEmpty()
            ? ""
            : "; known are "
                + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
  }

  private static String wanted(MismatchedInputException e) {
    var type = e.getTargetType();
    if (type == null) return "is missing or of another kind";
    if (CharSequence.class.isAssignableFrom(type)) return "must be a text";
    if (type == boolean.class || type == Boolean.class) return "must be true or false";
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class)
      return "must be a whole number";
    if (type.isEnum())
      return "must be one of "
          + List.of(type.getEnumConstants()).stream()
              .map(it -> it.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    if (Iterable.class.isAssignableFrom(type) || type.isArray()) return "must be a list: […]";
    return "must be an object: {…}";
  }

  private static String syntax(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    return SYNTAX.entrySet().stream()
        .filter(it -> said.startsWith(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("it cannot be read further");
  }

  private static String place(JacksonException e) {
    var location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String field(JacksonException e) {
    String name =
        e.getPath().stream()
            .map(
                it ->
                    it.getPropertyName() == null ? "[" + it.getIndex() + "]" : it.getPropertyName())
            .collect(Collectors.joining("/"));
    return name.isEmpty() ? "" : " of '" + name + "'";
  }
}
