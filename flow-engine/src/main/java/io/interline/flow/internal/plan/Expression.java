package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;

/// A compiled expression. Safe for many threads; the result is not to be changed.
@FunctionalInterface
public interface Expression {

  /// @param context object with the message and the outputs of earlier steps, by id
  /// @param messageBytes size of the message; the limits grow with it
  JsonNode evaluate(JsonNode context, long messageBytes) throws ExpressionFailed;
}
