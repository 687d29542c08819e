package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.definition.JsonSource;
import io.interline.flow.definition.JsonSource.Malformed;
import io.interline.flow.definition.Step;
import io.interline.flow.internal.check.Outline.Placed;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds texts that are meant as JSON where any JSON may stand: a text is sent as it is, so that
/// one with a mistake in it is no JSON, and one without breaks at the first value with a quote.
final class JsonTextCheck {

  private final String step;
  private final List<Problem> problems;

  JsonTextCheck(String step, List<Problem> problems) {
    this.step = step;
    this.problems = problems;
  }

  /// The input of an operation.
  void call(JsonNode with, JsonNode schema, JsonPointer at) {
    for (var property : with.properties()) {
      var known = schema.path("properties").get(property.getKey());
      if (known == null || known.has("type")) continue;
      check(property.getValue(), at.appendProperty(property.getKey()), with.path("contentType"));
    }
  }

  /// What a block sends by itself.
  void block(Placed placed) {
    switch (placed.step()) {
      case Step.SubFlow call -> check(call.with(), placed.at().appendProperty("with"), missing());
      case Step.Respond respond -> {
        var at = placed.at().appendProperty("respond").appendProperty("body");
        if (respond.body() != null) check(respond.body(), at, contentType(respond.headers()));
      }
      case Step.Use _,
          Step.Map _,
          Step.Validate _,
          Step.Switch _,
          Step.Parallel _,
          Step.ForEach _,
          Step.Repeat _,
          Step.Try _,
          Step.Wait _,
          Step.Stop _ -> {}
    }
  }

  private static JsonNode missing() {
    return MissingNode.getInstance();
  }

  private static JsonNode contentType(JsonNode headers) {
    for (var header : headers.properties())
      if (header.getKey().equalsIgnoreCase("content-type")) return header.getValue();
    return missing();
  }

  private void check(@Nullable JsonNode value, JsonPointer at, JsonNode contentType) {
    if (value == null || !value.isTextual()) return;
    String text = value.textValue();
    String type = contentType.asText("").toLowerCase(Locale.ROOT);
    boolean declared = type.contains("json");
    if (type.contains("${") || (!type.isBlank() && !declared)) return;
    if (JsonSource.isExpression(text.strip()) || !(declared || JsonSource.isMeant(text))) return;
    try {
      var source = JsonSource.read(text);
      if (JsonSource.isMeant(text)) asText(source, at);
    } catch (Malformed e) {
      malformed(e, at);
    }
  }

  private void malformed(Malformed e, JsonPointer at) {
    problems.add(
        Problem.error(
            "json-malformed",
            at,
            step,
            "This is no valid JSON: "
                + e.getMessage()
                + " (line "
                + e.place().line()
                + ", column "
                + e.place().column()
                + ") Correct it, or send it as text by a content type of its own, for example"
                + " text/plain."));
  }

  private void asText(JsonSource source, JsonPointer at) {
    problems.add(
        Problem.warning(
                "json-as-text",
                at,
                step,
                "This JSON is kept as a text: values are put into it as they are, so that one with a"
                    + " quote makes it invalid, and it is sent as text. Keep it as JSON.")
            .with(Fix.replace("Keep it as JSON", at, source.tree())));
  }
}
