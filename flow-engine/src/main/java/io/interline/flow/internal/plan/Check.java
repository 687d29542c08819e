package io.interline.flow.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// A compiled schema. Safe for many threads.
@FunctionalInterface
public interface Check {

  /// What does not fit, one line each with its JSON pointer; empty when all is well.
  List<String> misfits(JsonNode value);
}
