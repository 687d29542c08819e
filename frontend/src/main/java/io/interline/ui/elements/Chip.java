package io.interline.ui.elements;

import com.vaadin.flow.component.html.Span;

/// A short word in a rounded box, for example a state.
public final class Chip extends Span {

  /// A chip without a dot.
  public Chip(String text, Tone tone) {
    super(text);
    addClassNames("il-chip", tone.className());
  }

  /// A chip that begins with a dot: the state of a thing.
  public static Chip state(String text, Tone tone) {
    var chip = new Chip("", tone);
    var dot = new Span();
    dot.addClassName("il-dot");
    dot.getElement().setAttribute("aria-hidden", "true");
    chip.add(dot, new Span(text));
    return chip;
  }
}
