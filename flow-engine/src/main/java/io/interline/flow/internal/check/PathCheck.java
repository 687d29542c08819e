package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.internal.expression.PathTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Warns where values of a path may become something else than is meant.
final class PathCheck {

  private final @Nullable String step;
  private final List<Problem> problems;

  PathCheck(@Nullable String step, List<Problem> problems) {
    this.step = step;
    this.problems = problems;
  }

  /// @param schema of the operation's input
  void check(JsonNode with, JsonNode schema, JsonPointer at) {
    for (var field : with.properties()) {
      var known = schema.path("properties").path(field.getKey());
      if (field.getValue().isTextual() && known.path("x-interline-place").asText().equals("path"))
        path(field.getValue().textValue(), at.appendProperty(field.getKey()));
    }
  }

  private void path(String text, JsonPointer at) {
    var doubt = PathTemplate.doubt(text).orElse(null);
    if (doubt == null) return;
    switch (doubt) {
      case WHOLE_FROM_DATA ->
          warn(
              "path-from-data",
              "The whole path comes from one expression, so its data decides which address is"
                  + " called. Write it as /orders/${…}, where each value becomes one segment; or"
                  + " say with ${raw(…)} that it is meant.",
              at,
              Fix.replace("Say that it is meant", at, raw(text)));
      case BEGINS_WITH_DATA ->
          warn(
              "path-begins-with-data",
              "The value at the beginning of the path becomes one segment: a slash in it is"
                  + " encoded. If it is an address or several segments, write ${raw(…)}.",
              at,
              null);
      case ENCODED_TWICE ->
          warn(
              "path-encoded-twice",
              "Values in a path are encoded by the hub, so what this expression encodes by hand is"
                  + " encoded twice. Leave that out, or write ${raw(…)} or ${url-encode(…)}.",
              at,
              null);
    }
  }

  private void warn(String code, String message, JsonPointer at, @Nullable Fix fix) {
    problems.add(Problem.warning(code, at, step, message).with(fix));
  }

  private static String raw(String text) {
    String source = text.strip();
    return "${raw(" + source.substring(2, source.length() - 1).strip() + ")}";
  }
}
