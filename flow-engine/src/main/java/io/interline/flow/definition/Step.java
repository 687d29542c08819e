package io.interline.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A block of a flow. Blocks nest; every scope, join and branch is valid by construction.
public sealed interface Step {

  /// What all blocks have.
  Head head();

  /// Unique within the document; the name under which later steps find the output.
  default String id() {
    return head().id();
  }

  /// @param title shown instead of the id, if given
  /// @param disabled passed over when the flow runs; its output is then null
  record Head(String id, @Nullable String title, @Nullable String note, boolean disabled) {}

  /// Calls an operation of a connector.
  ///
  /// @param with input; text in it may be a literal or hold `${…}`
  /// @param timeout of one attempt
  record Use(
      Head head,
      OperationRef use,
      @Nullable String connection,
      JsonNode with,
      @Nullable Retry retry,
      @Nullable Duration timeout)
      implements Step {}

  /// Makes a value by JSLT.
  record Map(Head head, String jslt) implements Step {}

  /// Fails the run, for good, unless a value fits a schema.
  ///
  /// @param schema JSON Schema 2020-12
  /// @param value `${…}`; the message itself when absent
  record Validate(Head head, JsonNode schema, @Nullable String value) implements Step {}

  /// Goes the first way whose condition holds.
  record Switch(Head head, List<Case> cases) implements Step {
    public Switch {
      cases = List.copyOf(cases);
    }
  }

  /// @param title what the canvas writes on the way, if given
  /// @param when `${…}`; absent for the last case, otherwise
  record Case(@Nullable String title, @Nullable String when, List<Step> steps) {
    public Case {
      steps = List.copyOf(steps);
    }
  }

  /// Goes all ways at once.
  record Parallel(Head head, Join join, List<Branch> branches) implements Step {
    public Parallel {
      branches = List.copyOf(branches);
    }
  }

  record Branch(@Nullable String title, List<Step> steps) {
    public Branch {
      steps = List.copyOf(steps);
    }
  }

  /// When a parallel block is done.
  enum Join {
    /// All branches succeeded; the first failure fails it.
    ALL,
    /// One branch succeeded; the others are left.
    ANY,
    /// All branches ended, however.
    SETTLED
  }

  /// Ends the run on purpose.
  ///
  /// @param message text or `${…}`
  record Stop(Head head, boolean success, @Nullable String message) implements Step {}

  /// When and how often a step is tried again.
  ///
  /// @param max tries after the first
  record Retry(int max, Duration first, double factor, Duration ceiling, Set<Cause> on) {
    public Retry {
      on = Set.copyOf(on);
    }

    /// What is tried again unless the step says otherwise: six times, 1 s doubling to 5 min, full
    /// jitter.
    public static final Retry STANDARD =
        new Retry(
            6,
            Duration.ofSeconds(1),
            2,
            Duration.ofMinutes(5),
            Set.of(Cause.TRANSIENT, Cause.THROTTLED));

    public enum Cause {
      TRANSIENT,
      THROTTLED
    }
  }
}
