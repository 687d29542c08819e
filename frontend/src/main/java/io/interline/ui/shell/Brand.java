package io.interline.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;

/// The product's sign and name.
public final class Brand extends Anchor {

  private static final String SIGN =
      "<svg width='20' height='20' viewBox='0 0 24 24' fill='none' stroke='currentColor'"
          + " stroke-width='2.4' stroke-linecap='round' aria-hidden='true'>"
          + "<path d='M3 7h7c5 0 3 10 8 10h3'/><path d='M3 17h7c5 0 3-10 8-10h3' opacity='.45'/>"
          + "</svg>";

  public Brand() {
    super(".");
    addClassName("il-brand");
    setAriaLabel("Interline, home");
    var sign = new Span();
    sign.addClassName("il-icon");
    sign.getElement().setProperty("innerHTML", SIGN);
    add(sign, new Span("Interline"));
  }
}
