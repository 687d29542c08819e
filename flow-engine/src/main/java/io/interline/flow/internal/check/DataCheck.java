package io.interline.flow.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.internal.check.Sources.Kind;
import io.interline.flow.internal.check.Sources.Source;
import io.interline.flow.internal.expression.SourcePlace;
import io.interline.flow.internal.fields.ContextShape;
import io.interline.flow.internal.fields.FieldUse;
import io.interline.flow.internal.fields.FieldUse.Missing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the fields that expressions name with the schemas of what they see, and finds those
/// that hand on everything although a part of it is masked.
final class DataCheck {

  private final Map<String, JsonNode> outputs;
  private final List<String> redact;
  private final List<Problem> problems;

  /// @param outputs schemas by the ids of trigger and steps
  /// @param redact pointers of what is masked
  DataCheck(Map<String, JsonNode> outputs, List<String> redact, List<Problem> problems) {
    this.outputs = outputs;
    this.redact = redact;
    this.problems = problems;
  }

  /// Checks an expression that compiles.
  ///
  /// @param sees names that it may begin with
  void check(@Nullable String step, Set<String> sees, Source source) {
    var schemas = new HashMap<>(outputs);
    schemas.keySet().retainAll(sees);
    // Inside a loop or an undo step a name of its own may mean another value than after it.
    if (step != null) schemas.remove(step);
    var context = ContextShape.ofSchemas(schemas);
    var use =
        source.kind() == Kind.MAPPING
            ? FieldUse.ofMapping(source.text(), context)
            : FieldUse.ofTemplate(source.text(), context);
    for (var missing : use.missing()) missing(step, source, missing);
    boolean handsOn = step != null && source.kind() != Kind.CONDITION;
    if (handsOn && !redact.isEmpty() && !use.wholes().isEmpty())
      whole(step, source, use.wholes().getFirst());
  }

  private void missing(@Nullable String step, Source source, Missing missing) {
    var place = SourcePlace.of(source.text(), missing.at());
    String meant = missing.meant();
    problems.add(
        Problem.warning(
                "field-unknown",
                source.at(),
                step,
                missing.message()
                    + " (line "
                    + place.line()
                    + ", column "
                    + place.column()
                    + ") A field that is not there gives null.")
            .with(meant == null ? null : fix(source, missing, meant)));
  }

  private static Fix fix(Source source, Missing missing, String meant) {
    String text = source.text();
    int end = missing.at() + missing.name().length();
    return Fix.replace(
        "Change to ." + meant,
        source.at(),
        text.substring(0, missing.at()) + meant + text.substring(end));
  }

  private void whole(@Nullable String step, Source source, int at) {
    var place = SourcePlace.of(source.text(), at);
    problems.add(
        Problem.warning(
            "whole-context",
            source.at(),
            step,
            "'.' alone hands on everything that the flow knows, what is masked included ("
                + String.join(", ", redact)
                + "; line "
                + place.line()
                + ", column "
                + place.column()
                + "). Name the fields that are needed."));
  }
}
