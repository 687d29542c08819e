package io.interline.ui.auditlog;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.audit.Actor;
import io.interline.audit.AuditEvent;
import io.interline.audit.AuditQuery;
import io.interline.audit.Outcome;
import io.interline.tenant.AuditHistory;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Filters;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeRange;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who did what, when, and with what outcome.
@Route(value = "audit-log", layout = MainLayout.class)
@PageTitle("Audit log · Interline")
@PermitAll
public class AuditLogView extends Page implements BeforeEnterObserver {

  private static final int PAGE = 100;

  private final AuditHistory history;
  private final CurrentUser user;
  private final Clock clock;
  private final Filters filters = new Filters("audit-log");
  private final Select<ActionGroup> action;
  private final Select<Outcome> outcome;
  private final Select<TimeRange> time;
  private final TextField object;
  private final TextField text;
  private final DataTable<AuditEvent> table = new DataTable<>("Audit log", AuditEvent::id);
  private final Div problem = new Div();
  private final Div below = new Div();
  private final List<AuditEvent> shown = new ArrayList<>();
  private @Nullable String next;

  public AuditLogView(AuditHistory history, CurrentUser user, Clock clock) {
    super("Audit log");
    this.history = history;
    this.user = user;
    this.clock = clock;
    action =
        filters.choice(
            "action",
            "What was done",
            "Anything",
            List.of(ActionGroup.values()),
            ActionGroup::title,
            ActionGroup::prefix);
    outcome =
        filters.choice(
            "outcome",
            "Outcome",
            "Any outcome",
            List.of(Outcome.values()),
            each -> Names.capital(each.name()),
            each -> each.name().toLowerCase(Locale.ROOT));
    time =
        filters.choice(
            "time",
            "When",
            TimeRange.ALL.title(),
            List.of(TimeRange.HOUR, TimeRange.DAY, TimeRange.WEEK, TimeRange.MONTH),
            TimeRange::title,
            TimeRange::id);
    object = filters.words("object", "Object", "Its exact id");
    text = filters.words("text", "Search", "Who, what or why");
    filters(
        action,
        outcome,
        time,
        object,
        text,
        Buttons.quiet("filter-clear", "Clear", filters::clear));
    columns();
    below.addClassName("il-more");
    var card = new Div(problem, table, below);
    card.addClassNames("il-card", "il-fill");
    body().add(card);
  }

  private void columns() {
    table
        .sticky()
        .onOpen(this::open)
        .fit("When", event -> TimeText.exact(event.occurredAt()))
        .column("Who", AuditLogView::actor)
        .column("What was done", this::action)
        .column("To", AuditLogView::objectOf)
        .column("Outcome", AuditLogView::outcome)
        .column("Why", AuditLogView::reason);
  }

  private static Component actor(AuditEvent event) {
    var actor = event.entry().actor();
    var name = new Span(actor.name());
    if (actor.kind() == Actor.Kind.ACCOUNT) return name;
    var cell = new Div(name, new Chip(Names.capital(actor.kind().name()), Tone.NEUTRAL));
    cell.addClassName("il-row");
    return cell;
  }

  private Component action(AuditEvent event) {
    var code = new Code(event.entry().action());
    code.addClassName("il-mono");
    return code;
  }

  private static Component objectOf(AuditEvent event) {
    var object = event.entry().object();
    var version = object.version() == null ? "" : " v" + object.version();
    var id = new Span(object.id() + version);
    id.addClassName("il-clip");
    id.getElement().setAttribute("title", object.id());
    var kind = new Span(Names.capital(object.kind()));
    kind.addClassName("il-muted");
    var cell = new Div(kind, id);
    cell.addClassName("il-row");
    return cell;
  }

  private static Component outcome(AuditEvent event) {
    return chip(event.entry().outcome());
  }

  static Chip chip(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> new Chip("Succeeded", Tone.OK);
      case REFUSED -> new Chip("Refused", Tone.WARN);
      case FAILED -> new Chip("Failed", Tone.BAD);
    };
  }

  private static Component reason(AuditEvent event) {
    var reason = event.entry().reason();
    var words = new Span(reason == null ? "" : reason);
    words.addClassName("il-clip");
    if (reason != null) words.getElement().setAttribute("title", reason);
    return words;
  }

  private void open(AuditEvent event) {
    getChildren()
        .filter(EventDrawer.class::isInstance)
        .toList()
        .forEach(open -> open.getElement().removeFromParent());
    add(new EventDrawer(event));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    filters.read(event.getLocation().getQueryParameters());
    action.setValue(filters.value("action", ActionGroup::ofPrefix).orElse(null));
    outcome.setValue(
        filters.value("outcome", id -> Outcome.valueOf(id.toUpperCase(Locale.ROOT))).orElse(null));
    time.setValue(
        filters.value("time", id -> TimeRange.valueOf(id.toUpperCase(Locale.ROOT))).orElse(null));
    object.setValue(filters.text("object").orElse(""));
    text.setValue(filters.text("text").orElse(""));
    shown.clear();
    next = null;
    more();
  }

  private AuditQuery query() {
    var range = time.getValue();
    return new AuditQuery(
        user.membership().tenant().log(),
        filters.text("actor").orElse(null),
        filters.text("action").orElse(null),
        null,
        filters.text("object").orElse(null),
        outcome.getValue(),
        range == null ? null : range.from(clock.instant()),
        null,
        filters.text("text").orElse(null),
        next,
        PAGE);
  }

  private void more() {
    problem.removeAll();
    Attempt.of(
        () -> {
          var page = history.find(query());
          shown.addAll(page.events());
          next = page.next();
        },
        words -> problem.add(Note.problem(words)));
    table.show(shown);
    table.setVisible(!shown.isEmpty());
    below.removeAll();
    if (shown.isEmpty()) below.add(nothing());
    else if (next != null) below.add(Buttons.plain("audit-more", "Load more", this::more));
    below.setVisible(shown.isEmpty() || next != null);
  }

  private Component nothing() {
    return filters.none()
        ? new EmptyState(
            Glyph.AUDIT,
            "Nothing yet",
            "Whatever somebody changes, or is not allowed to change, is kept here.")
        : new EmptyState(
            Glyph.SEARCH,
            "Nothing fits these filters",
            "Try a longer time, or clear the filters.",
            Buttons.plain("audit-clear", "Clear filters", filters::clear));
  }
}
