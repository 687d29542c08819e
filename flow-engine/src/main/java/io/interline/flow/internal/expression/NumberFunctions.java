package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.List;

/// `sum`, `round`, `floor`, `ceiling` and `mod` over [ExactArithmetic].
final class NumberFunctions {

  /// In place of the built-in functions of these names.
  static final List<Function> ALL =
      List.of(
          new NumberFunction("sum", 1, NumberFunctions::sum),
          new NumberFunction("round", 1, of("round", ExactArithmetic::round)),
          new NumberFunction("floor", 1, of("floor", ExactArithmetic::floor)),
          new NumberFunction("ceiling", 1, of("ceiling", ExactArithmetic::ceiling)),
          new NumberFunction("mod", 2, NumberFunctions::modulo));

  private NumberFunctions() {}

  @FunctionalInterface
  private interface Body {
    JsonNode call(JsonNode[] arguments);
  }

  @FunctionalInterface
  private interface Rounding {
    JsonNode of(JsonNode number);
  }

  private record NumberFunction(String name, int arity, Body body) implements Function {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public int getMinArguments() {
      return arity;
    }

    @Override
    public int getMaxArguments() {
      return arity;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
      for (var argument : arguments) if (argument.isNull()) return NullNode.instance;
      return body.call(arguments);
    }
  }

  private static JsonNode sum(JsonNode[] arguments) {
    if (!arguments[0].isArray())
      throw new JsltException(
          "sum(): argument must be array, was " + GuardedCalls.brief(arguments[0]));
    JsonNode sum = new LongNode(0);
    var list = arguments[0];
    for (int i = 0; i < list.size(); i++) {
      var number = list.get(i);
      Budget.current().burn(1);
      if (!number.isNumber())
        throw new JsltException(
            "sum(): array must contain numbers, found " + GuardedCalls.brief(number));
      sum = ExactArithmetic.perform(sum, number, "+");
    }
    return sum;
  }

  private static Body of(String name, Rounding rounding) {
    return arguments -> {
      if (arguments[0].isNumber()) return rounding.of(arguments[0]);
      throw new JsltException(
          name + "() cannot round a non-number: " + GuardedCalls.brief(arguments[0]));
    };
  }

  private static JsonNode modulo(JsonNode[] arguments) {
    if (!arguments[0].isNumber())
      throw new JsltException(
          "mod(): dividend cannot be a non-number: " + GuardedCalls.brief(arguments[0]));
    if (!arguments[1].isNumber())
      throw new JsltException(
          "mod(): divisor cannot be a non-number: " + GuardedCalls.brief(arguments[1]));
    if (!arguments[0].isIntegralNumber() || !arguments[1].isIntegralNumber())
      throw new JsltException("mod(): operands must be integral types");
    return ExactArithmetic.modulo(arguments[0], arguments[1]);
  }
}
