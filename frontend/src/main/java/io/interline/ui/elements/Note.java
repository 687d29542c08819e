package io.interline.ui.elements;

import com.vaadin.flow.component.html.Div;

/// A sentence that matters where it stands: a hint, a success, a problem. Screen readers hear a
/// problem at once and anything else when they have time.
public final class Note extends Div {

  private final Div words = new Div();

  private Note(String text, String tone, Glyph glyph) {
    addClassNames("il-note", tone);
    words.setText(text);
    add(glyph.create(), words);
    getElement().setAttribute("role", "bad".equals(tone) ? "alert" : "status");
  }

  /// What went wrong and what to do.
  public static Note problem(String text) {
    return new Note(text, "bad", Glyph.WARNING);
  }

  /// What to be careful about.
  public static Note warning(String text) {
    return new Note(text, "warn", Glyph.WARNING);
  }

  /// What went well.
  public static Note success(String text) {
    return new Note(text, "ok", Glyph.SUCCESS);
  }

  /// What is good to know.
  public static Note hint(String text) {
    return new Note(text, "info", Glyph.INFO);
  }

  /// The words, for views that add to them.
  public Div words() {
    return words;
  }

  /// What it says.
  public String text() {
    return words.getText();
  }
}
