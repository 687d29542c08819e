package io.interline.api;

import io.interline.flow.Problem;
import org.jspecify.annotations.Nullable;

/// Something wrong with a flow document.
///
/// @param pointer RFC 6901 pointer into the document
/// @param severity `error` stands in the way of publishing, `warning` does not
record ProblemView(
    String code,
    String pointer,
    @Nullable String step,
    String severity,
    String message,
    @Nullable FixView fix) {

  /// @param patch RFC 6902 JSON patch of the document
  record FixView(String title, JsonText patch) {}

  static ProblemView of(Problem problem) {
    var fix = problem.fix();
    return new ProblemView(
        problem.code(),
        problem.pointer(),
        problem.step(),
        Parameters.id(problem.severity()),
        problem.message(),
        fix == null ? null : new FixView(fix.title(), new JsonText(fix.patch())));
  }
}
