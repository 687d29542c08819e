package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.internal.expression.Mask;
import io.interline.flow.internal.plan.Expression;
import io.interline.flow.internal.plan.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which parts of what a step sees its expressions read.
final class DataRead {

  private DataRead() {}

  /// Names in the context that an expression of the step may read.
  static List<String> names(Node node, JsonNode context) {
    var expressions = expressions(node);
    var names = new ArrayList<String>();
    for (var field : context.properties()) {
      var only = Mask.field(field.getKey(), Mask.WHOLE);
      if (expressions.stream().anyMatch(expression -> reads(expression, only)))
        names.add(field.getKey());
    }
    return names;
  }

  /// An object with those names alone.
  static JsonNode part(JsonNode context, List<String> names) {
    var part = JsonNodeFactory.instance.objectNode();
    for (var name : names) part.set(name, context.get(name));
    return part;
  }

  /// What comes from a part, or looks into it, would be masked if that part were.
  private static boolean reads(Expression expression, Mask part) {
    var derived = expression.derive(part);
    return derived.reads() || !derived.value().isClear();
  }

  private static List<Expression> expressions(Node node) {
    return switch (node) {
      case Node.Call call -> List.of(call.input());
      case Node.Compute compute -> List.of(compute.expression());
      case Node.Validate validate -> given(validate.value());
      case Node.Choose choose ->
          choose.ways().stream().map(Node.Way::when).filter(Objects::nonNull).toList();
      case Node.Each each -> List.of(each.items());
      case Node.Repeat repeat -> given(repeat.until());
      case Node.Await await -> List.of(await.details());
      case Node.SubFlow call -> List.of(call.input());
      case Node.Respond respond -> List.of(respond.answer());
      case Node.Stop stop -> given(stop.message());
      case Node.Fork _, Node.Guard _, Node.Part _ -> List.of();
    };
  }

  private static List<Expression> given(@Nullable Expression expression) {
    return expression == null ? List.of() : List.of(expression);
  }
}
