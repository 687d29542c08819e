package io.interline.ui.elements;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;

/// Details of one thing, over the end of the page. Escape closes it.
@Tag("aside")
public final class Drawer extends HtmlContainer {

  private final Div body = new Div();
  private final Footer footer = new Footer();
  private final H2 heading;
  private final Runnable closed;

  /// @param closed called after the drawer is gone
  public Drawer(String title, Runnable closed) {
    this.closed = closed;
    heading = new H2(title);
    addClassName("il-drawer");
    setId("drawer");
    getElement().setAttribute("role", "dialog").setAttribute("aria-label", title);
    getElement().setAttribute("tabindex", "-1");
    body.addClassName("il-drawer-body");
    var header = new Header(heading);
    header.add(Buttons.icon("drawer-close", Glyph.CLOSE, "Close", this::close));
    add(header, body);
  }

  /// Adds to what it shows.
  public Drawer show(Component... components) {
    body.add(components);
    return this;
  }

  /// The actions at its foot, instead of those before.
  public Drawer actions(Component... components) {
    footer.removeAll();
    footer.add(components);
    add(footer);
    return this;
  }

  /// Takes more of the page, for something to be edited.
  public Drawer wide() {
    addClassName("wide");
    return this;
  }

  /// Where it draws.
  public Div body() {
    return body;
  }

  /// Takes it away.
  public void close() {
    getElement().removeFromParent();
    closed.run();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    Shortcuts.addShortcutListener(this, this::close, Key.ESCAPE).listenOn(this);
    getElement().executeJs("this.focus({preventScroll: true})");
  }
}
