package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/// What a list shows when it has nothing: what would be here, and how to get it.
public final class EmptyState extends Div {

  public EmptyState(Glyph glyph, String title, String words, Component... actions) {
    addClassName("il-empty");
    add(glyph.create(), new H2(title), new Paragraph(words));
    add(actions);
  }
}
