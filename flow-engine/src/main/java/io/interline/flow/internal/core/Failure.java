package io.interline.flow.internal.core;

import io.interline.flow.internal.plan.ErrorClass;
import java.util.List;

/// Why a step, and with it perhaps the run, failed for good.
///
/// @param step id in the document
public record Failure(String step, ErrorClass cause, String message) {

  Failure ofItem(int index) {
    return new Failure(step, cause, message + " (item " + index + ")");
  }

  Failure notUndone(List<String> steps) {
    return new Failure(
        step, cause, message + " (not undone, as these failed: " + String.join(", ", steps) + ")");
  }
}
