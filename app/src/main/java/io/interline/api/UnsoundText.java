package io.interline.api;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/// A text in a body that cannot be stored and shown everywhere.
final class UnsoundText extends DatabindException {

  private final String problem;

  UnsoundText(JsonParser in, String problem) {
    super(in, problem);
    this.problem = problem;
  }

  /// As the end of a sentence.
  String problem() {
    return problem;
  }
}
