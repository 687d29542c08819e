package io.interline.ui.canvas;

import io.interline.ui.canvas.CanvasGraph.Card;
import io.interline.ui.canvas.CanvasGraph.Wire;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Gives every block of a flow document its place. The document nests, so the layout is exact: a
/// sequence is as wide as its widest block and runs top-down along one axis; the ways of a block
/// lie side by side, centred under it, and meet again in one point below the longest.
///
/// Time and space are linear in the number of blocks (measuring is repeated per level of nesting).
final class CanvasLayout {

  static final double CARD_WIDTH = 236;
  static final double CARD_HEIGHT = 54;
  static final double GAP = 52;
  static final double LANE_GAP = 40;
  private static final double FORK = 84;
  private static final double JOIN = 60;
  private static final double DOT = 10;
  private static final double SLOT_HEIGHT = 40;
  private static final double ERROR_GAP = 96;

  private final StepFace faces;
  private final boolean editable;
  private final List<Card> cards = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private CanvasLayout(StepFace faces, boolean editable) {
    this.faces = faces;
    this.editable = editable;
  }

  /// @param editable whether the graph offers places for new steps
  static CanvasGraph of(JsonNode document, StepFace faces, boolean editable) {
    return new CanvasLayout(faces, editable).draw(document);
  }

  private CanvasGraph draw(JsonNode document) {
    var trigger = document.path("trigger");
    var face = faces.trigger(trigger);
    var triggerId = trigger.path("id").asString("trigger");
    ids.add(triggerId);
    cards.add(card(triggerId, face, "/trigger", 0, 0, false, false));
    var steps = document.path("steps");
    var tail = sequence(steps, "/steps", 0, CARD_HEIGHT, new Wiring(triggerId, "none", null));
    if (tail.open() != null) {
      var y = tail.y() + (steps.isEmpty() && editable ? GAP + 24 : GAP);
      cards.add(dot("end", "end", 0, y, 24, 24));
      wires.add(wire(tail.open(), "end", anchor("/steps", steps.size())));
    }
    onError(document.path("onError"), widthOf(steps));
    return new CanvasGraph(cards, wires, steps.isEmpty());
  }

  private void onError(JsonNode steps, double mainWidth) {
    if (steps.isEmpty()) return;
    var axis = mainWidth / 2 + ERROR_GAP + widthOf(steps) / 2;
    var face =
        new StepFace.Face("error", "life-buoy", "If a message fails for good", "after all tries");
    cards.add(card("error", face, "/onError", axis, 0, false, false));
    var tail = sequence(steps, "/onError", axis, CARD_HEIGHT, new Wiring("error", "none", null));
    if (tail.open() != null && editable) {
      cards.add(dot("end:error", "end", axis, tail.y() + GAP, 24, 24));
      wires.add(wire(tail.open(), "end:error", anchor("/onError", steps.size())));
    }
  }

  /// Where a sequence ended.
  ///
  /// @param open the wire that goes on from there; absent after a stop
  private record Tail(double y, @Nullable Wiring open) {}

  /// A wire that has left its card and looks for a target.
  private record Wiring(String source, String bend, @Nullable String label) {}

  private Tail sequence(JsonNode steps, String pointer, double axis, double top, Wiring incoming) {
    var open = incoming;
    var y = top;
    var index = 0;
    var gap = incoming.bend().equals("fork") ? FORK : GAP;
    for (var step : steps) {
      y += gap;
      gap = GAP;
      var at = pointer + "/" + index;
      var id = unique(step.path("id").asString(at), at);
      cards.add(
          card(
              id,
              faces.step(step),
              at,
              axis,
              y,
              step.path("disabled").asBoolean(false),
              step.has("note")));
      wires.add(wire(open, id, anchor(pointer, index)));
      y += CARD_HEIGHT;
      open = new Wiring(id, "none", null);
      var kind = StepKind.of(step);
      if (kind == StepKind.SWITCH || kind == StepKind.PARALLEL) {
        y = lanes(lanesOf(step, kind, at), id, axis, y);
        open = new Wiring("join:" + id, "none", null);
      }
      index++;
    }
    var last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    return new Tail(y, last != null && StepKind.of(last) == StepKind.STOP ? null : open);
  }

  /// Draws the ways of a block and the point where they meet; answers where that ends.
  private double lanes(List<Lane> lanes, String id, double axis, double top) {
    var bottom = top + FORK + lanes.stream().mapToDouble(Lane::height).max().orElse(SLOT_HEIGHT);
    var join = "join:" + id;
    var x = axis - width(lanes) / 2;
    for (var lane : lanes) {
      var middle = x + lane.width() / 2;
      var incoming = new Wiring(id, "fork", lane.label());
      if (lane.steps().isEmpty()) {
        slot(lane, middle, top, incoming, join);
      } else {
        var tail = sequence(lane.steps(), lane.pointer(), middle, top, incoming);
        if (tail.open() != null) {
          var back = new Wiring(tail.open().source(), "join", null);
          wires.add(wire(back, join, anchor(lane.pointer(), lane.steps().size())));
        }
      }
      x += lane.width() + LANE_GAP;
    }
    cards.add(dot(join, "join", axis, bottom + JOIN - DOT, DOT, DOT));
    return bottom + JOIN;
  }

  private void slot(Lane lane, double axis, double top, Wiring incoming, String join) {
    var id = "slot:" + lane.pointer();
    var place = lane.pointer() + "/0";
    cards.add(
        new Card(
            id,
            "slot",
            editable ? "plus" : "minus",
            editable ? "Add a step" : "Nothing to do",
            "",
            place,
            axis - CARD_WIDTH / 2 + 30,
            top + FORK,
            CARD_WIDTH - 60,
            SLOT_HEIGHT,
            false,
            false));
    var dashed = lane.implied();
    wires.add(
        new Wire(
            incoming.source() + ">" + id,
            incoming.source(),
            id,
            null,
            incoming.label(),
            "fork",
            dashed));
    wires.add(new Wire(id + ">" + join, id, join, null, null, "join", dashed));
  }

  private record Lane(
      JsonNode steps,
      String pointer,
      @Nullable String label,
      boolean implied,
      double width,
      double height) {}

  private List<Lane> lanesOf(JsonNode step, StepKind kind, String at) {
    var lanes = new ArrayList<Lane>();
    var index = 0;
    if (kind == StepKind.PARALLEL) {
      for (var branch : step.at("/parallel/branches")) {
        var title = branch.path("title").asString("");
        lanes.add(
            lane(
                branch.path("do"),
                at + "/parallel/branches/" + index + "/do",
                title.isEmpty() ? null : title,
                false));
        index++;
      }
      return lanes;
    }
    var otherwise = false;
    for (var way : step.path("switch")) {
      otherwise |= !way.has("when");
      lanes.add(lane(way.path("do"), at + "/switch/" + index + "/do", StepFace.label(way), false));
      index++;
    }
    if (!otherwise) {
      var none = step.path("do of an absent way");
      lanes.add(lane(none, at + "/switch/" + index + "/do", "otherwise", true));
    }
    return lanes;
  }

  private Lane lane(JsonNode steps, String pointer, @Nullable String label, boolean implied) {
    return new Lane(
        steps,
        pointer,
        label,
        implied,
        widthOf(steps),
        steps.isEmpty() ? SLOT_HEIGHT : heightOf(steps));
  }

  private double widthOf(JsonNode steps) {
    var widest = CARD_WIDTH;
    for (var step : steps) {
      var kind = StepKind.of(step);
      if (kind == StepKind.SWITCH || kind == StepKind.PARALLEL)
        widest = Math.max(widest, width(lanesOf(step, kind, "")));
    }
    return widest;
  }

  private static double width(List<Lane> lanes) {
    return lanes.stream().mapToDouble(Lane::width).sum() + LANE_GAP * Math.max(0, lanes.size() - 1);
  }

  private double heightOf(JsonNode steps) {
    var height = -GAP;
    for (var step : steps) {
      height += GAP + CARD_HEIGHT;
      var kind = StepKind.of(step);
      if (kind == StepKind.SWITCH || kind == StepKind.PARALLEL)
        height +=
            FORK
                + lanesOf(step, kind, "").stream()
                    .mapToDouble(Lane::height)
                    .max()
                    .orElse(SLOT_HEIGHT)
                + JOIN;
    }
    return height;
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
        false);
  }

  private static Card card(
      String id,
      StepFace.Face face,
      String pointer,
      double axis,
      double y,
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
        disabled,
        note);
  }

  private static Card dot(
      String id, String kind, double axis, double y, double width, double height) {
    return new Card(id, kind, "", "", "", "", axis - width / 2, y, width, height, false, false);
  }
}
