package io.interline.flow;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/// Something wrong with a flow document, shown alike in designer, API and command line.
///
/// @param code stable, lower case with dashes: `unknown-step`, `expression-syntax`
/// @param pointer RFC 6901 JSON pointer into the document
/// @param step id of the step it belongs to, absent for the flow as a whole
/// @param message what is wrong and what to do
/// @param fix one change that mends it, where there is one
public record Problem(
    String code,
    String pointer,
    @Nullable String step,
    Severity severity,
    String message,
    @Nullable Fix fix) {

  /// One that stands in the way of publishing.
  public static Problem error(String code, JsonPointer at, @Nullable String step, String message) {
    return new Problem(code, at.toString(), step, Severity.ERROR, message, null);
  }

  /// One to know of.
  public static Problem warning(
      String code, JsonPointer at, @Nullable String step, String message) {
    return new Problem(code, at.toString(), step, Severity.WARNING, message, null);
  }

  /// The same with a change that mends it; without one when it is absent.
  public Problem with(@Nullable Fix fix) {
    return new Problem(code, pointer, step, severity, message, fix);
  }

  /// An ERROR stands in the way of publishing, a WARNING does not.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// @param title words of the button
  /// @param patch RFC 6902 JSON patch of the document, as text
  public record Fix(String title, String patch) {

    /// Puts a text in the place of a value.
    public static Fix replace(String title, JsonPointer at, String value) {
      return change(title, "replace", at, value);
    }

    /// Adds a property with a text.
    public static Fix add(String title, JsonPointer at, String value) {
      return change(title, "add", at, value);
    }

    /// Puts any value in the place of one.
    public static Fix replace(String title, JsonPointer at, JsonNode value) {
      var patch = JsonNodeFactory.instance.arrayNode();
      patch.addObject().put("op", "replace").put("path", at.toString()).set("value", value);
      return new Fix(title, patch.toString());
    }

    /// Removes a property.
    public static Fix remove(String title, JsonPointer at) {
      var patch = JsonNodeFactory.instance.arrayNode();
      patch.addObject().put("op", "remove").put("path", at.toString());
      return new Fix(title, patch.toString());
    }

    /// Renames a property.
    public static Fix move(String title, JsonPointer from, JsonPointer to) {
      var patch = JsonNodeFactory.instance.arrayNode();
      patch.addObject().put("op", "move").put("from", from.toString()).put("path", to.toString());
      return new Fix(title, patch.toString());
    }

    private static Fix change(String title, String operation, JsonPointer at, String value) {
      var patch = JsonNodeFactory.instance.arrayNode();
      patch.addObject().put("op", operation).put("path", at.toString()).put("value", value);
      return new Fix(title, patch.toString());
    }
  }
}
