package io.interline.ui.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.RunSummary;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Filters;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeRange;
import io.interline.ui.elements.TimeText;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The runs of the organisation, newest first, kept up to date while one looks.
@Route(value = "runs", layout = MainLayout.class)
@PageTitle("Runs · Interline")
@PermitAll
public class RunsView extends Page implements BeforeEnterObserver {

  private static final int PAGE = 50;

  private final Runs runs;
  private final Clock clock;
  private final Filters filters = new Filters("runs");
  private final Select<FlowSummary> flow;
  private final Select<Environment> environment;
  private final Select<Runs.Status> status;
  private final Select<TimeRange> time;
  private final TextField id;
  private final DataTable<RunSummary> table = new DataTable<>("Runs", RunSummary::id);
  private final Div below = new Div();
  private final Div problem = new Div();
  private final Span count = new Span();
  private final List<RunSummary> shown = new ArrayList<>();
  private @Nullable String next;
  private boolean live = true;

  public RunsView(Runs runs, Flows flows, Clock clock) {
    super("Runs");
    this.runs = runs;
    this.clock = clock;
    flow =
        filters.choice(
            "flow",
            "Flow",
            "All flows",
            Attempt.reading(flows::list, List.of()),
            FlowSummary::title,
            each -> each.id().value());
    environment =
        filters.choice(
            "environment",
            "Environment",
            "Both",
            List.of(Environment.values()),
            Names::of,
            Environment::id);
    status =
        filters.choice(
            "status",
            "State",
            "Any state",
            List.of(Runs.Status.values()),
            Names::of,
            each -> each.name().toLowerCase(Locale.ROOT));
    time =
        filters.choice(
            "time",
            "Accepted",
            TimeRange.ALL.title(),
            List.of(TimeRange.HOUR, TimeRange.DAY, TimeRange.WEEK, TimeRange.MONTH),
            TimeRange::title,
            TimeRange::id);
    id = filters.words("id", "Run", "Part of an id");
    count.addClassName("il-muted");
    beside(count);
    actions(liveButton());
    filters(
        flow,
        environment,
        status,
        time,
        id,
        Buttons.quiet("filter-clear", "Clear", filters::clear));
    columns();
    var card = new Div(problem, table, below);
    card.addClassNames("il-card", "il-fill");
    below.addClassName("il-more");
    body().add(card);
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
    table.addClassName("il-runs");
    table
        .sticky()
        .rowId(run -> "run-" + run.id())
        .onOpen(run -> Go.to("runs/" + run.id()))
        .fit("State", run -> Names.chip(run.status()))
        .column("Flow", RunsView::flowOf)
        .text("Environment", run -> Names.of(run.environment()))
        .column("What went wrong", RunsView::errorOf)
        .number("Took", RunsView::took)
        .fit("Accepted", run -> TimeText.relative(run.acceptedAt()))
        .fit("Run", RunsView::link);
  }

  private static Component flowOf(RunSummary run) {
    var title = new Span(run.flowTitle());
    title.addClassName("il-strong");
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
  public void beforeEnter(BeforeEnterEvent event) {
    filters.read(event.getLocation().getQueryParameters());
    flow.setValue(
        flow.getListDataView()
            .getItems()
            .filter(each -> each.id().value().equals(filters.text("flow").orElse("")))
            .findFirst()
            .orElse(null));
    environment.setValue(filters.value("environment", Environment::parse).orElse(null));
    status.setValue(filters.value("status", RunsView::statusOf).orElse(null));
    time.setValue(filters.value("time", RunsView::rangeOf).orElse(null));
    id.setValue(filters.text("id").orElse(""));
    shown.clear();
    refresh();
  }

  static Runs.Status statusOf(String id) {
    return Runs.Status.valueOf(id.toUpperCase(Locale.ROOT));
  }

  private static TimeRange rangeOf(String id) {
    return TimeRange.valueOf(id.toUpperCase(Locale.ROOT));
  }

  private RunQuery query(@Nullable String cursor, int limit) {
    var range = time.getValue();
    return new RunQuery(
        filters.value("flow", FlowId::new).orElse(null),
        environment.getValue(),
        status.getValue(),
        range == null ? null : range.from(clock.instant()),
        null,
        filters.text("id").orElse(null),
        cursor,
        limit);
  }

  /// Reads again what is on the screen; rows beyond 500 stay as they were.
  private void refresh() {
    attempt(
        () -> {
          int limit = Math.clamp(shown.size(), PAGE, 500);
          var page = runs.find(query(null, limit));
          var rest =
              shown.size() > 500
                  ? List.copyOf(shown.subList(500, shown.size()))
                  : List.<RunSummary>of();
          shown.clear();
          shown.addAll(page.items());
          if (rest.isEmpty()) next = page.next();
          else
            rest.stream()
                .filter(run -> page.items().stream().noneMatch(one -> one.id().equals(run.id())))
                .forEach(shown::add);
          draw();
        });
  }

  private void more() {
    attempt(
        () -> {
          var page = runs.find(query(next, PAGE));
          shown.addAll(page.items());
          next = page.next();
          draw();
        });
  }

  private void attempt(Runnable work) {
    problem.removeAll();
    Attempt.of(work, words -> problem.add(Note.problem(words)));
  }

  private void draw() {
    table.show(shown);
    table.setVisible(!shown.isEmpty());
    count.setText(shown.isEmpty() ? "" : Figures.count(shown.size()) + (next == null ? "" : "+"));
    below.removeAll();
    if (shown.isEmpty()) below.add(nothing());
    else if (next != null) below.add(Buttons.plain("runs-more", "Load more", this::more));
    below.setVisible(shown.isEmpty() || next != null);
  }

  private Component nothing() {
    return filters.none()
        ? new EmptyState(
            Glyph.RUNS,
            "No runs yet",
            "Each message that a live flow takes becomes a run. Deploy a flow, then send a message"
                + " to its webhook address.",
            new Anchor("flows", "Go to flows"))
        : new EmptyState(
            Glyph.SEARCH,
            "No run fits these filters",
            "Try a longer time, or clear the filters.",
            Buttons.plain("runs-clear", "Clear filters", filters::clear));
  }
}
