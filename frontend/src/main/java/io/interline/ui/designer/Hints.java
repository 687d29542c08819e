package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/// Lines that say what works, but probably not as it is meant.
final class Hints {

  private Hints() {}

  /// @param change does what was probably meant; absent when that is not known
  static Div line(String words, @Nullable Runnable change) {
    return line(words, "Change", change);
  }

  /// @param title words of the button
  static Div line(String words, String title, @Nullable Runnable change) {
    var line = new Div(new Span(words));
    line.addClassName("ild-hint");
    if (change != null) {
      var button = new NativeButton(title, click -> change.run());
      button.addClassName("il-link");
      line.add(button);
    }
    return line;
  }
}
