package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.TestBench.TestRun;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.FailedStep;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Tone;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a step did in the last test: state, time, input, output, error.
final class TestPanel extends DocumentForm {

  private final DesignerSession session;
  private final String step;
  private final DocumentForm shown = new DocumentForm();
  private @Nullable TestRun drawn;

  TestPanel(DesignerSession session, String step) {
    this.session = session;
    this.step = step;
    setId("step-test");
    draw();
    follow(
        () -> {
          if (session.sample().lastRun().orElse(null) != drawn) draw();
        });
  }

  private void draw() {
    removeAll();
    drawn = session.sample().lastRun().orElse(null);
    if (session.sample().lastRun().isEmpty()) {
      add(
          Note.hint(
              "Not tested yet. \"Test up to here\" runs the flow on the sample, up to and with this"
                  + " step; calls go to the connections of Development."));
      return;
    }
    if (session.testing()) add(progress());
    var turns = session.sample().turns(step);
    if (turns.isEmpty()) {
      add(
          Note.hint(
              session.testing()
                  ? "The test has not come to this step yet."
                  : "The last test did not come to this step."));
      return;
    }
    var first =
        turns.stream()
            .filter(turn -> turn.status() == StepStatus.FAILED)
            .findFirst()
            .orElse(turns.getFirst());
    if (turns.size() > 1) add(chooser(turns, first));
    add(shown);
    show(first);
  }

  private Div progress() {
    var progress = new Div(Chip.state("Test runs", Tone.RUN));
    progress.addClassName("il-row");
    var at = session.sample().lastRun().map(TestRun::at).orElse(null);
    if (at != null && !at.equals(step))
      progress.add(new Span("at " + session.at(at, "/title").asString(at)));
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    progress.add(spacer, Drawing.small("stop-step-test", "square", "Stop", session::stopTest));
    return progress;
  }

  private FieldRow chooser(List<StepRun> turns, StepRun first) {
    var select = new Select<StepRun>();
    select.setId("turn");
    select.setAriaLabel("Turn");
    select.setWidthFull();
    select.setItems(turns);
    select.setItemLabelGenerator(
        turn -> words(turn.turns()) + (turn.status() == StepStatus.FAILED ? " · failed" : ""));
    select.setValue(first);
    select.addValueChangeListener(
        change -> {
          if (change.getValue() != null) show(change.getValue());
        });
    return new FieldRow("Turn", select)
        .help("The step ran " + turns.size() + " times. Data you can use is that of the first.");
  }

  /// Turns as people count them: `3.0` is the first turn within the fourth.
  private static String words(String turns) {
    return Arrays.stream(turns.split("\\."))
        .map(turn -> String.valueOf(Integer.parseInt(turn) + 1))
        .collect(Collectors.joining(" · ", "Turn ", ""));
  }

  private void show(StepRun run) {
    shown.removeAll();
    var head = new Div(chip(run));
    head.addClassName("il-row");
    int tries = run.attempts().isEmpty() ? 0 : run.attempts().getLast().number();
    if (tries > 1) head.add(new Chip(tries + " tries", Tone.WARN));
    shown.add(head);
    var error = run.error();
    if (error != null) shown.add(Note.problem(error));
    FailedStep.expression(session.at(step, ""), run).ifPresent(shown::add);
    shown.add(FailedStep.answers(run.attempts()).toArray(Component[]::new));
    part(FailedStep.inputTitle(run), run.input());
    part("Output", run.output());
    if (!run.log().isEmpty()) {
      shown.add(new H4("Log"));
      for (var line : run.log()) shown.add(new Span(line));
    }
  }

  private void part(String title, @Nullable String json) {
    if (json == null) return;
    var head = new Div(new H4(title), new Span(size(json)));
    head.addClassName("ild-part-head");
    var box = new Div(new JsonText(json));
    box.addClassName("ild-json");
    shown.add(head, box);
  }

  private static String size(String json) {
    int length = json.length();
    return length < 1_000
        ? length + " B"
        : String.format(java.util.Locale.ROOT, "%.1f kB", length / 1000.0);
  }

  /// State and time of a step in one chip.
  static Chip chip(StepRun run) {
    var ended = run.endedAt();
    var took = ended == null ? "" : " · " + millis(Duration.between(run.startedAt(), ended));
    return switch (run.status()) {
      case SUCCEEDED -> Chip.state("Succeeded" + took, Tone.OK);
      case FAILED -> Chip.state("Failed" + took, Tone.BAD);
      case SKIPPED -> new Chip("Skipped", Tone.NEUTRAL);
      case RUNNING -> Chip.state("Running", Tone.RUN);
      case RETRYING -> Chip.state("Retrying", Tone.WARN);
      case WAITING -> Chip.state("Waiting", Tone.WARN);
      case COMPENSATED -> new Chip("Undone", Tone.NEUTRAL);
    };
  }

  /// As [#chip], short: the state of what succeeded is in its colour, and heard.
  static Chip shortChip(StepRun run) {
    var ended = run.endedAt();
    if (run.status() != StepStatus.SUCCEEDED || ended == null) return chip(run);
    var chip = Chip.state(millis(Duration.between(run.startedAt(), ended)), Tone.OK);
    var heard = new Span("Succeeded");
    heard.addClassName("ild-heard");
    chip.add(heard);
    return chip;
  }

  private static String millis(Duration took) {
    return took.toMillis() < 1_000
        ? took.toMillis() + " ms"
        : String.format(java.util.Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
