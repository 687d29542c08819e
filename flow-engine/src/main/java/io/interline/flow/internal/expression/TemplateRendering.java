package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.internal.expression.TemplatePart.Constant;
import io.interline.flow.internal.expression.TemplatePart.Elements;
import io.interline.flow.internal.expression.TemplatePart.Embedded;
import io.interline.flow.internal.expression.TemplatePart.Fields;
import io.interline.flow.internal.expression.TemplatePart.Literal;
import io.interline.flow.internal.expression.TemplatePart.PlacedText;
import io.interline.flow.internal.expression.TemplatePart.Text;
import io.interline.flow.internal.expression.TemplatePart.Value;
import org.jspecify.annotations.Nullable;

/// One rendering of a template, within the current budget; knows the expression under way when that
/// fails.
final class TemplateRendering {

  private final JsonNode context;
  private @Nullable Embedded current;

  TemplateRendering(JsonNode context) {
    this.context = context;
  }

  /// The whole value, measured.
  JsonNode renderAll(TemplatePart root) {
    var result = render(root);
    current = null;
    TreeWalk.handedOn(result);
    return result;
  }

  JsonNode render(TemplatePart part) {
    return switch (part) {
      case Constant(var value) -> value;
      case Value(var expression) -> evaluate(expression);
      case Text text -> text(text);
      case PlacedText text -> placed(text);
      case Elements elements -> elements(elements);
      case Fields fields -> fields(fields);
    };
  }

  /// A failure with the place in the template.
  MappingException located(MappingException e) {
    return current == null ? e : current.located(e);
  }

  private JsonNode evaluate(Embedded expression) {
    current = expression;
    return expression.mapping().applyWithinBudget(context);
  }

  private JsonNode text(Text text) {
    var buffer = new StringBuilder();
    for (var piece : text.pieces()) {
      switch (piece) {
        case Literal(var literal) -> GuardedCalls.append(buffer, literal);
        case Embedded expression -> {
          var value = evaluate(expression);
          GuardedCalls.append(buffer, words(value));
        }
      }
    }
    return TextNode.valueOf(GuardedArguments.text(buffer.toString()));
  }

  private JsonNode placed(PlacedText text) {
    var rendering = new PlacedRendering(text.place());
    for (var piece : text.pieces()) {
      switch (piece) {
        case Literal(var literal) -> rendering.literal(literal);
        case Embedded expression -> {
          var value = evaluate(expression);
          rendering.value(expression.handling(), value, words(value));
        }
      }
    }
    return TextNode.valueOf(rendering.end());
  }

  /// A value within a text.
  private static String words(JsonNode value) {
    if (value.isTextual()) return value.textValue();
    return value.isNull() ? "" : GuardedCalls.toString(value);
  }

  private JsonNode elements(Elements elements) {
    var budget = Budget.current();
    budget.burn(1);
    budget.allocate(64 + 8L * elements.parts().size());
    var array = JsonNodeFactory.instance.arrayNode(elements.parts().size());
    for (var part : elements.parts()) array.add(render(part));
    return array;
  }

  private JsonNode fields(Fields fields) {
    var budget = Budget.current();
    budget.burn(1);
    budget.allocate(96 + 88L * fields.fields().size());
    var object = JsonNodeFactory.instance.objectNode();
    for (var field : fields.fields()) object.set(field.name(), render(field.part()));
    return object;
  }
}
