package io.interline.ui.canvas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// How much room blocks take, on either side of the axis that they stand on. Each is measured
/// once.
final class LayoutSizes {

  /// @param left of the axis, and `right` of it
  record Extent(double left, double right, double height) {

    double width() {
      return left + right;
    }

    static Extent centred(double width, double height) {
      return new Extent(width / 2, width / 2, height);
    }
  }

  private static final Extent CARD =
      Extent.centred(CanvasLayout.CARD_WIDTH, CanvasLayout.CARD_HEIGHT);
  private static final Extent SLOT =
      Extent.centred(CanvasLayout.CARD_WIDTH, CanvasLayout.SLOT_HEIGHT);

  private final Set<String> folded;
  private final boolean editable;
  private final Map<JsonNode, Extent> known = new IdentityHashMap<>();
  private final Set<String> seen = new HashSet<>();

  LayoutSizes(Set<String> folded, boolean editable) {
    this.folded = folded;
    this.editable = editable;
  }

  /// Blocks with a frame around what is inside.
  static boolean isFramed(StepKind kind) {
    return switch (kind) {
      case FOR_EACH, REPEAT, TRY -> true;
      case USE, MAP, VALIDATE, SWITCH, PARALLEL, WAIT, FLOW, RESPOND, STOP, UNKNOWN -> false;
    };
  }

  /// A list of steps, as wide as a card at least; or one step.
  Extent of(JsonNode node) {
    var extent = known.get(node);
    if (extent == null) {
      extent = node.isObject() ? step(node) : sequence(node);
      if (node.isContainer()) known.put(node, extent);
    }
    return extent;
  }

  /// One way: a list of steps, or the slot of one that is empty.
  Extent lane(JsonNode steps) {
    return steps.isEmpty() ? SLOT : of(steps);
  }

  private Extent sequence(JsonNode steps) {
    var left = CARD.left();
    var right = CARD.right();
    var height = -CanvasLayout.GAP;
    for (var step : steps) {
      var extent = step.isObject() ? of(step) : CARD;
      left = Math.max(left, extent.left());
      right = Math.max(right, extent.right());
      height += CanvasLayout.GAP + extent.height();
    }
    return new Extent(left, right, Math.max(0, height));
  }

  private Extent step(JsonNode step) {
    // Of two steps with one id only the first can be folded, as the other's card has another name.
    var first = seen.add(step.path("id").asString(""));
    if (first && folded.contains(step.path("id").asString(""))) return CARD;
    return switch (StepKind.of(step)) {
      case SWITCH -> below(ways(step));
      case PARALLEL -> below(StepKind.lanes(step).stream().map(l -> lane(l.steps())).toList());
      case FOR_EACH, REPEAT -> {
        var body = lane(step.path("do"));
        var height = CanvasLayout.CARD_HEIGHT + CanvasLayout.GAP + body.height();
        yield framed(new Extent(body.left(), body.right(), height + CanvasLayout.JOIN));
      }
      case TRY -> guarded(step);
      case USE -> step.has("compensate") ? undone(step.path("compensate")) : CARD;
      case MAP, VALIDATE, WAIT, FLOW, RESPOND, STOP, UNKNOWN -> CARD;
    };
  }

  private List<Extent> ways(JsonNode step) {
    var ways = new ArrayList<>(StepKind.lanes(step).stream().map(l -> lane(l.steps())).toList());
    var otherwise = false;
    for (var way : step.path("switch")) otherwise |= !way.has("when");
    if (!otherwise) ways.add(SLOT);
    return ways;
  }

  private Extent guarded(JsonNode step) {
    var sides =
        step.has("catch")
            ? List.of(lane(step.path("try")), lane(step.path("catch")))
            : List.of(lane(step.path("try")));
    var above = below(sides);
    if (!step.has("finally")) return framed(above);
    var last = side(List.of(lane(step.path("finally"))));
    return framed(
        new Extent(
            Math.max(above.left(), last.left()),
            Math.max(above.right(), last.right()),
            above.height() + CanvasLayout.FORK + last.height() + CanvasLayout.JOIN));
  }

  /// A card, ways below it, and the point where they meet.
  private static Extent below(List<Extent> lanes) {
    var all = side(lanes);
    return new Extent(
        Math.max(CARD.left(), all.left()),
        Math.max(CARD.right(), all.right()),
        CanvasLayout.CARD_HEIGHT + CanvasLayout.FORK + all.height() + CanvasLayout.JOIN);
  }

  private static Extent side(List<Extent> lanes) {
    return Extent.centred(
        lanes.stream().mapToDouble(Extent::width).sum()
            + CanvasLayout.LANE_GAP * Math.max(0, lanes.size() - 1),
        lanes.stream().mapToDouble(Extent::height).max().orElse(CanvasLayout.SLOT_HEIGHT));
  }

  private static Extent framed(Extent inside) {
    return new Extent(
        inside.left() + CanvasLayout.FRAME_PAD,
        inside.right() + CanvasLayout.FRAME_PAD,
        inside.height());
  }

  private Extent undone(JsonNode steps) {
    var beside = of(steps);
    var end = editable && !steps.isEmpty() ? CanvasLayout.GAP + 24 : 0;
    return new Extent(
        CARD.left(),
        CARD.right() + CanvasLayout.UNDO_GAP + beside.width(),
        Math.max(CanvasLayout.CARD_HEIGHT, beside.height() + end));
  }
}
