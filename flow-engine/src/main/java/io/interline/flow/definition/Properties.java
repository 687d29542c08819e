package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.Problem.Fix;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One object of the document, read property by property. A property asked for is a known one; what
/// is left at [#refuseOthers] is not.
final class Properties {

  private final ObjectNode node;
  private final JsonPointer at;
  private final @Nullable String step;
  private final Findings findings;
  private final Set<String> known = new LinkedHashSet<>();

  Properties(ObjectNode node, JsonPointer at, @Nullable String step, Findings findings) {
    this.node = node;
    this.at = at;
    this.step = step;
    this.findings = findings;
  }

  JsonPointer at(String name) {
    return at.appendProperty(name);
  }

  boolean has(String name) {
    return node.has(name);
  }

  /// A property of one kind; absent, with a finding, when it is missing though required or of
  /// another kind.
  private @Nullable JsonNode value(
      String name, boolean required, String kind, Predicate<JsonNode> fits) {
    known.add(name);
    var value = node.get(name);
    if (value == null) {
      if (required) missing(name, kind);
      return null;
    }
    if (fits.test(value)) return value;
    error("type-wrong", name, "'" + name + "' must be " + kind + "; it is " + kind(value) + ".");
    return null;
  }

  private void missing(String name, String kind) {
    findings.error(
        "property-missing", at, step, "'" + name + "' is missing; it must be " + kind + ".");
  }

  void error(String code, String name, String message) {
    findings.error(code, at(name), step, message);
  }

  @Nullable String text(String name) {
    var value = value(name, false, "a text", JsonNode::isTextual);
    return value == null ? null : value.textValue();
  }

  @Nullable String requiredText(String name) {
    var value = value(name, true, "a text", JsonNode::isTextual);
    return value == null ? null : value.textValue();
  }

  /// A text that is one `${…}` and nothing else.
  @Nullable String requiredExpression(String name) {
    String text = requiredText(name);
    return text == null ? null : expression(name, text);
  }

  /// Like [#requiredExpression], but may be left out.
  @Nullable String expression(String name) {
    String text = text(name);
    return text == null ? null : expression(name, text);
  }

  private @Nullable String expression(String name, String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("${") && trimmed.endsWith("}")) return text;
    error(
        "expression-missing",
        name,
        "'" + name + "' must be an expression like ${.order.id}; it is '" + text + "'.");
    return null;
  }

  /// A value of any kind; absent, without a finding, when it is not there.
  @Nullable JsonNode any(String name) {
    known.add(name);
    return node.get(name);
  }

  boolean flag(String name) {
    var value = value(name, false, "true or false", JsonNode::isBoolean);
    return value != null && value.booleanValue();
  }

  int wholeNumber(String name, int absent, int min, int max) {
    String kind = "a whole number from " + min + " to " + max;
    var value =
        value(
            name,
            false,
            kind,
            n -> n.isNumber() && n.canConvertToExactIntegral() && in(n, min, max));
    return value == null ? absent : value.decimalValue().intValue();
  }

  double number(String name, double absent, int min, int max) {
    String kind = "a number from " + min + " to " + max;
    var value = value(name, false, kind, n -> n.isNumber() && in(n, min, max));
    return value == null ? absent : value.doubleValue();
  }

  private static boolean in(JsonNode n, int min, int max) {
    return n.doubleValue() >= min && n.doubleValue() <= max;
  }

  /// One of some words.
  @Nullable String choice(String name, boolean required, List<String> choices) {
    known.add(name);
    String kind = "one of " + String.join(", ", choices);
    var value = value(name, required, kind, JsonNode::isTextual);
    if (value == null) return null;
    if (choices.contains(value.textValue())) return value.textValue();
    var meant = Names.closest(value.textValue(), choices);
    findings.error(
        "value-wrong",
        at(name),
        step,
        "'" + name + "' must be " + kind + "; it is '" + value.textValue() + "'.",
        meant.map(word -> Fix.replace("Change to '" + word + "'", at(name), word)).orElse(null));
    return null;
  }

  /// An ISO-8601 duration above zero.
  @Nullable Duration duration(String name, Duration max) {
    var value = value(name, false, "a duration like PT20S or PT5M", JsonNode::isTextual);
    if (value == null) return null;
    try {
      var duration = Duration.parse(value.textValue());
      if (isUpperCase(value.textValue()) && duration.isPositive() && duration.compareTo(max) <= 0)
        return duration;
      error(
          "duration-wrong",
          name,
          "'"
              + name
              + "' must be more than zero and at most "
              + max
              + "; it is '"
              + value.textValue()
              + "'.");
    } catch (DateTimeParseException _) {
      error(
          "duration-wrong",
          name,
          "'"
              + value.textValue()
              + "' is no duration. Write for example PT20S (20 seconds), PT5M (5 minutes) or P1D (a day).");
    }
    return null;
  }

  /// Java reads `pt5s` too; other tools do not.
  private static boolean isUpperCase(String text) {
    return text.equals(text.toUpperCase(Locale.ROOT));
  }

  @Nullable ObjectNode object(String name, boolean required) {
    return (ObjectNode) value(name, required, "an object", JsonNode::isObject);
  }

  boolean isText(String name) {
    known.add(name);
    return node.path(name).isTextual();
  }

  @Nullable JsonNode array(String name, boolean required) {
    return value(name, required, "a list", JsonNode::isArray);
  }

  /// The object under a name with its own properties; absent when there is none.
  Optional<Properties> inner(String name, boolean required) {
    var object = object(name, required);
    return Optional.ofNullable(object).map(o -> new Properties(o, at(name), step, findings));
  }

  /// Refuses `{{vault:…}}` in the texts under a name.
  void refuseVaultReferences(String name) {
    refuseVaultReferences(node.path(name), at(name));
  }

  private void refuseVaultReferences(JsonNode value, JsonPointer place) {
    if (value.isTextual() && value.textValue().contains("{{vault:"))
      findings.error(
          "not-available",
          place,
          step,
          "References to secrets ({{vault:…}}) are not available yet. Keep the secret in a connection.");
    for (var property : value.properties())
      refuseVaultReferences(property.getValue(), place.appendProperty(property.getKey()));
    if (value.isArray())
      for (int i = 0; i < value.size(); i++)
        refuseVaultReferences(value.get(i), place.appendIndex(i));
  }

  /// Refuses every property that nobody asked for.
  void refuseOthers() {
    for (var property : node.properties()) {
      String name = property.getKey();
      if (known.contains(name)) continue;
      var free = known.stream().filter(k -> !node.has(k)).toList();
      var meant = Names.closest(name, free);
      findings.error(
          "property-unknown",
          at(name),
          step,
          "There is no property '"
              + name
              + "' here."
              + meant.map(m -> " Did you mean '" + m + "'?").orElse(" Remove it.")
              + " Known: "
              + String.join(", ", known)
              + ".",
          meant
              .map(m -> Fix.move("Rename to '" + m + "'", at(name), at(m)))
              .orElseGet(() -> Fix.remove("Remove '" + name + "'", at(name))));
    }
  }

  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "a list";
      case STRING, BINARY -> "a text";
      case NUMBER -> "the number " + value.asText();
      case BOOLEAN -> value.asText();
      case NULL, MISSING -> "null (leave it out instead)";
    };
  }
}
