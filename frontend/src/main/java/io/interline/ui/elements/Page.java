package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/// The body of a view inside the frame: a bar with the title and actions, below it what the view
/// shows.
public abstract class Page extends Div {

  private final Header bar = new Header();
  private final H1 title = new H1();
  private final Div body = new Div();
  private @Nullable Component openDrawer;

  protected Page(String title) {
    addClassName("il-page");
    bar.addClassName("il-bar");
    body.addClassName("il-body");
    this.title.setText(title);
    bar.add(this.title);
    add(bar, body);
  }

  /// Changes the title that is shown.
  protected final void title(String words) {
    title.setText(words);
  }

  /// Adds what stands beside the title.
  protected final void beside(Component... components) {
    bar.add(components);
  }

  /// Puts components before the title, for example the way back.
  protected final void before(Component... components) {
    for (int i = 0; i < components.length; i++) bar.addComponentAtIndex(i, components[i]);
  }

  /// Adds actions at the far end of the bar.
  protected final void actions(Component... components) {
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    bar.add(spacer);
    bar.add(components);
  }

  /// Opens a drawer over the end of the page, instead of the one before.
  protected final void drawer(Component drawer) {
    if (openDrawer != null) openDrawer.getElement().removeFromParent();
    openDrawer = drawer;
    add(drawer);
  }

  /// Where the view draws.
  protected final Div body() {
    return body;
  }
}
