package io.interline.ui.elements;

import java.util.Locale;

/// What a colour says. State colours are for state alone.
public enum Tone {
  NEUTRAL,
  OK,
  WARN,
  BAD,
  RUN,
  ACCENT;

  /// The class name that the style sheet knows it by.
  public String className() {
    return name().toLowerCase(Locale.ROOT);
  }
}
