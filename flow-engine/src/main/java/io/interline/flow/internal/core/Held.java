package io.interline.flow.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.internal.plan.Ask;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a block or a wait keeps while it is at work.
sealed interface Held {

  /// A loop.
  ///
  /// @param items absent for a repeat
  /// @param first number of the first item: not 0 in a run that works on a part of a list
  /// @param part how many items make a part, of which each is a turn; 0 when each item is one
  /// @param next turn to be opened
  /// @param open turns at work
  /// @param ended the last turn that ended, which leads to those before it
  /// @param failed turns
  /// @param weight of what parts put out, see [Results#weigh]
  /// @param last what the last turn put out
  record Turns(
      @Nullable JsonNode items,
      int first,
      int part,
      int next,
      int open,
      @Nullable Turn ended,
      int failed,
      long weight,
      @Nullable JsonNode last)
      implements Held {

    /// Of a repeat.
    static final Turns NONE = new Turns(null, 0, 0, 0, 0, null, 0, 0, null);

    /// Of a loop over a list.
    ///
    /// @param known the items, or an object with `items` and `part`
    static Turns over(JsonNode known) {
      return known.isArray()
          ? new Turns(known, 0, 0, 0, 0, null, 0, 0, null)
          : new Turns(known.path("items"), 0, known.path("part").asInt(), 0, 0, null, 0, 0, null);
    }

    /// Of the run that works on a part of the list.
    Turns slice(int number) {
      var all = Objects.requireNonNull(items);
      int from = number * part;
      var some = JsonNodeFactory.instance.arrayNode();
      for (int i = from; i < Math.min(from + part, all.size()); i++) some.add(all.get(i));
      return new Turns(some, from, 0, from, 0, null, failed, 0, null);
    }

    /// What steps of turns that are over see when they are undone.
    Turns over() {
      return new Turns(items, first, part, next, 0, null, failed, 0, last);
    }

    /// The number after the last turn.
    int end() {
      int size = Objects.requireNonNull(items).size();
      return part == 0 ? first + size : Math.ceilDiv(size, part);
    }

    JsonNode item(int index) {
      return Objects.requireNonNull(items).get(index - first);
    }

    Turns opened() {
      return new Turns(items, first, part, next + 1, open + 1, ended, failed, weight, last);
    }

    Turns ended(int index, @Nullable JsonNode output, @Nullable Failure failure) {
      var results = part > 0 ? output : null;
      return new Turns(
          items,
          first,
          part,
          next,
          open - 1,
          new Turn(index, output, failure, ended),
          failed + (failure != null ? 1 : results != null ? results.path("failed").asInt() : 0),
          weight + (results != null ? Results.weigh(results) : 0),
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
