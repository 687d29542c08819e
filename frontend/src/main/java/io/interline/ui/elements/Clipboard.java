package io.interline.ui.elements;

import com.vaadin.flow.component.button.Button;

/// Buttons that copy.
public final class Clipboard {

  private Clipboard() {}

  /// A button that copies a text and says so.
  public static Button button(String id, String words, String text) {
    var button = new Button(words, Glyph.COPY.create());
    button.setId(id);
    button.addThemeName("small");
    button.addClickListener(
        click -> {
          button.getElement().executeJs(COPY, text);
          Notices.done("Copied.");
        });
    return button;
  }

  /// Falls back to a selection where the page is not served securely.
  private static final String COPY =
      """
      if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText($0); }
      else {
        const area = document.createElement('textarea');
        area.value = $0; document.body.append(area); area.select();
        document.execCommand('copy'); area.remove();
      }
      """;
}
