package io.interline.ui.canvas;

import tools.jackson.databind.JsonNode;

/// The kinds of block, as the key that makes a step one of them.
public enum StepKind {
  USE("use"),
  MAP("map"),
  VALIDATE("validate"),
  SWITCH("switch"),
  PARALLEL("parallel"),
  STOP("stop"),
  /// None that this screen knows.
  UNKNOWN("");

  private final String key;

  StepKind(String key) {
    this.key = key;
  }

  /// The key in the document.
  public String key() {
    return key;
  }

  /// The kind of a step of a document.
  public static StepKind of(JsonNode step) {
    for (var kind : values()) if (kind != UNKNOWN && step.has(kind.key)) return kind;
    return UNKNOWN;
  }
}
