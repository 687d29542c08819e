package io.interline.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries drafts and expressions from the designer. Nothing is stored; calls to other systems are
/// real, through the connections of the development environment.
public interface TestBench {

  /// Starts a run of a document on a sample, up to and with a step when one is named, and returns
  /// while it goes on. Needs FLOW_EDIT. A tenant may have a number of tests at a time.
  ///
  /// @param sample message, JSON text
  /// @throws io.interline.tenant.DomainException of kind LIMIT when too many tests run
  Test start(String document, String sample, @Nullable String upToStep);

  /// A test that runs, or is over. Safe for many threads.
  interface Test {

    /// What is known now; never waits for a step. The same object as before while nothing changed.
    TestRun now();

    /// Ends the test: the step that runs is interrupted, no further one begins. Does nothing once
    /// the test is over.
    void stop();
  }

  /// Evaluates a JSLT expression, a text with `${…}`, or JSON with `${…}` in it, on what a step
  /// would see. Within the limits of every mapping. Needs FLOW_VIEW.
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

  enum TestState {
    RUNNING,
    SUCCEEDED,
    FAILED,
    /// Somebody ended it.
    STOPPED
  }

  /// What a test did so far.
  ///
  /// @param at id of the step that runs, or ran when the test was stopped
  /// @param error absent unless it failed
  record TestRun(
      TestState state, @Nullable String at, @Nullable String error, List<Runs.StepRun> steps) {

    public TestRun {
      steps = List.copyOf(steps);
    }

    /// One that is over and was not stopped.
    public static TestRun ended(@Nullable String error, List<Runs.StepRun> steps) {
      return new TestRun(
          error == null ? TestState.SUCCEEDED : TestState.FAILED, null, error, steps);
    }

    public boolean running() {
      return state == TestState.RUNNING;
    }

    public boolean succeeded() {
      return state == TestState.SUCCEEDED;
    }
  }

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
