package io.interline.flow.internal.plan;

import io.interline.connector.Operations.ActionHandle;
import io.interline.flow.definition.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A step, compiled.
public sealed interface Node {

  Place place();

  /// The step's id in the document.
  default String id() {
    return place().id();
  }

  /// Calls an operation of a connector; the only node with effects outside.
  record Call(
      Place place,
      ActionHandle action,
      @Nullable String connection,
      Expression input,
      Step.Retry retry,
      Duration timeout)
      implements Node {}

  /// Makes a value.
  record Compute(Place place, Expression expression) implements Node {}

  /// Fails for good unless a value fits a schema.
  record Validate(Place place, Check check, @Nullable Expression value) implements Node {}

  /// Goes the first way that is open, or none.
  record Choose(Place place, List<Way> ways) implements Node {
    public Choose {
      ways = List.copyOf(ways);
    }
  }

  /// @param when absent for a way that is always open
  /// @param first node of the way; the node after the choice when the way is empty
  record Way(@Nullable Expression when, int first) {}

  /// Opens scopes that go on side by side.
  ///
  /// @param scopes indexes in [Plan#scopes()]
  record Fork(Place place, Step.Join join, List<Integer> scopes) implements Node {
    public Fork {
      scopes = List.copyOf(scopes);
    }
  }

  /// Ends the run.
  record Stop(Place place, boolean success, @Nullable Expression message) implements Node {}
}
