package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.JsModule;
import io.interline.ui.elements.Buttons;

/// An icon of the canvas's set, by its name. Decorative: screen readers pass over it.
@Tag("il-icon")
@JsModule("./interline/icons.ts")
final class Drawing extends Component {

  Drawing(String name) {
    getElement().setAttribute("name", name);
    getElement().setAttribute("aria-hidden", "true");
  }

  /// A button with an icon alone; its words are heard and shown on hover.
  static Button button(String id, String icon, String words, Runnable work) {
    var button = Buttons.quiet(id, "", work);
    button.setIcon(new Drawing(icon));
    button.setAriaLabel(words);
    button.setTooltipText(words);
    return button;
  }

  /// A small button with an icon before its words.
  static Button small(String id, String icon, String words, Runnable work) {
    var button = Buttons.plain(id, words, work);
    button.setIcon(new Drawing(icon));
    button.addThemeName("small");
    return button;
  }
}
