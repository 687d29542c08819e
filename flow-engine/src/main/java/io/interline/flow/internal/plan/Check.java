package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.schema.SchemaViolation;
import java.util.List;

/// A compiled schema. Safe for many threads.
@FunctionalInterface
public interface Check {

  /// What does not fit; empty when all is well.
  ///
  /// @param messageBytes size of the message; the limits grow with it
  List<SchemaViolation> misfits(JsonNode value, long messageBytes) throws ExpressionFailed;
}
