package io.interline.ui.elements;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;

/// A [Glyph] on the screen. Decorative: screen readers pass over it.
@Tag("span")
public final class Icon extends HtmlContainer {

  Icon(Glyph glyph) {
    addClassName("il-icon");
    getElement().setAttribute("aria-hidden", "true");
    getElement().setProperty("innerHTML", glyph.markup());
  }
}
