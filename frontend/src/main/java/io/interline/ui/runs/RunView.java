package io.interline.ui.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.interline.connector.Catalog;
import io.interline.flow.Approvals;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import io.interline.ui.approvals.ApprovalDrawer;
import io.interline.ui.canvas.FlowCanvas;
import io.interline.ui.canvas.StepState;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One run: its way through the flow, and what each step took and gave. Follows a run that is under
/// way.
@Route(value = "runs/:run", layout = MainLayout.class)
@PermitAll
public class RunView extends Page implements BeforeEnterObserver, HasDynamicTitle {

  private final Runs runs;
  private final CurrentUser user;
  private final Clock clock;
  private final Div head = new Div();
  private final Div buttons = new Div();
  private final FlowCanvas canvas;
  private final Approvals approvals;
  private final StepPanel panel;
  private final Timeline timeline;
  private @Nullable RunDetail run;
  private String selected = StepPanel.MESSAGE;

  /// Whether the reader chose a step; until then the run is followed.
  private boolean chosen;

  private String turns = "";
  private @Nullable RunId id;

  public RunView(Runs runs, Approvals approvals, Catalog catalog, CurrentUser user, Clock clock) {
    super("Run");
    this.runs = runs;
    this.approvals = approvals;
    this.user = user;
    this.clock = clock;
    canvas = new FlowCanvas(catalog);
    canvas.setId("run-canvas");
    canvas.onSelect(step -> choose(step == null ? StepPanel.MESSAGE : step, ""));
    panel = new StepPanel(this::decide, this::choose);
    timeline = new Timeline(this::choose);
    var back = new Anchor("runs", "Runs /");
    back.addClassName("il-crumb");
    before(back);
    head.addClassNames("il-row", "wrap");
    buttons.addClassName("il-row");
    beside(head);
    actions(buttons);
    Live.every(Duration.ofSeconds(1), this, this::follow);
  }

  @Override
  public String getPageTitle() {
    return "Run " + (id == null ? "" : shortId(id)) + " · Interline";
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    body().removeAll();
    body().removeClassName("il-run-body");
    run = null;
    chosen = false;
    var text = event.getRouteParameters().get("run").orElse("");
    try {
      id = RunId.parse(text);
      read(runs.get(id));
    } catch (IllegalArgumentException noId) {
      missing("'" + text + "' is no run id.");
    } catch (DomainException refusal) {
      missing(String.valueOf(refusal.getMessage()));
    }
  }

  private void missing(String words) {
    title("Run");
    body()
        .add(
            new EmptyState(
                Glyph.RUNS,
                "This run is not here",
                words + " Runs are kept for a while and then removed.",
                new Anchor("runs", "All runs")));
  }

  private void read(RunDetail detail) {
    run = detail;
    title(shortId(detail.summary().id()));
    body().addClassName("il-run-body");
    var left = new Div(canvas);
    left.addClassName("il-run-canvas");
    body().add(left, panel, timeline);
    canvas.setDocument(detail.document());
    draw(detail);
    select(worthALook(detail), "");
  }

  private void decide(ApprovalRef approval) {
    Attempt.of(
        () ->
            drawer(
                new ApprovalDrawer(approvals, approvals.get(approval), this::decided, () -> {})));
  }

  private void decided() {
    follow();
    MainLayout.countAgain(UI.getCurrentOrThrow());
  }

  private void cancel(RunId run) {
    new CancelDialog(
            "this run",
            (reason, undo) -> {
              if (Attempt.of(() -> runs.cancel(run, reason, undo))) {
                Notices.done("The run is told to end.");
                follow();
              }
            })
        .open();
  }

  /// What the cards say; the trigger, which is no step, says that its message came in.
  private static Map<String, StepState> states(RunDetail detail) {
    var states = new LinkedHashMap<String, StepState>();
    states.put(
        Outline.of(detail.document()).trigger(),
        new StepState(StepStatus.SUCCEEDED, 0L, Figures.bytes(detail.payloadBytes())));
    detail.steps().stream()
        .collect(Collectors.groupingBy(StepRun::step, LinkedHashMap::new, Collectors.toList()))
        .forEach((step, turns) -> states.put(step, StepState.of(turns)));
    return states;
  }

  /// The step that failed, else the one that waits for somebody, else the last one, else the
  /// message.
  private static String worthALook(RunDetail detail) {
    var failed = detail.summary().failedStep();
    if (failed != null && !failed.isEmpty()) return failed;
    for (var step : detail.steps()) if (step.waitsFor() != null) return step.step();
    return detail.steps().stream()
        .max(Comparator.comparing(StepRun::startedAt))
        .map(StepRun::step)
        .orElse(StepPanel.MESSAGE);
  }

  private void follow() {
    var before = run;
    if (before == null || before.summary().endedAt() != null) return;
    try {
      var now = runs.get(before.summary().id());
      if (now.equals(before)) return;
      run = now;
      draw(now);
      if (chosen) select(selected, turns);
      else select(worthALook(now), "");
      if (now.summary().endedAt() != null) MainLayout.countAgain(UI.getCurrentOrThrow());
    } catch (DomainException gone) {
      run = null;
    }
  }

  private void draw(RunDetail detail) {
    var summary = detail.summary();
    head.removeAll();
    var status = Names.chip(summary.status());
    status.setId("run-status");
    status.getElement().setAttribute("aria-live", "polite");
    var flow =
        new Anchor("flows/" + summary.flow(), summary.flowTitle() + " · v" + summary.version());
    flow.addClassName("il-chip");
    head.add(
        status,
        flow,
        new Chip(Names.of(summary.environment()), Tone.NEUTRAL),
        TimeText.relative(summary.acceptedAt()),
        Clipboard.button("run-copy-id", "Copy id", summary.id().toString()));
    var why = summary.error();
    if (summary.status() == Runs.Status.CANCELLED && why != null) {
      var words = muted(why);
      words.setId("run-why");
      head.add(words);
    }
    var caller = detail.parent();
    if (caller != null) {
      var link = new Anchor("runs/" + caller.run().id(), "Called by " + caller.run().flowTitle());
      link.setId("run-caller");
      head.add(link);
    }
    var origin = summary.replayOf();
    if (origin != null) head.add(new Anchor("runs/" + origin, "Replay of " + shortId(origin)));
    buttons.removeAll();
    if (user.may(Permission.FLOW_EDIT)) {
      buttons.add(
          Buttons.plain(
              "run-open-editor",
              "Open in editor",
              () -> Go.to("flows/" + summary.flow() + "?run=" + summary.id())));
    }
    if (summary.endedAt() == null && user.may(Permission.RUN_REPLAY)) {
      buttons.add(Buttons.danger("run-cancel", "Cancel…", () -> cancel(summary.id())));
    }
    if (summary.status() == Runs.Status.DEAD) {
      boolean may = user.may(Permission.RUN_REPLAY);
      buttons.add(
          Buttons.primary(
              "run-replay",
              may ? "Replay…" : "Dead letter",
              () -> Go.to("dead-letters?run=" + summary.id())));
    }
    canvas.setStates(states(detail));
    timeline.show(detail, clock.instant());
  }

  private void choose(String step, String turn) {
    chosen = true;
    select(step, turn);
  }

  private void select(String step, String turn) {
    var detail = run;
    if (detail == null) return;
    turns = turn;
    var trigger = Outline.of(detail.document()).trigger();
    selected = step.equals(trigger) ? StepPanel.MESSAGE : step;
    canvas.select(List.of(selected.equals(StepPanel.MESSAGE) ? trigger : selected));
    panel.show(detail, selected, turn);
  }

  static String shortId(RunId id) {
    var text = id.toString();
    return text.substring(0, 8) + "…" + text.substring(text.length() - 4);
  }

  /// State of a step as a chip.
  static Component chip(StepStatus status, String words) {
    return switch (status) {
      case RUNNING -> Chip.state(words, Tone.RUN);
      case RETRYING, WAITING -> Chip.state(words, Tone.WARN);
      case SUCCEEDED -> new Chip(words, Tone.OK);
      case FAILED -> new Chip(words, Tone.BAD);
      case SKIPPED, COMPENSATED -> new Chip(words, Tone.NEUTRAL);
    };
  }

  /// Words for the state of a step, with its time once it is known.
  static String words(StepRun step) {
    return switch (step.status()) {
      case RUNNING -> "running";
      case RETRYING -> "retrying";
      case WAITING -> "waiting";
      case COMPENSATED -> "undone";
      case SUCCEEDED -> "✓ " + took(step, "done");
      case FAILED -> "✕ " + took(step, "failed");
      case SKIPPED -> "skipped";
    };
  }

  private static String took(StepRun step, String otherwise) {
    var ended = step.endedAt();
    return ended == null ? otherwise : Figures.duration(Duration.between(step.startedAt(), ended));
  }

  static Span muted(String words) {
    var span = new Span(words);
    span.addClassName("il-muted");
    return span;
  }
}
