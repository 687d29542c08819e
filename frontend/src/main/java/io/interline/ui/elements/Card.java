package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;

/// A surface with a title, and whatever belongs under it.
@Tag("section")
public final class Card extends HtmlContainer {

  private final Header header = new Header();

  /// @param title words of its heading
  /// @param beside shown right after the title
  public Card(String title, Component... beside) {
    addClassName("il-card");
    header.add(new H2(title));
    header.add(beside);
    add(header);
  }

  /// Adds actions at the far end of the title.
  public Card actions(Component... components) {
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    header.add(spacer);
    header.add(components);
    return this;
  }
}
