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

  /// @param id of the step; `end`, `error`, `join:…` and `slot:…` for what is no step
  /// @param kind decides colour and shape: `trigger`, `call`, `map`, `validate`, `switch`,
  ///     `parallel`, `stop`, `end`, `join`, `slot`, `error`
  /// @param pointer of the step in the document; of a slot, the place where a step goes
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
      boolean disabled,
      boolean note) {}

  /// @param anchor place where a step goes that is put on this wire; absent where none can go
  /// @param bend `none`, `fork` (leaves a block sideways) or `join` (comes back)
  record Wire(
      String id,
      String source,
      String target,
      @Nullable String anchor,
      @Nullable String label,
      String bend,
      boolean dashed) {}
}
