package io.interline.flow.internal.plan;

import io.interline.connector.Operations.ActionHandle;
import io.interline.flow.FlowId;
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
  ///
  /// @param undo scope that undoes it, or [Place#END]
  record Call(
      Place place,
      ActionHandle action,
      @Nullable String connection,
      Expression input,
      Step.Retry retry,
      Duration timeout,
      int undo)
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

  /// Opens a body once for each item; of a large list, once for each part of it.
  ///
  /// @param body index in [Plan#bodies()]
  /// @param parts body that is opened for each part of a large list, with a [Part] in it;
  ///     [Place#END] for a loop that is never divided
  record Each(Place place, Expression items, int concurrency, int tolerated, int body, int parts)
      implements Node {}

  /// Works on a part of a loop's items in a run of its own; or undoes what such a run did.
  ///
  /// @param loop index of the loop
  /// @param undoes what the node that opens its scope did
  /// @param undo scope that undoes it, or [Place#END]
  record Part(Place place, int loop, boolean undoes, int undo) implements Node {

    /// Steps of a document have no such ids.
    public static boolean isPart(String step) {
      return step.indexOf('.') >= 0;
    }
  }

  /// Opens a body until a condition holds.
  record Repeat(Place place, @Nullable Expression until, int max, int body) implements Node {}

  /// Opens a scope and catches its failure.
  ///
  /// @param caught scope, or [Place#END]
  /// @param last scope, or [Place#END]
  record Guard(Place place, int tried, int caught, int last) implements Node {}

  /// Waits.
  ///
  /// @param kind never [Ask.Kind#RUN] or [Ask.Kind#START]
  /// @param details object that is rendered: what is waited for
  record Await(
      Place place,
      Ask.Kind kind,
      Expression details,
      @Nullable Duration timeout,
      boolean failsWhenOver)
      implements Node {}

  /// Runs another flow.
  ///
  /// @param version absent for the deployed one
  record SubFlow(
      Place place, FlowId flow, @Nullable Integer version, Expression input, boolean waits)
      implements Node {}

  /// Answers the caller who waits.
  ///
  /// @param answer object with `status`, `headers` and `body`
  record Respond(Place place, Expression answer) implements Node {}

  /// Ends the run.
  record Stop(Place place, boolean success, @Nullable Expression message) implements Node {}
}
