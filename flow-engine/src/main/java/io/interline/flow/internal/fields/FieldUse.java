package io.interline.flow.internal.fields;

import io.interline.flow.internal.expression.EmbeddedExpression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which names of an expression are not in its data, and where it takes the whole context.
///
/// @param missing in the order of the source
/// @param wholes indexes of where the whole context is taken
public record FieldUse(List<Missing> missing, List<Integer> wholes) {

  public FieldUse {
    missing = List.copyOf(missing);
    wholes = List.copyOf(wholes);
  }

  /// A field that is not there.
  ///
  /// @param at index of the name's first character
  /// @param name as it is written
  /// @param meant the name that it may have been, in the same notation
  public record Missing(int at, String name, String message, @Nullable String meant) {

    private Missing shifted(int by) {
      return new Missing(at + by, name, message, meant);
    }
  }

  /// Of a JSLT source that compiles; nothing is found in one that does not.
  public static FieldUse ofMapping(String source, ContextShape context) {
    return new FieldScan(source, context).use();
  }

  /// Of the `${…}` of a text.
  ///
  /// @throws io.interline.flow.internal.expression.MappingException when one has no end
  public static FieldUse ofTemplate(String text, ContextShape context) {
    var missing = new ArrayList<Missing>();
    var wholes = new ArrayList<Integer>();
    for (var expression : EmbeddedExpression.in(text)) {
      var use = ofMapping(expression.source(), context);
      for (var each : use.missing()) missing.add(each.shifted(expression.at()));
      for (int at : use.wholes()) wholes.add(at + expression.at());
    }
    return new FieldUse(missing, wholes);
  }
}
