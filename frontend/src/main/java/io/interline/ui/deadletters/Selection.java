package io.interline.ui.deadletters;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.DeadLetters;
import io.interline.flow.RunId;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Confirmation;
import io.interline.ui.elements.Figures;
import java.util.List;
import java.util.Set;

/// What can be done with the letters that are selected; shown while some are.
final class Selection extends Div {

  private final DeadLetters letters;
  private final Runnable changed;
  private final Span words = new Span();
  private List<RunId> runs = List.of();

  Selection(DeadLetters letters, Runnable changed, Runnable clear) {
    this.letters = letters;
    this.changed = changed;
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
        Buttons.danger("selection-discard", "Discard…", this::discard),
        Buttons.primary("selection-replay", "Replay", this::replay));
    setVisible(false);
  }

  void show(Set<RunId> selected) {
    runs = List.copyOf(selected);
    words.setText(Figures.count(runs.size(), "dead letter") + " selected");
    setVisible(!runs.isEmpty());
  }

  private void replay() {
    var chosen = runs;
    if (chosen.size() == 1) {
      start(chosen);
      return;
    }
    Confirmation.ask(
            "Replay " + Figures.count(chosen.size(), "message") + "?",
            "Each becomes a new run on the version that is live now. Make sure that the cause is"
                + " mended.",
            "Replay",
            () -> start(chosen))
        .setConfirmButtonTheme("primary");
  }

  private void start(List<RunId> chosen) {
    new BatchDialog(
            "Replaying", "replayed", chosen, part -> letters.replayAll(part).size(), changed)
        .start();
  }

  private void discard() {
    var chosen = runs;
    new DiscardDialog(
            chosen.size(),
            reason ->
                new BatchDialog(
                        "Discarding",
                        "discarded",
                        chosen,
                        part -> {
                          part.forEach(run -> letters.discard(run, reason));
                          return part.size();
                        },
                        changed)
                    .start())
        .open();
  }
}
