package io.interline.flow;

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

  /// An ERROR stands in the way of publishing, a WARNING does not.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// @param title words of the button
  /// @param patch RFC 6902 JSON patch of the document, as text
  public record Fix(String title, String patch) {}
}
