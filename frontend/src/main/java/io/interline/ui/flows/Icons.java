package io.interline.ui.flows;

import io.interline.ui.elements.Glyph;

/// The icons that templates and connectors name.
public final class Icons {

  private Icons() {}

  /// The icon of a name of the designer's set; an unknown name gets that of a flow.
  public static Glyph of(String name) {
    return switch (name) {
      case "webhook" -> Glyph.WEBHOOK;
      case "clock", "schedule", "timer" -> Glyph.CLOCK;
      case "http", "globe", "call" -> Glyph.CALL;
      case "map", "mapping", "transform" -> Glyph.MAP;
      case "branch", "switch", "route" -> Glyph.BRANCH;
      case "split", "parallel" -> Glyph.PARALLEL;
      case "mail" -> Glyph.MAIL;
      case "log", "list", "core" -> Glyph.LIST;
      case "shield", "validate", "check" -> Glyph.SHIELD;
      default -> Glyph.FLOW;
    };
  }
}
