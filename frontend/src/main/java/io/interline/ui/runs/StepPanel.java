package io.interline.ui.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunLink;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.Runs.Wait;
import io.interline.flow.Runs.WaitKind;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.FailedStep;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that is known of one step of a run: attempts, input, output, log.
final class StepPanel extends Div {

  /// The id under which the message itself is shown.
  static final String MESSAGE = "message";

  private static final int MOST_RUNS = 20;

  private final Consumer<ApprovalRef> decide;
  private final BiConsumer<String, String> choose;

  /// @param decide opens what has to be decided
  /// @param choose shows another step, by id and turns
  StepPanel(Consumer<ApprovalRef> decide, BiConsumer<String, String> choose) {
    this.decide = decide;
    this.choose = choose;
    addClassName("il-step-panel");
    setId("step-panel");
    getElement().setAttribute("role", "region").setAttribute("aria-label", "Step");
  }

  /// @param turns of the loops around the step; where the run has no such, its worst turn
  void show(RunDetail run, String id, String turns) {
    removeAll();
    if (id.equals(MESSAGE)) {
      add(head("Message", new Chip(Figures.bytes(run.payloadBytes()), Tone.NEUTRAL)));
      add(data("Body", run.payload(), "payload", "None."));
      if (!run.children().isEmpty()) add(called("Runs that it called", run.children()));
      return;
    }
    var outline = Outline.of(run.document());
    var all = run.steps().stream().filter(one -> one.step().equals(id)).toList();
    var title = outline.title(id);
    if (all.isEmpty()) {
      add(head(title, new Chip("not reached", Tone.NEUTRAL)));
      var words = new Div("The run did not come to this step, or went another way.");
      words.addClassName("il-panel-part");
      add(words);
    } else {
      show(run, outline, all, turn(all, turns));
    }
  }

  private static StepRun turn(List<StepRun> all, String turns) {
    return all.stream()
        .filter(one -> one.turns().equals(turns))
        .findFirst()
        .or(() -> all.stream().filter(one -> one.status() == StepStatus.FAILED).findFirst())
        .orElse(all.getLast());
  }

  private void show(RunDetail run, Outline outline, List<StepRun> all, StepRun step) {
    add(head(outline.title(step.step()), RunView.chip(step.status(), RunView.words(step))));
    if (!step.turns().isEmpty()) add(part(turns(outline, all, step)));
    var error = step.error();
    if (error != null) add(part(Note.problem(error)));
    FailedStep.expression(outline.document(step.step()), step).ifPresent(code -> add(part(code)));
    var wait = step.waitsFor();
    if (wait != null && step.status() == StepStatus.WAITING) add(waits(run, step, wait));
    if (step.status() == StepStatus.COMPENSATED) add(undone(run, outline, step));
    var undoes = outline.undoes().get(step.step());
    if (undoes != null) add(undoing(outline, undoes, step.turns()));
    var children =
        run.children().stream()
            .filter(child -> child.step().equals(step.step()))
            .filter(child -> child.turns().equals(step.turns()))
            .toList();
    if (!children.isEmpty()) add(called("Run that it called", children));
    var parts = run.children().stream().filter(child -> isPartOf(step, child)).toList();
    if (!parts.isEmpty()) add(called("Runs that work on its items", parts));
    if (!step.attempts().isEmpty() && step.status() != StepStatus.WAITING) add(attempts(step));
    var answers = FailedStep.answers(step.attempts());
    if (!answers.isEmpty()) add(part(answers.toArray(Component[]::new)));
    var data = new Div();
    data.addClassName("il-step-data");
    data.add(data(FailedStep.inputTitle(step), step.input(), "input", "None yet."));
    data.add(data("Output", step.output(), "output", FailedStep.noOutput(step)));
    add(data);
    if (!step.log().isEmpty()) {
      var lines = new Pre(String.join("\n", step.log()));
      lines.addClassName("il-code");
      add(part(new H3("Log"), lines));
    }
  }

  /// Whether a run works on some of the items of a loop, or undoes that.
  private static boolean isPartOf(StepRun loop, RunLink child) {
    String around = loop.turns().isEmpty() ? "" : loop.turns() + ".";
    return child.step().startsWith(loop.step() + ".")
        && child.turns().startsWith(around)
        && child.turns().indexOf('.', around.length()) < 0;
  }

  private Select<StepRun> turns(Outline outline, List<StepRun> all, StepRun shown) {
    var select = new Select<StepRun>();
    select.setId("step-turn");
    select.setLabel("Turn");
    select.setItems(all);
    select.setItemLabelGenerator(
        one ->
            Names.turns(one.turns())
                + (one.status() == StepStatus.SUCCEEDED ? "" : " · " + RunView.words(one)));
    select.setValue(shown);
    long failed = all.stream().filter(one -> one.status() == StepStatus.FAILED).count();
    select.setHelperText(
        outline.turn(shown.step(), shown.turns())
            + "; "
            + Figures.count(all.size(), "turn")
            + (failed == 0 ? "" : ", " + Figures.count(failed) + " failed"));
    select.addValueChangeListener(
        change -> {
          if (change.isFromClient() && change.getValue() != null)
            choose.accept(change.getValue().step(), change.getValue().turns());
        });
    return select;
  }

  private Div waits(RunDetail run, StepRun step, Wait wait) {
    var note = Note.hint("");
    note.words().add(Waits.sentence(wait));
    var message = wait.message();
    if (message != null) note.words().add(new Div(message));
    var part = part(note);
    if (wait.kind() == WaitKind.APPROVAL)
      note.add(
          Buttons.primary(
              "step-decide",
              "Decide…",
              () -> decide.accept(new ApprovalRef(run.summary().id(), step.step(), step.turns()))));
    return part;
  }

  private Div undone(RunDetail run, Outline outline, StepRun step) {
    var note = Note.hint("It succeeded, and what it did was undone later. ");
    for (var other : run.steps()) {
      if (!step.step().equals(outline.undoes().get(other.step()))) continue;
      if (!other.turns().equals(step.turns())) continue;
      var button =
          Buttons.plain(
              "undone-by-" + other.step(),
              outline.title(other.step()) + " " + RunView.words(other),
              () -> choose.accept(other.step(), other.turns()));
      button.addThemeName("small");
      note.add(button);
    }
    return part(note);
  }

  private Div undoing(Outline outline, String undoes, String turns) {
    var note = Note.hint("It undoes what another step did. ");
    var button = Buttons.plain("undoes", outline.title(undoes), () -> choose.accept(undoes, turns));
    button.addThemeName("small");
    note.add(button);
    return part(note);
  }

  private static Div called(String title, List<RunLink> runs) {
    var list = new Div();
    list.addClassName("il-called");
    for (var link : runs.subList(0, Math.min(MOST_RUNS, runs.size()))) {
      var run = link.run();
      var anchor = new Anchor("runs/" + run.id(), run.flowTitle());
      anchor.addClassName("il-link");
      var id = RunView.muted("v" + run.version() + " · " + RunView.shortId(run.id()));
      id.addClassName("il-mono");
      var row = new Div(Names.chip(run.status()), anchor, id);
      row.addClassName("il-row");
      list.add(row);
    }
    if (runs.size() > MOST_RUNS)
      list.add(RunView.muted("and " + Figures.count(runs.size() - MOST_RUNS) + " more"));
    return part(new H3(title), list);
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

  private static Div data(String title, @Nullable String json, String name, String otherwise) {
    var head = new Div(new H3(title));
    head.addClassName("il-row");
    var part = part(head);
    if (json == null) {
      part.add(RunView.muted(otherwise));
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
