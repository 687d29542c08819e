package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what a reader finds wrong, up to a number that a person can still read.
final class Findings {

  private static final int MOST = 500;

  private final List<Problem> problems = new ArrayList<>();

  void error(String code, JsonPointer at, @Nullable String step, String message) {
    error(code, at, step, message, null);
  }

  void error(
      String code,
      JsonPointer at,
      @Nullable String step,
      String message,
      Problem.@Nullable Fix fix) {
    if (problems.size() < MOST) problems.add(Problem.error(code, at, step, message).with(fix));
  }

  List<Problem> all() {
    return List.copyOf(problems);
  }
}
