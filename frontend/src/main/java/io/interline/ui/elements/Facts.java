package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/// Names and values of one thing, side by side.
public final class Facts extends DescriptionList {

  public Facts() {
    addClassName("il-facts");
  }

  /// A fact in words.
  public Facts fact(String name, String value) {
    return fact(name, new Span(value));
  }

  /// A fact of any kind.
  public Facts fact(String name, Component value) {
    add(new Term(name), new Description(value));
    return this;
  }
}
