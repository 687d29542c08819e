package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.SecretHeaders;
import io.interline.flow.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds secrets that stand in a document in clear: everyone who may look at flows could read them,
/// and a version keeps them for ever.
final class SecretCheck {

  private static final Pattern USER_AND_PASSWORD =
      Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#@:\\s]*:[^/?#@\\s]+@");

  private final @Nullable String step;
  private final List<Problem> problems;

  SecretCheck(@Nullable String step, List<Problem> problems) {
    this.step = step;
    this.problems = problems;
  }

  /// @param schema of the value; a missing node where nothing is known of it
  void check(JsonNode value, JsonNode schema, JsonPointer at) {
    if (value.isTextual()) text(value.textValue(), schema, at);
    for (var property : value.properties()) {
      String name = property.getKey();
      var there = at.appendProperty(name);
      var known = schema.path("properties").path(name);
      check(
          property.getValue(),
          known.isMissingNode() ? schema.path("additionalProperties") : known,
          there);
      if (name.toLowerCase(Locale.ROOT).equals("headers")) headers(property.getValue(), there);
    }
    if (value.isArray())
      for (int i = 0; i < value.size(); i++)
        check(value.get(i), schema.path("items"), at.appendIndex(i));
  }

  private void text(String text, JsonNode schema, JsonPointer at) {
    if (USER_AND_PASSWORD.matcher(text).find()) found("The address holds a password", at);
    else if (schema.path("x-interline-secret").asBoolean() && isLiteral(text))
      found("This secret stands in the flow in clear", at);
  }

  private void headers(JsonNode headers, JsonPointer at) {
    for (var header : headers.properties())
      if (SecretHeaders.carries(header.getKey()) && isLiteral(header.getValue().asText()))
        found(
            "The header '" + header.getKey() + "' holds a secret in clear",
            at.appendProperty(header.getKey()));
  }

  private static boolean isLiteral(String text) {
    return !text.isEmpty() && !Sources.isExpression(text);
  }

  private void found(String what, JsonPointer at) {
    problems.add(
        Problem.error(
            "secret-in-clear",
            at,
            step,
            what
                + ", where everybody who may see the flow can read it. Remove it, and keep it in a"
                + " connection that the step names."));
  }
}
