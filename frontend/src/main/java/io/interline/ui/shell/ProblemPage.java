package io.interline.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;

/// A page that says why there is nothing to see, and where to go.
abstract class ProblemPage extends Main {

  ProblemPage() {
    addClassName("il-problem-page");
  }

  final void say(Glyph glyph, String title, String words) {
    removeAll();
    add(new Brand(), new EmptyState(glyph, title, words, new Anchor(".", "Go to the home page")));
  }
}
