package io.interline.flow.internal.expression;

import io.interline.flow.internal.expression.TemplatePart.Constant;
import io.interline.flow.internal.expression.TemplatePart.Elements;
import io.interline.flow.internal.expression.TemplatePart.Embedded;
import io.interline.flow.internal.expression.TemplatePart.Fields;
import io.interline.flow.internal.expression.TemplatePart.Literal;
import io.interline.flow.internal.expression.TemplatePart.PlacedText;
import io.interline.flow.internal.expression.TemplatePart.Text;
import io.interline.flow.internal.expression.TemplatePart.TextPiece;
import io.interline.flow.internal.expression.TemplatePart.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Follows masked data through a template without rendering it.
final class TemplateFlow {

  private final Mask context;
  private boolean reads;

  private TemplateFlow(Mask context) {
    this.context = context;
  }

  static Derivation of(TemplatePart template, Mask context) {
    if (context.isClear()) return Derivation.NONE;
    var flow = new TemplateFlow(context);
    var value = flow.mask(template);
    return new Derivation(value, flow.reads);
  }

  private Mask mask(TemplatePart part) {
    return switch (part) {
      case Constant _ -> Mask.CLEAR;
      case Value value -> mask(value.expression());
      case Text text -> text(text.pieces());
      case PlacedText text -> text(text.pieces());
      case Elements elements -> {
        var named = new HashMap<String, Mask>();
        int index = 0;
        for (var element : elements.parts()) named.put(Integer.toString(index++), mask(element));
        yield Mask.parts(named, Mask.CLEAR);
      }
      case Fields fields -> {
        var named = new HashMap<String, Mask>();
        for (var field : fields.fields()) named.put(field.name(), mask(field.part()));
        yield Mask.parts(named, Mask.CLEAR);
      }
    };
  }

  private Mask mask(Embedded expression) {
    var derived = expression.mapping().derive(context);
    reads |= derived.reads();
    return derived.value();
  }

  private Mask text(List<TextPiece> pieces) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < pieces.size(); i++) {
      if (!(pieces.get(i) instanceof Embedded expression) || mask(expression).isClear()) continue;
      reads = true;
      if (first < 0) first = i;
      last = i;
    }
    if (first < 0) return Mask.CLEAR;
    var middle = new StringBuilder();
    for (var piece : pieces.subList(first, last + 1))
      middle.append(piece instanceof Literal literal ? literal.text() : Mask.SHOWN);
    return new Mask.Text(
        literals(pieces.subList(0, first)),
        middle.toString(),
        literals(pieces.subList(last + 1, pieces.size())));
  }

  /// With an empty one where expressions stand side by side, or at an end.
  private static List<String> literals(List<TextPiece> pieces) {
    var literals = new ArrayList<String>();
    var literal = new StringBuilder();
    for (var piece : pieces) {
      switch (piece) {
        case Literal more -> literal.append(more.text());
        case Embedded _ -> {
          literals.add(literal.toString());
          literal.setLength(0);
        }
      }
    }
    literals.add(literal.toString());
    return literals;
  }
}
