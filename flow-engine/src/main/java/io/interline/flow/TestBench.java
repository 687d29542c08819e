package io.interline.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries drafts and expressions from the designer. Nothing is stored; calls to other systems are
/// real, through the connections of the development environment.
public interface TestBench {

  /// Runs a document on a sample, up to and with a step when one is named. Needs FLOW_EDIT.
  ///
  /// @param sample message, JSON text
  TestRun run(String document, String sample, @Nullable String upToStep);

  /// Evaluates a JSLT expression, a text with `${…}`, or JSON with `${…}` in it, on what a step
  // would
  /// see. Within the limits of every mapping. Needs FLOW_VIEW.
  ///
  /// @param context `{ "trigger id": …, "step id": … }`, JSON text
  Preview preview(String source, Language language, String context);

  enum Language {
    JSLT,
    TEMPLATE,
    /// JSON whose values, and parts of texts, may be `${…}`.
    JSON,
    /// A text with `${…}` that is a path, in which values are encoded.
    PATH
  }

  /// @param error absent when all steps succeeded
  record TestRun(boolean succeeded, @Nullable String error, List<Runs.StepRun> steps) {}

  /// A value, or what is wrong and where.
  ///
  /// @param value JSON text
  /// @param line and `column`: counted from 1; 0 when unknown
  /// @param hints what is probably not meant so, in the order of the source
  record Preview(
      @Nullable String value,
      @Nullable String error,
      int line,
      int column,
      long tookMicros,
      List<Hint> hints) {

    public Preview {
      hints = List.copyOf(hints);
    }

    /// One without hints.
    public Preview(
        @Nullable String value, @Nullable String error, int line, int column, long tookMicros) {
      this(value, error, line, column, tookMicros, List.of());
    }
  }

  /// Something that works, but probably not as it is meant: a field that the data does not have.
  ///
  /// @param line counted from 1, as `column` is
  /// @param change the whole source as it was probably meant; absent when that is not known
  record Hint(String message, int line, int column, @Nullable String change) {}
}
