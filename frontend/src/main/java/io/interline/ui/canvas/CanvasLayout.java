package io.interline.ui.canvas;

import io.interline.ui.canvas.CanvasGraph.Card;
import io.interline.ui.canvas.CanvasGraph.Wire;
import io.interline.ui.canvas.LayoutSizes.Extent;
import io.interline.ui.canvas.StepKind.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Gives every block of a flow document its place. The document nests, so the layout is exact: a
/// sequence is as wide as its widest block and runs top-down along one axis; the ways of a block
/// lie side by side, centred under it, and meet again in one point below the longest. A loop and a
/// scope that catches failures have a frame around what is inside; the steps that undo a call
/// stand beside it.
///
/// Time and space are linear in the number of blocks.
final class CanvasLayout {

  static final double CARD_WIDTH = 236;
  static final double CARD_HEIGHT = 54;
  static final double GAP = 52;
  static final double LANE_GAP = 40;
  static final double FORK = 84;
  static final double JOIN = 60;
  static final double DOT = 10;
  static final double SLOT_HEIGHT = 40;
  static final double FRAME_PAD = 26;
  static final double UNDO_GAP = 64;
  private static final double SLOT_WIDTH = CARD_WIDTH - 60;
  private static final double END = 24;
  private static final double ERROR_GAP = 96;

  private final StepFace faces;
  private final boolean editable;
  private final Set<String> folded;
  private final LayoutSizes sizes;
  private final List<Card> cards = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private CanvasLayout(StepFace faces, boolean editable, Set<String> folded) {
    this.faces = faces;
    this.editable = editable;
    this.folded = folded;
    this.sizes = new LayoutSizes(folded, editable);
  }

  /// @param editable whether the graph offers places for new steps
  static CanvasGraph of(JsonNode document, StepFace faces, boolean editable) {
    return of(document, faces, editable, Set.of());
  }

  /// @param folded ids of blocks of which only the card is drawn
  static CanvasGraph of(JsonNode document, StepFace faces, boolean editable, Set<String> folded) {
    return new CanvasLayout(faces, editable, folded).draw(document);
  }

  private CanvasGraph draw(JsonNode document) {
    var trigger = document.path("trigger");
    var face = faces.trigger(trigger);
    var triggerId = trigger.path("id").asString("trigger");
    ids.add(triggerId);
    cards.add(card(triggerId, face, "/trigger", 0, 0, "", false, false));
    var steps = document.path("steps");
    var tail = sequence(steps, "/steps", 0, CARD_HEIGHT, new Wiring(triggerId, "none", null));
    if (tail.open() != null) {
      var y = tail.y() + (steps.isEmpty() && editable ? GAP + END : GAP);
      cards.add(dot("end", "end", 0, y, END));
      wires.add(wire(tail.open(), "end", anchor("/steps", steps.size())));
    }
    onError(document.path("onError"), sizes.of(steps).right());
    return new CanvasGraph(cards, wires, steps.isEmpty());
  }

  private void onError(JsonNode steps, double right) {
    if (steps.isEmpty()) return;
    var axis = right + ERROR_GAP + sizes.of(steps).left();
    var face =
        new StepFace.Face("error", "life-buoy", "If a message fails for good", "after all tries");
    cards.add(card("error", face, "/onError", axis, 0, "", false, false));
    var tail = sequence(steps, "/onError", axis, CARD_HEIGHT, new Wiring("error", "none", null));
    if (tail.open() != null && editable) {
      cards.add(dot("end:error", "end", axis, tail.y() + GAP, END));
      wires.add(wire(tail.open(), "end:error", anchor("/onError", steps.size())));
    }
  }

  /// Where a sequence ended.
  ///
  /// @param open the wire that goes on from there; absent after a stop
  private record Tail(double y, @Nullable Wiring open) {}

  /// Where a block ended, and the wire that goes on from there.
  private record Exit(double y, Wiring open) {}

  /// A wire that has left its card and looks for a target.
  private record Wiring(String source, String bend, @Nullable String label, boolean dashed) {

    Wiring(String source, String bend, @Nullable String label) {
      this(source, bend, label, false);
    }
  }

  private Tail sequence(JsonNode steps, String pointer, double axis, double top, Wiring incoming) {
    var open = incoming;
    var y = top;
    var index = 0;
    var gap = incoming.bend().equals("fork") ? FORK : GAP;
    for (var step : steps) {
      // The first step of what undoes a call stands beside it.
      y += incoming.bend().equals("undo") && index == 0 ? 0 : gap;
      gap = GAP;
      var at = pointer + "/" + index;
      var id = unique(step.path("id").asString(at), at);
      wires.add(wire(open, id, anchor(pointer, index)));
      var bottom = block(step, at, id, axis, y);
      open = bottom.open();
      y = bottom.y();
      index++;
    }
    var last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    return new Tail(y, last != null && StepKind.of(last) == StepKind.STOP ? null : open);
  }

  /// Draws a step with what is inside it, and answers where it ends.
  private Exit block(JsonNode step, String at, String id, double axis, double y) {
    var kind = StepKind.of(step);
    var inside = StepKind.lanes(step);
    var isFolded = !inside.isEmpty() && folded.contains(id);
    var fold = inside.isEmpty() ? "" : isFolded ? "closed" : "open";
    var frame = LayoutSizes.isFramed(kind) && !isFolded;
    if (frame) frame(step, kind, id, axis, y);
    cards.add(
        card(
            id,
            isFolded ? faces.folded(step) : faces.step(step),
            at,
            axis,
            y,
            fold,
            step.path("disabled").asBoolean(false),
            step.has("note")));
    var below = y + CARD_HEIGHT;
    var on = new Wiring(id, "none", null);
    if (isFolded) return new Exit(below, on);
    return switch (kind) {
      case SWITCH, PARALLEL -> {
        var end = lanes(lanesOf(step, kind, at), id, "join:" + id, axis, below);
        yield new Exit(end, new Wiring("join:" + id, "none", null));
      }
      case FOR_EACH, REPEAT -> turns(step.path("do"), at + "/do", id, axis, below);
      case TRY -> guarded(step, at, id, axis, below);
      case USE -> new Exit(Math.max(below, undo(step, at, id, axis, y)), on);
      default -> new Exit(below, on);
    };
  }

  /// Draws the frame, which begins in the middle of the block's card and ends at its exit.
  private void frame(JsonNode step, StepKind kind, String id, double axis, double y) {
    var extent = sizes.of(step);
    var top = y + CARD_HEIGHT / 2;
    var bottom = y + extent.height() - DOT / 2;
    cards.add(
        new Card(
            "frame:" + id,
            "frame",
            "",
            switch (kind) {
              case FOR_EACH -> "for each item";
              case REPEAT -> "again and again";
              default -> "failures are caught here";
            },
            kind.cardKind(),
            "",
            axis - extent.left(),
            top,
            extent.left() + extent.right(),
            bottom - top,
            "",
            false,
            false));
  }

  private Exit turns(JsonNode steps, String pointer, String id, double axis, double top) {
    var join = "join:" + id;
    double bottom;
    if (steps.isEmpty()) {
      slot(pointer, axis, top + GAP, SLOT_WIDTH);
      wires.add(wire(new Wiring(id, "none", null), "slot:" + pointer, null));
      wires.add(wire(new Wiring("slot:" + pointer, "none", null), join, null));
      bottom = top + GAP + SLOT_HEIGHT;
    } else {
      var tail = sequence(steps, pointer, axis, top, new Wiring(id, "none", null));
      if (tail.open() != null) wires.add(wire(tail.open(), join, anchor(pointer, steps.size())));
      bottom = tail.y();
    }
    cards.add(dot(join, "join", axis, bottom + JOIN - DOT, DOT));
    return new Exit(bottom + JOIN, new Wiring(join, "none", null));
  }

  private Exit guarded(JsonNode step, String at, String id, double axis, double top) {
    var sides = new ArrayList<Lane>();
    sides.add(lane(step.path("try"), at + "/try", "try", false));
    if (step.has("catch")) sides.add(lane(step.path("catch"), at + "/catch", "if it fails", true));
    var join = "join:" + id;
    if (!step.has("finally")) {
      var end = lanes(sides, id, join, axis, top);
      return new Exit(end, new Wiring(join, "none", null));
    }
    var meet = "meet:" + id;
    var end = lanes(sides, id, meet, axis, top);
    var last = lane(step.path("finally"), at + "/finally", "in the end", false);
    var bottom = lanes(List.of(last), meet, join, axis, end);
    return new Exit(bottom, new Wiring(join, "none", null));
  }

  /// Draws the steps that undo a call, beside it, and answers where they end.
  private double undo(JsonNode step, String at, String id, double axis, double y) {
    if (!step.has("compensate")) return y;
    var steps = step.path("compensate");
    var pointer = at + "/compensate";
    var middle = axis + CARD_WIDTH / 2 + UNDO_GAP + sizes.of(steps).left();
    var incoming = new Wiring(id, "undo", "undo", true);
    if (steps.isEmpty()) {
      slot(pointer, middle - (CARD_WIDTH - SLOT_WIDTH) / 2, y + 7, SLOT_WIDTH);
      wires.add(wire(incoming, "slot:" + pointer, null));
      return y + CARD_HEIGHT;
    }
    var tail = sequence(steps, pointer, middle, y, incoming);
    if (tail.open() == null || !editable) return tail.y();
    cards.add(dot("end:" + pointer, "end", middle, tail.y() + GAP, END));
    var open = tail.open();
    wires.add(
        wire(
            new Wiring(open.source(), open.bend(), null, true),
            "end:" + pointer,
            anchor(pointer, steps.size())));
    return tail.y() + GAP + END;
  }

  /// Draws ways side by side and the point where they meet; answers where that ends.
  private double lanes(List<Lane> lanes, String id, String join, double axis, double top) {
    var bottom =
        top + FORK + lanes.stream().mapToDouble(l -> l.extent().height()).max().orElse(SLOT_HEIGHT);
    var x = axis - width(lanes) / 2;
    for (var lane : lanes) {
      var middle = x + lane.extent().left();
      var incoming = new Wiring(id, "fork", lane.label(), lane.dashed());
      if (lane.steps().isEmpty()) {
        slot(lane.pointer(), middle, top + FORK, SLOT_WIDTH);
        var slot = "slot:" + lane.pointer();
        wires.add(wire(incoming, slot, null));
        wires.add(wire(new Wiring(slot, "join", null, lane.dashed()), join, null));
      } else {
        var tail = sequence(lane.steps(), lane.pointer(), middle, top, incoming);
        if (tail.open() != null) {
          var back = new Wiring(tail.open().source(), "join", null);
          wires.add(wire(back, join, anchor(lane.pointer(), lane.steps().size())));
        }
      }
      x += lane.extent().width() + LANE_GAP;
    }
    cards.add(dot(join, "join", axis, bottom + JOIN - DOT, DOT));
    return bottom + JOIN;
  }

  private void slot(String pointer, double axis, double y, double width) {
    cards.add(
        new Card(
            "slot:" + pointer,
            "slot",
            editable ? "plus" : "minus",
            editable ? "Add a step" : "Nothing to do",
            "",
            pointer + "/0",
            axis - width / 2,
            y,
            width,
            SLOT_HEIGHT,
            "",
            false,
            false));
  }

  /// @param dashed for a way that is not gone as a rule, or not written in the document
  private record Lane(
      JsonNode steps, String pointer, @Nullable String label, boolean dashed, Extent extent) {}

  private List<Lane> lanesOf(JsonNode step, StepKind kind, String at) {
    var lanes = new ArrayList<Lane>();
    var otherwise = false;
    for (var lane : StepKind.lanes(step)) {
      var way = step.at(lane.pointer().substring(0, lane.pointer().length() - "/do".length()));
      otherwise |= !way.has("when");
      var title = way.path("title").asString("");
      var label = lane.part() == Part.WAY ? StepFace.label(way) : title.isEmpty() ? null : title;
      lanes.add(lane(lane.steps(), at + lane.pointer(), label, false));
    }
    if (kind == StepKind.SWITCH && !otherwise) {
      var none = step.path("do of an absent way");
      lanes.add(lane(none, at + "/switch/" + lanes.size() + "/do", "otherwise", true));
    }
    return lanes;
  }

  private Lane lane(JsonNode steps, String pointer, @Nullable String label, boolean dashed) {
    return new Lane(steps, pointer, label, dashed, sizes.lane(steps));
  }

  private static double width(List<Lane> lanes) {
    return lanes.stream().mapToDouble(l -> l.extent().width()).sum()
        + LANE_GAP * Math.max(0, lanes.size() - 1);
  }

  /// A draft may name two steps alike; each still needs a card of its own.
  private String unique(String id, String pointer) {
    return ids.add(id) ? id : id + " " + pointer;
  }

  private @Nullable String anchor(String pointer, int index) {
    return editable ? pointer + "/" + index : null;
  }

  private static Wire wire(Wiring from, String target, @Nullable String anchor) {
    return new Wire(
        from.source() + ">" + target,
        from.source(),
        target,
        anchor,
        from.label(),
        from.bend(),
        from.dashed());
  }

  private static Card card(
      String id,
      StepFace.Face face,
      String pointer,
      double axis,
      double y,
      String fold,
      boolean disabled,
      boolean note) {
    return new Card(
        id,
        face.kind(),
        face.icon(),
        face.title(),
        face.subtitle(),
        pointer,
        axis - CARD_WIDTH / 2,
        y,
        CARD_WIDTH,
        CARD_HEIGHT,
        fold,
        disabled,
        note);
  }

  private static Card dot(String id, String kind, double axis, double y, double size) {
    return new Card(id, kind, "", "", "", "", axis - size / 2, y, size, size, "", false, false);
  }
}
