package io.interline.ui.elements;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;

/// Buttons in the few forms that the screens use. All are disabled while the server works on a
/// click, so that nothing is done twice.
public final class Buttons {

  private Buttons() {}

  /// The one action of a place.
  public static Button primary(String id, String words, Runnable work) {
    var button = plain(id, words, work);
    button.addThemeVariants(ButtonVariant.PRIMARY);
    return button;
  }

  /// Any other action.
  public static Button plain(String id, String words, Runnable work) {
    var button = new Button(words);
    button.setId(id);
    button.setDisableOnClick(true);
    button.addClickListener(
        click -> {
          try {
            work.run();
          } finally {
            button.setEnabled(true);
          }
        });
    return button;
  }

  /// A quiet action.
  public static Button quiet(String id, String words, Runnable work) {
    var button = plain(id, words, work);
    button.addThemeVariants(ButtonVariant.TERTIARY);
    return button;
  }

  /// An action that destroys.
  public static Button danger(String id, String words, Runnable work) {
    var button = plain(id, words, work);
    button.addThemeVariants(ButtonVariant.ERROR);
    return button;
  }

  /// An icon alone; its words are heard and shown on hover.
  public static Button icon(String id, Glyph glyph, String words, Runnable work) {
    var button = quiet(id, "", work);
    button.setIcon(glyph.create());
    button.setAriaLabel(words);
    button.setTooltipText(words);
    return button;
  }

  /// A small button with an icon before its words.
  public static Button small(String id, Glyph glyph, String words, Runnable work) {
    var button = plain(id, words, work);
    button.setIcon(glyph.create());
    button.addThemeName("small");
    return button;
  }
}
