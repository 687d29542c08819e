package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.impl.NodeUtils;
import io.interline.flow.internal.expression.MappingException.Kind;

/// A text `${…}` that is true or false, by the rule of JSLT's own `if`: false, null, 0, the empty
/// text, the empty array and the empty object are false, everything else is true. Safe for use from
/// many threads.
public final class Condition {

  private static final String MISSING =
      "the condition is missing; write for example .order.total > 100";

  private final Mapping mapping;
  private final int line;
  private final int column;

  private Condition(Mapping mapping, int line, int column) {
    this.mapping = mapping;
    this.line = line;
    this.column = column;
  }

  /// Compiles a condition, for example `${.order.total > 100}`. Space around it does not matter.
  ///
  /// @throws MappingException also when the text is anything but one expression: `yes` would always
  ///     be true
  public static Condition compile(String text) {
    if (text.isBlank()) throw MappingException.of(Kind.SYNTAX, MISSING);
    var pieces = TemplateText.cut(text.stripTrailing());
    int at = 0;
    if (pieces.size() == 2 && !pieces.getFirst().isExpression()) {
      if (pieces.getFirst().source().isBlank()) at = 1;
    }
    if (pieces.size() != at + 1 || !pieces.get(at).isExpression())
      throw MappingException.of(Kind.SYNTAX, "a condition is one expression in ${…}, nothing else");
    var piece = pieces.get(at);
    if (piece.source().isBlank())
      throw MappingException.of(Kind.SYNTAX, "'${}' without an expression");
    try {
      return new Condition(Mapping.compile(piece.source()), piece.line(), piece.column());
    } catch (MappingException e) {
      throw e.within("", piece.line(), piece.column());
    }
  }

  /// Evaluates within [MappingLimits#STANDARD].
  ///
  /// @throws MappingException when the expression does not fit the context, or spends a limit
  public boolean holds(JsonNode context) {
    return holds(context, MappingLimits.STANDARD);
  }

  /// Evaluates.
  ///
  /// @throws MappingException when the expression does not fit the context, or spends a limit
  public boolean holds(JsonNode context, MappingLimits limits) {
    try {
      return NodeUtils.isTrue(mapping.apply(context, limits));
    } catch (MappingException e) {
      throw e.within("", line, column);
    }
  }

  /// Whether it is true may come from what is masked in the context.
  public Derivation derive(Mask context) {
    return mapping.derive(context);
  }
}
