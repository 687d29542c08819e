package io.interline.ui.canvas;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The kinds of block, as the key that makes a step one of them.
public enum StepKind {
  USE("use", "call"),
  MAP("map", "map"),
  VALIDATE("validate", "validate"),
  SWITCH("switch", "switch"),
  PARALLEL("parallel", "parallel"),
  FOR_EACH("forEach", "each"),
  REPEAT("repeat", "repeat"),
  TRY("try", "try"),
  WAIT("wait", "wait"),
  FLOW("flow", "flow"),
  RESPOND("respond", "respond"),
  STOP("stop", "stop"),
  /// None that this screen knows.
  UNKNOWN("", "unknown");

  private final String key;
  private final String cardKind;

  StepKind(String key, String cardKind) {
    this.key = key;
    this.cardKind = cardKind;
  }

  /// The key in the document.
  public String key() {
    return key;
  }

  /// The kind of its card, which decides on the colour.
  public String cardKind() {
    return cardKind;
  }

  /// The kind of a step of a document.
  public static StepKind of(JsonNode step) {
    for (var kind : values()) if (kind != UNKNOWN && step.has(kind.key)) return kind;
    return UNKNOWN;
  }

  /// A list of steps inside a block.
  ///
  /// @param part what the list is for
  /// @param pointer from the step, for example `/switch/0/do`
  public record Lane(Part part, String pointer, JsonNode steps) {}

  /// What a list of steps inside a block is for.
  public enum Part {
    WAY,
    BRANCH,
    TURN,
    TRY,
    CATCH,
    FINALLY,
    COMPENSATION
  }

  /// The lists of steps inside a step, in the order in which they run.
  public static List<Lane> lanes(JsonNode step) {
    var lanes = new ArrayList<Lane>();
    switch (of(step)) {
      case SWITCH -> {
        for (int i = 0; i < step.path("switch").size(); i++)
          add(lanes, step, Part.WAY, "/switch/" + i + "/do");
      }
      case PARALLEL -> {
        for (int i = 0; i < step.at("/parallel/branches").size(); i++)
          add(lanes, step, Part.BRANCH, "/parallel/branches/" + i + "/do");
      }
      case FOR_EACH, REPEAT -> add(lanes, step, Part.TURN, "/do");
      case TRY -> {
        add(lanes, step, Part.TRY, "/try");
        if (step.has("catch")) add(lanes, step, Part.CATCH, "/catch");
        if (step.has("finally")) add(lanes, step, Part.FINALLY, "/finally");
      }
      case USE -> {
        if (step.has("compensate")) add(lanes, step, Part.COMPENSATION, "/compensate");
      }
      case MAP, VALIDATE, WAIT, FLOW, RESPOND, STOP, UNKNOWN -> {}
    }
    return lanes;
  }

  private static void add(List<Lane> lanes, JsonNode step, Part part, String pointer) {
    lanes.add(new Lane(part, pointer, step.at(pointer)));
  }
}
