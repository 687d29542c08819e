package io.interline.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;

/// Dark, light, or as the system says; kept in the browser.
enum ColourScheme {
  LIGHT("Light", ColorScheme.Value.LIGHT),
  DARK("Dark", ColorScheme.Value.DARK),
  SYSTEM("As the system", ColorScheme.Value.SYSTEM);

  /// Runs before anything is drawn, so that a dark screen never flashes white.
  static final String BEFORE_FIRST_PAINT =
      """
      try {
        const scheme = localStorage.getItem('interline.scheme');
        if (scheme === 'dark' || scheme === 'light') {
          document.documentElement.style.colorScheme = scheme;
          document.documentElement.setAttribute('theme', scheme);
        }
      } catch (e) { /* storage is closed to us: follow the system */ }
      """;

  private final String title;
  private final ColorScheme.Value value;

  ColourScheme(String title, ColorScheme.Value value) {
    this.title = title;
    this.value = value;
  }

  String title() {
    return title;
  }

  void choose(UI ui) {
    ui.getPage().setColorScheme(value);
    ui.getPage().executeJs(KEEP, value.getValue());
  }

  private static final String KEEP =
      "try { localStorage.setItem('interline.scheme', $0); } catch (e) { /* not kept */ }";
}
