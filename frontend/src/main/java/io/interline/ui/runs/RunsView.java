package io.interline.ui.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.RunSummary;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.ListPage;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.TimeRange;
import io.interline.ui.elements.TimeText;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The runs of the organisation, newest first, kept up to date while one looks.
@Route(value = "runs", layout = MainLayout.class)
@PageTitle("Runs · Interline")
@PermitAll
public class RunsView extends ListPage<RunSummary> {

  private final Runs runs;
  private final Clock clock;
  private final Supplier<@Nullable FlowSummary> flow;
  private final Supplier<@Nullable Environment> environment;
  private final Supplier<Runs.@Nullable Status> status;
  private final Supplier<@Nullable TimeRange> time;
  private final Supplier<@Nullable String> id;
  private final Set<RunId> selected = new LinkedHashSet<>();
  private final Selection selection = new Selection(this::clearSelection, this::cancelSelected);
  private final Button all = Buttons.plain("runs-cancel-all", "Cancel all…", this::cancelAll);
  private final boolean mayCancel;
  private List<RunSummary> shown = List.of();
  private boolean live = true;

  public RunsView(Runs runs, Flows flows, CurrentUser user, Clock clock) {
    super("Runs", "runs", new DataTable<>("Runs", RunSummary::id));
    this.runs = runs;
    this.clock = clock;
    mayCancel = user.may(Permission.RUN_REPLAY);
    columns();
    flow = filters().flow(Attempt.reading(flows::list, List.of()));
    environment = filters().environment();
    status =
        filters()
            .choice(
                "status",
                "State",
                "Any state",
                List.of(Runs.Status.values()),
                Names::of,
                each -> each.name().toLowerCase(Locale.ROOT));
    time = filters().time("Accepted");
    id = filters().words("id", "Run", "Id, or flow's name");
    actions(all, liveButton());
    body().add(selection);
    Live.every(
        Duration.ofSeconds(2),
        this,
        () -> {
          if (live) refresh();
        });
  }

  private Button liveButton() {
    var button = new Button("Live", Glyph.PAUSE.create());
    button.setId("runs-live");
    button.setTooltipText("New runs come in by themselves");
    button.getElement().setAttribute("aria-pressed", "true");
    button.addClickListener(
        click -> {
          live = !live;
          button.setText(live ? "Live" : "Paused");
          button.setIcon((live ? Glyph.PAUSE : Glyph.PLAY).create());
          button.getElement().setAttribute("aria-pressed", String.valueOf(live));
          if (live) refresh();
        });
    return button;
  }

  private void columns() {
    table().addClassName("il-runs");
    table().rowId(run -> "run-" + run.id()).onOpen(run -> Go.to("runs/" + run.id()));
    if (mayCancel) table().fit("Select", this::checkbox);
    table()
        .fit("State", run -> Names.chip(run.status()))
        .elastic("Flow", RunsView::flowOf)
        .text("Environment", run -> Names.of(run.environment()))
        .elastic("What went wrong", RunsView::errorOf)
        .number("Took", RunsView::took)
        .fit("Accepted", run -> TimeText.relative(run.acceptedAt()))
        .fit("Run", RunsView::link);
  }

  private Component checkbox(RunSummary run) {
    var box = new Checkbox();
    box.setAriaLabel("Select run " + run.id());
    box.setValue(selected.contains(run.id()));
    box.setEnabled(run.endedAt() == null);
    box.addValueChangeListener(
        change -> {
          if (change.getValue()) selected.add(run.id());
          else selected.remove(run.id());
          selection.show(selected);
        });
    return box;
  }

  private void clearSelection() {
    selected.clear();
    shown.forEach(table()::redraw);
    selection.show(selected);
  }

  private void cancelSelected() {
    var chosen = List.copyOf(selected);
    new CancelDialog(
            Figures.count(chosen.size(), "run"),
            (reason, undo) -> told(() -> runs.cancelAll(chosen, reason, undo)))
        .open();
  }

  private void cancelAll() {
    var query = query(null, 1);
    new CancelDialog(
            filters().none() ? "all runs under way" : "all under way that fit",
            (reason, undo) -> told(() -> runs.cancelAll(query, reason, undo)))
        .open();
  }

  private void told(IntSupplier cancel) {
    Attempt.of(
        () -> {
          int count = cancel.getAsInt();
          Notices.done(
              count == 0
                  ? "None of them is under way."
                  : Figures.count(count, "run") + (count == 1 ? " is" : " are") + " told to end.");
          clearSelection();
          refresh();
        });
  }

  @Override
  protected void drawn(List<RunSummary> rows) {
    shown = List.copyOf(rows);
    rows.stream()
        .filter(run -> run.endedAt() != null)
        .map(RunSummary::id)
        .forEach(selected::remove);
    selection.show(selected);
    all.setVisible(mayCancel && rows.stream().anyMatch(run -> run.endedAt() == null));
  }

  private static Component flowOf(RunSummary run) {
    var title = new Span(run.flowTitle());
    title.addClassNames("il-strong", "il-clip");
    title.getElement().setAttribute("title", run.flowTitle());
    var version = new Span("v" + run.version());
    version.addClassName("il-muted");
    var cell = new Div(title, version);
    cell.addClassName("il-row");
    if (run.replayOf() != null) {
      var replay = new Span("replay");
      replay.addClassName("il-chip");
      cell.add(replay);
    }
    return cell;
  }

  private static Component errorOf(RunSummary run) {
    var error = run.error();
    if (error == null) return new Span();
    var step = run.failedStep() == null ? "" : run.failedStep() + ": ";
    var words = new Span(step + error);
    words.addClassName("il-clip");
    words.getElement().setAttribute("title", step + error);
    return words;
  }

  private static String took(RunSummary run) {
    var ended = run.endedAt();
    return ended == null ? "" : Figures.duration(Duration.between(run.acceptedAt(), ended));
  }

  private static Component link(RunSummary run) {
    var link = new Anchor("runs/" + run.id(), shortId(run));
    link.addClassNames("il-link", "il-mono");
    link.getElement().setAttribute("title", run.id().toString());
    return link;
  }

  private static String shortId(RunSummary run) {
    var text = run.id().toString();
    return "…" + text.substring(text.length() - 8);
  }

  @Override
  protected Page<RunSummary> find(@Nullable String cursor, int limit) {
    return runs.find(query(cursor, limit));
  }

  private RunQuery query(@Nullable String cursor, int limit) {
    var chosen = flow.get();
    var range = time.get();
    return new RunQuery(
        chosen == null ? null : chosen.id(),
        environment.get(),
        status.get(),
        range == null ? null : range.from(clock.instant()),
        null,
        id.get(),
        cursor,
        limit);
  }

  @Override
  protected EmptyState nothing() {
    return new EmptyState(
        Glyph.RUNS,
        "No runs yet",
        "Each message that a live flow takes becomes a run. Deploy a flow, then send a message"
            + " to its webhook address.",
        new Anchor("flows", "Go to flows"));
  }
}
