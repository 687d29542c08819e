package io.interline.ui.account;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import io.interline.ui.shell.Brand;

/// A page for people who are not logged in: words and a form at the left, a picture of a flow at
/// the right.
abstract class OutsidePage extends Main {

  private final Div form = new Div();

  OutsidePage(String title, String words) {
    addClassName("il-outside");
    var side = new Div(form);
    side.addClassName("il-outside-form");
    var art = new Div();
    art.addClassName("il-outside-art");
    art.getElement().setAttribute("aria-hidden", "true");
    art.getElement().setProperty("innerHTML", FlowPicture.MARKUP);
    add(side, art);
    begin(title, words);
  }

  /// Empties the page and begins anew under another title.
  final void begin(String title, String words) {
    form.removeAll();
    form.add(new Brand(), new H1(title));
    if (!words.isEmpty()) {
      var paragraph = new Paragraph(words);
      paragraph.addClassName("il-muted");
      paragraph.getStyle().setMargin("0");
      form.add(paragraph);
    }
  }

  /// Adds below what is there.
  final void show(Component... components) {
    form.add(components);
  }
}
