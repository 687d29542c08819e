package io.interline.ui.designer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.TestBench.TestRun;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Tone;
import java.util.function.Consumer;

/// Below the canvas: the sample, a button that runs the flow on it, and what each step did.
final class SamplePanel extends Div {

  private final DesignerSession session;
  private final Consumer<String> show;
  private final CodeEditor editor =
      new CodeEditor(CodeEditor.Mode.JSON, "Sample message").numbers();
  private final Div complaint = new Div();
  private final Div results = new Div();
  private final Button start = Buttons.primary("run-test", "Run test", this::run);
  private final Button stop;

  /// @param show called with the id of a step whose result was clicked
  /// @param close hides the panel
  SamplePanel(DesignerSession session, Consumer<String> show, Runnable close) {
    this.session = session;
    this.show = show;
    start.setIcon(new Drawing("play"));
    start.addThemeName("small");
    stop = Drawing.small("stop-test", "square", "Stop", session::stopTest);
    addClassName("ild-sample");
    setId("sample-panel");
    editor.setId("sample");
    editor.setValue(session.sample().text());
    editor.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          session.sample(change.getValue());
          complain();
        });
    complaint.addClassName("ild-wrong");
    complaint.setVisible(false);
    var left = new Div(head("Sample message", null), editor, complaint);
    left.addClassName("ild-sample-left");
    results.addClassName("ild-sample-results");
    results.setId("test-results");
    var right = new Div(head("Result", close), results);
    right.addClassName("ild-sample-right");
    add(left, right);
    draw();
  }

  private Div head(String words, @org.jspecify.annotations.Nullable Runnable close) {
    var head = new Div(new H3(words));
    head.addClassName("ild-sample-head");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    head.add(spacer);
    if (close != null) head.add(Drawing.button("close-sample", "x", "Close", close));
    else if (session.editable()) head.add(start, stop);
    return head;
  }

  /// Runs the flow on the sample.
  ///
  /// @return whether the sample could be run
  boolean run() {
    if (complain()) return false;
    return Attempt.of(
        () -> session.test(null), words -> results.addComponentAsFirst(Note.problem(words)));
  }

  private boolean complain() {
    var words = DocumentJson.complaint(editor.getValue());
    complaint.setText(words.orElse(""));
    complaint.setVisible(words.isPresent());
    return words.isPresent();
  }

  /// Shows the last test.
  void draw() {
    results.removeAll();
    start.setVisible(!session.testing());
    stop.setVisible(session.testing());
    takeSample();
    session.sample().origin().ifPresent(run -> results.add(origin(run)));
    session
        .sample()
        .lastRun()
        .ifPresentOrElse(
            this::show,
            () ->
                results.add(
                    StepPanels.hint(
                        "Nothing is stored. Calls are real and go to the connections of Development.")));
  }

  /// Shows the sample as it is now; it changes with the trigger too.
  void takeSample() {
    editor.setValue(session.sample().text());
  }

  private static Note origin(RunSummary run) {
    var note = Note.hint("");
    note.setId("run-data");
    var link = new Anchor("runs/" + run.id(), "a run");
    link.addClassName("il-link");
    var where = run.environment() == Environment.PRODUCTION ? "production" : "development";
    note.words()
        .add(
            new Span("Message and results of "),
            link,
            new Span(
                " of version "
                    + run.version()
                    + " in "
                    + where
                    + ". Masked fields stay masked. Run test tries the draft on it."));
    return note;
  }

  private String title(String step) {
    return session.at(step, "/title").asString(step);
  }

  private void show(TestRun run) {
    var head =
        new Div(
            switch (run.state()) {
              case RUNNING -> Chip.state("Running", Tone.RUN);
              case SUCCEEDED -> Chip.state("Succeeded", Tone.OK);
              case FAILED -> Chip.state("Failed", Tone.BAD);
              case STOPPED -> Chip.state("Stopped", Tone.NEUTRAL);
            });
    head.setId("test-outcome");
    head.addClassName("il-row");
    head.getElement().setAttribute("role", "status");
    var at = run.at();
    if (at != null) head.add(new Span("at " + title(at)));
    results.add(head);
    var error = run.error();
    if (error != null) results.add(Note.problem(error));
    for (var turns : session.sample().results().values()) {
      var step =
          turns.stream()
              .filter(turn -> turn.status() == StepStatus.FAILED)
              .findFirst()
              .orElse(turns.getLast());
      var line = new NativeButton("", click -> show.accept(step.step()));
      line.addClassName("ild-sample-step");
      line.getElement().setAttribute("data-result", step.step());
      var title = title(step.step());
      line.add(new Span(turns.size() > 1 ? title + " × " + turns.size() : title));
      line.add(TestPanel.shortChip(step));
      results.add(line);
    }
  }
}
