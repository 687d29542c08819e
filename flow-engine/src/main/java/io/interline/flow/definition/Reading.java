package io.interline.flow.definition;

import io.interline.flow.Flows.InvalidFlow;
import io.interline.flow.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of reading a flow document.
///
/// @param document the typed document; absent when a part of it could not be understood. It can be
///     there although there are problems, for example an unknown property beside the known ones
/// @param problems everything that is wrong with the structure, in the order of the document
public record Reading(@Nullable FlowDocument document, List<Problem> problems) {

  public Reading {
    problems = List.copyOf(problems);
  }

  /// The document, when nothing at all is wrong with its structure.
  ///
  /// @throws InvalidFlow with the problems otherwise
  public FlowDocument orThrow() {
    if (document == null || !problems.isEmpty()) throw new InvalidFlow(problems);
    return document;
  }
}
