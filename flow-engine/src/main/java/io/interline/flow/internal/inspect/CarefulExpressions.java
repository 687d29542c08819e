package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.Field;
import io.interline.flow.internal.expression.DoubledDots;
import io.interline.flow.internal.expression.MappingException;
import io.interline.flow.internal.plan.Check;
import io.interline.flow.internal.plan.Expression;
import io.interline.flow.internal.plan.Expressions;
import java.util.Map;
import java.util.function.Consumer;

/// Expressions of a draft, which no check has seen yet: those that a check refuses because of what
/// they would send are refused here too, before a test calls other systems with them.
final class CarefulExpressions implements Expressions {

  private final Expressions expressions;

  CarefulExpressions(Expressions expressions) {
    this.expressions = expressions;
  }

  @Override
  public Expression mapping(String source) {
    careful(source, DoubledDots::refuse);
    return expressions.mapping(source);
  }

  @Override
  public Expression template(JsonNode source) {
    careful(source, DoubledDots::refuseInTexts);
    return expressions.template(source);
  }

  @Override
  public Expression template(JsonNode source, Map<String, Field.Place> places) {
    careful(source, DoubledDots::refuseInTexts);
    return expressions.template(source, places);
  }

  @Override
  public Expression condition(String source) {
    careful(source, DoubledDots::refuseInTemplate);
    return expressions.condition(source);
  }

  @Override
  public Check schema(JsonNode schema) {
    return expressions.schema(schema);
  }

  private static <S> void careful(S source, Consumer<S> rule) {
    try {
      rule.accept(source);
    } catch (MappingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
