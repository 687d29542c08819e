package io.interline.ui.canvas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the browser draws: cards with places, wires between them. Made by [CanvasLayout], never
/// edited.
///
/// @param empty whether the flow has no step yet
record CanvasGraph(List<Card> cards, List<Wire> wires, boolean empty) {

  CanvasGraph {
    cards = List.copyOf(cards);
    wires = List.copyOf(wires);
  }

  /// @param id of the step; `end`, `error`, `join:…`, `slot:…` and `frame:…` for what is no step
  /// @param kind decides colour and shape: as [StepKind#cardKind()], or `trigger`, `end`, `join`,
  ///     `slot`, `error`, `frame`
  /// @param subtitle of a frame, the kind of its block
  /// @param pointer of the step in the document; of a slot, the place where a step goes
  /// @param fold `open` or `closed` of a block that has steps inside; else empty
  record Card(
      String id,
      String kind,
      String icon,
      String title,
      String subtitle,
      String pointer,
      double x,
      double y,
      double width,
      double height,
      String fold,
      boolean disabled,
      boolean note) {}

  /// @param anchor place where a step goes that is put on this wire; absent where none can go
  /// @param bend `none`, `fork` (leaves a block sideways), `join` (comes back) or `undo` (to
  ///     what undoes a step, beside it)
  record Wire(
      String id,
      String source,
      String target,
      @Nullable String anchor,
      @Nullable String label,
      String bend,
      boolean dashed) {}
}
