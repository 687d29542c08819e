package io.interline.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import io.interline.ui.elements.Figures;
import java.util.EnumMap;
import java.util.Map;

/// The list of pages at the left, with counts where they help.
final class Navigation extends Nav {

  private final Map<Destination, Anchor> links = new EnumMap<>(Destination.class);
  private final Map<Destination, Span> counts = new EnumMap<>(Destination.class);

  Navigation() {
    addClassName("il-nav");
    setId("nav");
    setAriaLabel("Pages");
    var group = "";
    for (var page : Destination.values()) {
      if (!page.group().equals(group)) {
        group = page.group();
        add(new H2(group));
      }
      add(link(page));
    }
  }

  private Anchor link(Destination page) {
    var count = new Span();
    count.addClassName("il-count");
    var link = new Anchor(page.route().isEmpty() ? "." : page.route());
    link.add(page.glyph().create(), new Span(page.title()), count);
    link.setId(page.id());
    links.put(page, link);
    counts.put(page, count);
    return link;
  }

  void current(String path) {
    links.forEach(
        (page, link) -> {
          if (page.holds(path)) link.getElement().setAttribute("aria-current", "page");
          else link.getElement().removeAttribute("aria-current");
        });
  }

  void count(Destination page, long number, boolean bad) {
    var count = counts.get(page);
    if (count == null) return;
    count.setText(number == 0 ? "" : Figures.count(number));
    count.setClassName("bad", bad && number > 0);
  }
}
