package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.plan.Ask;
import org.jspecify.annotations.Nullable;

/// What a block or a wait keeps while it is at work.
sealed interface Held {

  /// A loop.
  ///
  /// @param items absent for a repeat
  /// @param next turn to be opened
  /// @param open turns at work
  /// @param ended the last turn that ended, which leads to those before it
  /// @param failed turns
  /// @param last what the last turn put out
  record Turns(
      @Nullable JsonNode items,
      int next,
      int open,
      @Nullable Turn ended,
      int failed,
      @Nullable JsonNode last)
      implements Held {

    Turns opened() {
      return new Turns(items, next + 1, open + 1, ended, failed, last);
    }

    Turns ended(int index, @Nullable JsonNode output, @Nullable Failure failure) {
      return new Turns(
          items,
          next,
          open - 1,
          new Turn(index, output, failure, ended),
          failure == null ? failed : failed + 1,
          output);
    }
  }

  /// A turn that ended.
  record Turn(
      int index, @Nullable JsonNode output, @Nullable Failure failure, @Nullable Turn before) {}

  /// A block that catches failures.
  ///
  /// @param caught what its steps failed of
  /// @param pending what the block fails of when its last steps are done
  record Guarded(@Nullable Failure caught, @Nullable Failure pending) implements Held {}

  /// A wait.
  record Asked(Ask ask) implements Held {}
}
