package io.interline.ui.deadletters;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.DeadLetters.Status;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.RunId;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Filters;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeText;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Messages whose run failed for good: grouped by what went wrong, replayed one by one or many at
/// once, edited, or given up with a reason.
@Route(value = "dead-letters", layout = MainLayout.class)
@PageTitle("Dead letters · Interline")
@PermitAll
public class DeadLettersView extends Page implements BeforeEnterObserver {

  private static final int PAGE = 100;

  private final DeadLetters letters;
  private final boolean mayReplay;
  private final Filters filters = new Filters("dead-letters");
  private final Select<FlowSummary> flow;
  private final Select<Environment> environment;
  private final Select<Status> status;
  private final Select<String> errorClass;
  private final DataTable<DeadLetter> table = new DataTable<>("Dead letters", DeadLetter::run);
  private final ErrorGroups groups = new ErrorGroups(this::choose);
  private final Selection selection;
  private final Div problem = new Div();
  private final Div below = new Div();
  private final Set<RunId> selected = new LinkedHashSet<>();
  private final List<DeadLetter> shown = new ArrayList<>();
  private @Nullable String next;

  public DeadLettersView(DeadLetters letters, Flows flows, CurrentUser user) {
    super("Dead letters");
    this.letters = letters;
    this.mayReplay = user.may(Permission.RUN_REPLAY);
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
            Names.capital(Status.OPEN.name()),
            List.of(Status.REPLAYED, Status.DISCARDED),
            each -> Names.capital(each.name()),
            each -> each.name().toLowerCase(Locale.ROOT));
    errorClass =
        filters.choice(
            "error",
            "What went wrong",
            "Anything",
            List.of("transient", "throttled", "permanent", "auth-failed", "mapping", "validation"),
            Names::capital,
            each -> each);
    selection = new Selection(letters, this::afterChange, this::clearSelection);
    filters(
        flow,
        environment,
        status,
        errorClass,
        Buttons.quiet("filter-clear", "Clear", filters::clear));
    columns();
    below.addClassName("il-more");
    var card = new Div(problem, groups, table, below);
    card.addClassNames("il-card", "il-fill");
    body().add(card, selection);
  }

  private void columns() {
    table.sticky().rowId(letter -> "letter-" + letter.run()).onOpen(this::open);
    if (mayReplay) table.fit("Select", this::checkbox);
    table
        .column("Flow", DeadLettersView::flowOf)
        .text("Step", DeadLetter::step)
        .column("What went wrong", DeadLettersView::errorOf)
        .text("Environment", letter -> Names.of(letter.environment()))
        .fit("Died", letter -> TimeText.relative(letter.diedAt()))
        .fit("", this::buttons);
  }

  private Component checkbox(DeadLetter letter) {
    var box = new Checkbox();
    box.setAriaLabel("Select the letter of run " + letter.run());
    box.setValue(selected.contains(letter.run()));
    box.setEnabled(letter.status() == Status.OPEN);
    box.addValueChangeListener(
        change -> {
          if (change.getValue()) selected.add(letter.run());
          else selected.remove(letter.run());
          selection.show(selected);
        });
    return box;
  }

  private static Component flowOf(DeadLetter letter) {
    var title = new Span(letter.flowTitle());
    title.addClassName("il-strong");
    var version = new Span("v" + letter.version());
    version.addClassName("il-muted");
    var cell = new Div(title, version);
    cell.addClassName("il-row");
    return cell;
  }

  private static Component errorOf(DeadLetter letter) {
    var message = new Span(letter.message());
    message.addClassName("il-clip");
    message.getElement().setAttribute("title", letter.message());
    var kind = new Span(Names.capital(letter.errorClass()));
    kind.addClassName("il-sub");
    var cell = new Div(message, kind);
    cell.addClassName("il-tight");
    return cell;
  }

  private Component buttons(DeadLetter letter) {
    var look = Buttons.plain("look-" + letter.run(), "Look", () -> open(letter));
    look.addThemeName("small");
    return look;
  }

  private void open(DeadLetter letter) {
    showDrawer(letter.run());
  }

  private void showDrawer(RunId run) {
    Attempt.of(
        () -> {
          var drawer = new LetterDrawer(letters, letters.get(run), mayReplay, this::afterChange);
          getChildren()
              .filter(LetterDrawer.class::isInstance)
              .toList()
              .forEach(open -> open.getElement().removeFromParent());
          add(drawer);
        });
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
    status.setValue(
        filters
            .value("status", id -> Status.valueOf(id.toUpperCase(Locale.ROOT)))
            .filter(each -> each != Status.OPEN)
            .orElse(null));
    errorClass.setValue(filters.text("error").orElse(null));
    selected.clear();
    var run = filters.take("run", RunId::parse);
    read();
    run.ifPresent(this::showDrawer);
  }

  private DeadLetterQuery query(@Nullable String cursor) {
    var chosen = status.getValue();
    return new DeadLetterQuery(
        filters.value("flow", FlowId::new).orElse(null),
        environment.getValue(),
        chosen == null ? Status.OPEN : chosen,
        filters.text("error").orElse(null),
        cursor,
        PAGE);
  }

  private void read() {
    shown.clear();
    next = null;
    more();
  }

  private void more() {
    problem.removeAll();
    Attempt.of(
        () -> {
          var page = letters.find(query(next));
          shown.addAll(page.items());
          next = page.next();
        },
        words -> problem.add(Note.problem(words)));
    draw();
  }

  private void draw() {
    table.show(shown);
    table.setVisible(!shown.isEmpty());
    groups.show(status.getValue() == null ? shown : List.of(), mayReplay);
    below.removeAll();
    if (shown.isEmpty()) below.add(nothing());
    else if (next != null) below.add(Buttons.plain("letters-more", "Load more", this::more));
    below.setVisible(shown.isEmpty() || next != null);
    selection.show(selected);
  }

  private Component nothing() {
    return filters.none()
        ? new EmptyState(
            Glyph.SUCCESS,
            "No dead letters",
            "When a run fails for good, its message waits here until you replay it or give it up."
                + " Nothing is lost.")
        : new EmptyState(
            Glyph.SEARCH,
            "No dead letter fits these filters",
            "Clear the filters to see all that are open.",
            Buttons.plain("letters-clear", "Clear filters", filters::clear));
  }

  private void choose(List<DeadLetter> group) {
    group.forEach(letter -> selected.add(letter.run()));
    group.forEach(table::redraw);
    selection.show(selected);
  }

  private void clearSelection() {
    selected.clear();
    shown.forEach(table::redraw);
    selection.show(selected);
  }

  private void afterChange() {
    selected.clear();
    read();
    UI.getCurrentOrThrow()
        .getChildren()
        .filter(MainLayout.class::isInstance)
        .map(MainLayout.class::cast)
        .forEach(MainLayout::countAgain);
  }
}
