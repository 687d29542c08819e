package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.interline.connector.spi.Field;
import io.interline.flow.internal.expression.Condition;
import io.interline.flow.internal.expression.Derivation;
import io.interline.flow.internal.expression.Mapping;
import io.interline.flow.internal.expression.MappingException;
import io.interline.flow.internal.expression.MappingLimits;
import io.interline.flow.internal.expression.Mask;
import io.interline.flow.internal.expression.Template;
import io.interline.flow.internal.schema.MessageSchema;
import io.interline.flow.internal.schema.MessageSchemaException;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Expressions in JSLT, within limits that grow with the message.
@Component
final class JsltExpressions implements Expressions {

  @Override
  public Expression mapping(String source) {
    var mapping = compiled(source, Mapping::compile);
    return new Compiled((context, limits) -> mapping.apply(context, limits), mapping::derive);
  }

  @Override
  public Expression template(JsonNode source) {
    return template(source, Map.of());
  }

  @Override
  public Expression template(JsonNode source, Map<String, Field.Place> places) {
    var template = compiled(source, text -> Template.compile(text, places));
    return new Compiled((context, limits) -> template.render(context, limits), template::derive);
  }

  @Override
  public Expression condition(String source) {
    var condition = compiled(source, Condition::compile);
    return new Compiled(
        (context, limits) -> BooleanNode.valueOf(condition.holds(context, limits)),
        condition::derive);
  }

  @Override
  public Check schema(JsonNode schema) {
    MessageSchema compiled;
    try {
      compiled = MessageSchema.compile(schema);
    } catch (MessageSchemaException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return (value, bytes) -> {
      try {
        return compiled.validate(value, MappingLimits.SCHEMA.forMessage(bytes / 2));
      } catch (MessageSchemaException e) {
        throw new ExpressionFailed(String.valueOf(e.getMessage()), false);
      }
    };
  }

  private static MappingLimits limits(long messageBytes) {
    return MappingLimits.STANDARD.forMessage(messageBytes);
  }

  private static <S, T> T compiled(S source, Function<S, T> compiler) {
    try {
      return compiler.apply(source);
    } catch (MappingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private record Compiled(Evaluation evaluation, Function<Mask, Derivation> flow)
      implements Expression {

    @Override
    public JsonNode evaluate(JsonNode context, long messageBytes) throws ExpressionFailed {
      try {
        return evaluation.value(context, limits(messageBytes));
      } catch (MappingException e) {
        String where = e.pointer().isEmpty() ? "" : " in " + e.pointer();
        throw new ExpressionFailed(
            String.valueOf(e.getMessage()) + where, e.kind() == MappingException.Kind.INTERRUPTED);
      }
    }

    @Override
    public Derivation derive(Mask context) {
      return flow.apply(context);
    }
  }

  @FunctionalInterface
  private interface Evaluation {
    JsonNode value(JsonNode context, MappingLimits limits);
  }
}
