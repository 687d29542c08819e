package io.interline.ui.deadletters;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.interline.flow.RunId;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Note;
import java.util.List;
import java.util.function.ToIntFunction;

/// Works on many letters part by part, each part in a request of its own, so that the screen stays
/// alive, shows how far it is, and can stop in between.
final class BatchDialog extends Dialog {

  private static final int PART = 50;

  private final String participle;
  private final List<RunId> runs;
  private final ToIntFunction<List<RunId>> work;
  private final Runnable finished;
  private final ProgressBar bar = new ProgressBar();
  private final Div words = new Div();
  private int at;
  private int done;
  private boolean stopped;

  BatchDialog(
      String title,
      String participle,
      List<RunId> runs,
      ToIntFunction<List<RunId>> work,
      Runnable finished) {
    this.participle = participle;
    this.runs = runs;
    this.work = work;
    this.finished = finished;
    setId("batch");
    setHeaderTitle(title + " " + Figures.count(runs.size(), "message"));
    setWidth("420px");
    setCloseOnEsc(false);
    setCloseOnOutsideClick(false);
    bar.setMax(runs.size());
    bar.getElement().setAttribute("aria-label", "Messages done");
    words.setId("batch-result");
    words.getElement().setAttribute("aria-live", "polite");
    add(bar, words);
    getFooter().add(Buttons.plain("batch-stop", "Stop", () -> stopped = true));
  }

  void start() {
    open();
    part();
  }

  private void part() {
    int end = Math.min(at + PART, runs.size());
    var part = runs.subList(at, end);
    if (!Attempt.of(() -> done += work.applyAsInt(part), this::fail)) return;
    at = end;
    bar.setValue(at);
    words.setText(Figures.count(at) + " of " + Figures.count(runs.size()));
    if (at == runs.size() || stopped) {
      end(Note.success(result()));
      return;
    }
    getElement().executeJs("return true").then(answer -> part());
  }

  private String result() {
    int passed = at - done;
    return Figures.count(done, "message")
        + " "
        + participle
        + "."
        + (passed == 0 ? "" : " " + passed + " passed over: no longer open.")
        + (at < runs.size() ? " Stopped; " + (runs.size() - at) + " left as they were." : "");
  }

  private void fail(String message) {
    end(Note.problem(message + (done == 0 ? "" : " Before that: " + result())));
  }

  private void end(Note note) {
    words.removeAll();
    words.add(note);
    getFooter().removeAll();
    if (participle.equals("replayed") && done > 0) {
      var look = new Anchor("runs", "See the new runs");
      look.addClassName("il-link");
      getFooter().add(look);
    }
    getFooter().add(Buttons.primary("batch-close", "Close", this::close));
    setCloseOnEsc(true);
    finished.run();
  }
}
