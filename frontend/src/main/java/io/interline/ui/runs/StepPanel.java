package io.interline.ui.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.StepRun;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// All that is known of one step of a run: attempts, input, output, log.
final class StepPanel extends Div {

  /// The id under which the message itself is shown.
  static final String MESSAGE = "message";

  StepPanel() {
    addClassName("il-step-panel");
    setId("step-panel");
    getElement().setAttribute("role", "region").setAttribute("aria-label", "Step");
  }

  void show(RunDetail run, String id) {
    removeAll();
    if (id.equals(MESSAGE)) {
      add(head("Message", new Chip(Figures.bytes(run.payloadBytes()), Tone.NEUTRAL)));
      add(data("Body", run.payload(), "payload"));
      return;
    }
    var step = run.steps().stream().filter(one -> one.step().equals(id)).findFirst();
    var title = Outline.of(run.document()).titles().getOrDefault(id, id);
    if (step.isEmpty()) {
      add(head(title, new Chip("not reached", Tone.NEUTRAL)));
      var words = new Div("The run did not come to this step, or went another way.");
      words.addClassName("il-panel-part");
      add(words);
    } else {
      show(title, step.get());
    }
  }

  private void show(String title, StepRun step) {
    add(head(title, RunView.chip(step.status(), RunView.words(step))));
    var error = step.error();
    if (error != null) add(part(Note.problem(error)));
    if (!step.attempts().isEmpty()) add(attempts(step));
    var data = new Div();
    data.addClassName("il-step-data");
    data.add(data("Input", step.input(), "input"));
    data.add(data("Output", step.output(), "output"));
    add(data);
    if (!step.log().isEmpty()) {
      var lines = new Pre(String.join("\n", step.log()));
      lines.addClassName("il-code");
      add(part(new H3("Log"), lines));
    }
  }

  private static Div head(String title, Component state) {
    var head = new Div(new H2(title), state);
    head.addClassNames("il-row", "il-panel-head");
    return head;
  }

  private static Div part(Component... components) {
    var part = new Div(components);
    part.addClassName("il-panel-part");
    return part;
  }

  private static Component attempts(StepRun step) {
    return new DataTable<Attempt>("Attempts", Attempt::number)
        .number("Attempt", attempt -> String.valueOf(attempt.number()))
        .column("At", attempt -> TimeText.clock(attempt.startedAt()))
        .number("Took", attempt -> Figures.millis(attempt.tookMillis()))
        .column("Result", attempt -> result(attempt, step))
        .showing(step.attempts());
  }

  private static Component result(Attempt attempt, StepRun step) {
    var cell = new Div();
    cell.addClassNames("il-row", "wrap");
    var errorClass = attempt.errorClass();
    cell.add(
        attempt.ok()
            ? new Chip("OK", Tone.OK)
            : new Chip(errorClass == null ? "Failed" : Names.capital(errorClass), Tone.BAD));
    var message = attempt.message();
    // What stands above the table in red is not said again.
    if (message != null && !message.equals(step.error())) cell.add(new Span(message));
    var nextAt = attempt.nextAt();
    if (nextAt != null && attempt == step.attempts().getLast())
      cell.add(RunView.muted("next try"), TimeText.relative(nextAt));
    return cell;
  }

  private static Div data(String title, @Nullable String json, String name) {
    var head = new Div(new H3(title));
    head.addClassName("il-row");
    var part = part(head);
    if (json == null) {
      part.add(RunView.muted("None yet."));
      return part;
    }
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    head.add(RunView.muted(Figures.bytes(bytes)), spacer);
    head.add(Clipboard.button("copy-" + name, "Copy", json));
    var view = new JsonText(json);
    view.setId("step-" + name);
    part.add(view);
    return part;
  }
}
