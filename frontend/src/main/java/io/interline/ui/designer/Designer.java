package io.interline.ui.designer;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.RunId;
import io.interline.flow.Runs.RunSummary;
import io.interline.tenant.DomainException;
import io.interline.ui.canvas.CanvasCommand;
import io.interline.ui.canvas.FlowCanvas;
import io.interline.ui.canvas.StepState;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Notices;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// Header, canvas, inspector, problems and sample of one flow, and the commands between them.
final class Designer extends Div implements DesignerSession.Listener, Inspector.Actions {

  private static final Duration PROGRESS = Duration.ofMillis(300);

  private final DesignerSession session;
  private final StepTemplates templates;
  private final FlowCanvas canvas;
  private final DesignerHeader header;
  private final Inspector inspector;
  private final ProblemsStrip problems;
  private final SamplePanel sample;
  private @Nullable ConflictDialog conflict;
  private boolean following;

  Designer(DesignerSession session) {
    this.session = session;
    addClassName("ild-designer");
    templates =
        new StepTemplates(
            session.services().catalog(),
            session.flow(),
            Attempt.reading(session.services().flows()::list, List.<FlowSummary>of()));
    canvas = new FlowCanvas(session.services().catalog());
    canvas.setId("canvas");
    canvas.setReadOnly(!session.editable());
    canvas.setPalette(templates.palette());
    canvas.onCommand(this::perform);
    header = new DesignerHeader(session, this::toggleSample);
    inspector = new Inspector(session, this);
    problems = new ProblemsStrip(session, this::goTo);
    sample = new SamplePanel(session, this::goTo, this::toggleSample);
    sample.setVisible(false);
    var middle = new Div(canvas, sample);
    middle.addClassName("ild-middle");
    var main = new Div(middle, inspector);
    main.addClassName("ild-main");
    add(header, main, problems);
    session.listen(this);
    canvas.setDocument(session.document());
    canvas.setProblems(session.problems());
  }

  DesignerSession session() {
    return session;
  }

  FlowCanvas canvas() {
    return canvas;
  }

  Inspector inspector() {
    return inspector;
  }

  @Override
  public void documentChanged(DesignerSession.Origin origin) {
    canvas.setDocument(session.document());
    header.draw();
    sample.takeSample();
    if (origin == DesignerSession.Origin.ELSEWHERE) inspector.redraw();
  }

  @Override
  public void saveStateChanged() {
    header.drawState();
    canvas.setProblems(session.problems());
    problems.draw();
    inspector.mark();
    if (session.saveState() instanceof DesignerSession.SaveState.Conflict(var message)
        && isAttached()
        && (conflict == null || !conflict.isOpened())) {
      conflict = new ConflictDialog(session, message);
      conflict.open();
    }
  }

  @Override
  public void tested() {
    follow();
    var states = new LinkedHashMap<String, StepState>();
    session.sample().results().forEach((step, turns) -> states.put(step, StepState.of(turns)));
    canvas.setStates(states);
    sample.draw();
    inspector.tested();
  }

  /// While a test goes on, what it did is fetched by requests of their own: whoever edits
  /// meanwhile waits for nothing.
  private void follow() {
    if (!session.testing() || following || !isAttached()) return;
    following = true;
    Live.until(
        PROGRESS,
        this,
        () -> {
          following = !session.followTest();
          return !following;
        });
  }

  @Override
  protected void onDetach(DetachEvent left) {
    following = false;
    session.leaveTest();
  }

  /// Opens a run's data: its message as the sample, its steps on the canvas, the failed one in the
  /// inspector. What is no run of this flow is said in a notice.
  ///
  /// @param id as it stands in the address
  void openRun(String id) {
    try {
      session.open(RunId.parse(id));
    } catch (IllegalArgumentException noId) {
      Notices.problem("'" + id + "' names no run. The flow is shown with its own sample.");
      return;
    } catch (DomainException refusal) {
      Notices.problem(refusal.getMessage() + " The flow is shown with its own sample.");
      return;
    }
    showSample();
    session
        .sample()
        .origin()
        .map(RunSummary::failedStep)
        .filter(step -> !session.pointerOf(step).equals("/gone"))
        .ifPresent(
            step -> {
              goTo(step);
              inspector.showTest();
            });
  }

  private void goTo(String step) {
    canvas.show(step);
    inspector.show(step);
    problems.of(step);
  }

  private void toggleSample() {
    sample.setVisible(!sample.isVisible());
  }

  @Override
  public void showSample() {
    sample.setVisible(true);
  }

  @Override
  public void testUpTo(String step) {
    session.test(step);
    if (inspector.shown() != null) inspector.showTest();
  }

  @Override
  public void openPalette(String anchor) {
    canvas.openPalette(anchor);
  }

  @Override
  public void renamed(String from, String to) {
    canvas.select(List.of(to));
  }

  /// Does what was asked for at the canvas.
  void perform(CanvasCommand command) {
    try {
      switch (command) {
        case CanvasCommand.Select(var steps) -> select(steps);
        case CanvasCommand.Open(var step) -> {
          goTo(step);
          inspector.takeKeyboard();
        }
        case CanvasCommand.Insert(var anchor, var item) -> insert(anchor, item);
        case CanvasCommand.Remove(var steps) -> remove(steps);
        case CanvasCommand.Move(var steps, var anchor) -> {
          for (var step : steps) edit(new Edit.MoveStep(step, anchor));
        }
        case CanvasCommand.Duplicate(var steps) -> selectNew(new Edit.DuplicateSteps(steps));
        case CanvasCommand.Toggle(var steps) -> toggle(steps);
        case CanvasCommand.Test(var step) -> {
          goTo(step);
          Attempt.of(() -> testUpTo(step));
        }
        case CanvasCommand.Retitle(var step, var title) ->
            edit(
                new Edit.SetField(
                    session.pointerOf(step) + "/title",
                    JsonNodeFactory.instance.stringNode(title)));
        case CanvasCommand.Copy(var steps, var cut) -> {
          StepClipboard.copy(session.document(), steps, canvas);
          if (cut) remove(steps);
        }
        case CanvasCommand.Paste(var after, var text) -> paste(after, text);
        case CanvasCommand.Fold _ -> throw new IllegalStateException("the canvas folds by itself");
        case CanvasCommand.Plain(var verb) -> perform(verb);
      }
    } catch (IllegalArgumentException refused) {
      Notices.problem(String.valueOf(refused.getMessage()));
    }
  }

  private void perform(CanvasCommand.Verb verb) {
    switch (verb) {
      case UNDO -> session.undo();
      case REDO -> session.redo();
      case SAVE -> session.save();
      case TEST -> {
        sample.setVisible(true);
        if (sample.run() && inspector.shown() != null) inspector.showTest();
      }
      case NEXT_PROBLEM -> problems.next();
    }
  }

  private void edit(Edit edit) {
    session.edit(edit, DesignerSession.Origin.ELSEWHERE);
  }

  private void select(List<String> steps) {
    inspector.show(steps.isEmpty() ? null : steps.getLast());
    if (!steps.isEmpty()) problems.of(steps.getLast());
  }

  private void insert(String anchor, String item) {
    var step =
        templates.create(
            item, DocumentTree.ids(session.document()), session.services().connections());
    edit(new Edit.InsertStep(anchor, step));
    goTo(step.path("id").asString());
  }

  private void remove(List<String> steps) {
    edit(new Edit.RemoveSteps(steps));
    canvas.select(List.of());
    select(List.of());
  }

  private void toggle(List<String> steps) {
    var allDisabled = steps.stream().allMatch(s -> session.at(s, "/disabled").asBoolean(false));
    edit(new Edit.DisableSteps(steps, !allDisabled));
  }

  private void paste(@Nullable String after, String text) {
    var steps = StepClipboard.paste(text);
    if (steps.isEmpty()) {
      Notices.problem("The clipboard holds no steps. Copy some on a canvas first.");
      return;
    }
    selectNew(new Edit.PasteSteps(placeAfter(after), steps));
  }

  private String placeAfter(@Nullable String step) {
    var end = "/steps/" + session.document().path("steps").size();
    if (step == null) return end;
    if (step.equals(DocumentTree.triggerId(session.document()))) return "/steps/0";
    return DocumentTree.find(session.document(), step)
        .map(s -> s.list() + "/" + (s.index() + 1))
        .orElse(end);
  }

  /// Selects the steps that an edit brought.
  private void selectNew(Edit edit) {
    var before = DocumentTree.ids(session.document());
    edit(edit);
    var added =
        DocumentTree.steps(session.document()).stream()
            .map(DocumentTree.Located::id)
            .filter(id -> !before.contains(id))
            .toList();
    if (added.isEmpty()) return;
    goTo(added.getFirst());
  }
}
