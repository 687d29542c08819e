package io.interline.flow.internal.fields;

import io.interline.flow.definition.Names;
import io.interline.flow.internal.expression.JsltTokens.Token;
import io.interline.flow.internal.fields.FieldUse.Missing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks up names in what is known of the data, and keeps those that are not there.
final class FieldFindings {

  private final ContextShape context;
  private final List<Missing> missing = new ArrayList<>();
  private int tolerant;

  FieldFindings(ContextShape context) {
    this.context = context;
  }

  List<Missing> all() {
    return missing;
  }

  /// Whether, until it is taken back, a field may be missing.
  void tolerate(boolean begins) {
    tolerant += begins ? 1 : -1;
  }

  /// The compiler does not look whether a variable is there: evaluating fails.
  Shape variable(Token token, @Nullable Shape value) {
    if (value != null) return value;
    String name = token.text().substring(1);
    missing.add(
        new Missing(
            token.at(),
            token.text(),
            "There is no variable $" + name + " here. Define it before: let " + name + " = …",
            null));
    return Shape.UNKNOWN;
  }

  /// Of a field.
  ///
  /// @param path the path so far, for people
  /// @param ofDot whether it is looked up in a dot that is another one than the context
  Shape step(Shape shape, String path, Token name, boolean ofDot) {
    String written = name.text();
    String plain =
        written.startsWith("\"")
            ? written.substring(1, Math.max(1, written.length() - 1))
            : written;
    return switch (shape.kind()) {
      case UNKNOWN -> Shape.UNKNOWN;
      case LIST ->
          without(
              name,
              "'"
                  + path
                  + "' is a list, which has no field '"
                  + plain
                  + "'. "
                  + listAdvice(path, written));
      case PLAIN ->
          without(name, "'" + path + "' is a single value, which has no field '" + plain + "'.");
      case OBJECT -> {
        var field = shape.field(plain);
        yield field == null ? absent(shape, path, name, plain, ofDot) : field;
      }
    };
  }

  private static String listAdvice(String path, String name) {
    String list = path.isEmpty() ? "." : path;
    return "Take one item, "
        + list
        + "[0]."
        + name
        + ", or all: [for ("
        + list
        + ") ."
        + name
        + "]";
  }

  private Shape without(Token name, String message) {
    found(new Missing(name.at(), name.text(), message, null));
    return Shape.UNKNOWN;
  }

  private Shape absent(Shape shape, String path, Token name, String plain, boolean ofDot) {
    if (ofDot && context.names().contains(plain)) {
      found(
          new Missing(
              name.at(),
              name.text(),
              "'."
                  + plain
                  + "' is looked up in the item here, which has no such field: inside 'for', '.' is"
                  + " the item. Keep the value before the loop, let "
                  + plain
                  + " = (."
                  + plain
                  + "), and write $"
                  + plain
                  + ".",
              null));
      return Shape.UNKNOWN;
    }
    var meant = Names.closest(plain, shape.names()).map(FieldFindings::notation);
    if (meant.isEmpty() && !shape.isWhole()) return Shape.UNKNOWN;
    String message =
        "'"
            + path
            + "."
            + name.text()
            + "' is not in "
            + shape.source()
            + meant.map(m -> ". Did you mean '" + path + "." + m + "'?").orElse(".");
    found(new Missing(name.at(), name.text(), message, meant.orElse(null)));
    return Shape.UNKNOWN;
  }

  private void found(Missing each) {
    if (tolerant == 0) missing.add(each);
  }

  private static String notation(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : "\"" + name + "\"";
  }
}
