package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.expression.Derivation;
import io.interline.flow.internal.expression.Mask;

/// A compiled expression. Safe for many threads; the result is not to be changed.
@FunctionalInterface
public interface Expression {

  /// @param context object with the message and the outputs of earlier steps, by id
  /// @param messageBytes size of the message; the limits grow with it
  JsonNode evaluate(JsonNode context, long messageBytes) throws ExpressionFailed;

  /// What of the value may come from what is masked in the context, whatever the context is.
  default Derivation derive(Mask context) {
    return context.isClear() ? Derivation.NONE : Derivation.ALL;
  }
}
