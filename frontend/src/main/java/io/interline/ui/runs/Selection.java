package io.interline.ui.runs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.RunId;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Figures;
import java.util.Set;

/// What can be done with the runs that are selected; shown while some are.
final class Selection extends Div {

  private final Span words = new Span();

  Selection(Runnable clear, Runnable cancel) {
    addClassName("il-selection");
    setId("selection");
    words.addClassName("il-strong");
    words.getElement().setAttribute("aria-live", "polite");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    add(
        words,
        spacer,
        Buttons.quiet("selection-clear", "Clear selection", clear),
        Buttons.danger("selection-cancel", "Cancel…", cancel));
    setVisible(false);
  }

  void show(Set<RunId> selected) {
    words.setText(Figures.count(selected.size(), "run") + " selected");
    setVisible(!selected.isEmpty());
  }
}
