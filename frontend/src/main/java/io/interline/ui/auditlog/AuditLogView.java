package io.interline.ui.auditlog;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.audit.Actor;
import io.interline.audit.AuditEvent;
import io.interline.audit.AuditQuery;
import io.interline.audit.Outcome;
import io.interline.flow.Page;
import io.interline.tenant.AuditHistory;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.ListPage;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.TimeRange;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/// Who did what, when, and with what outcome.
@Route(value = "audit-log", layout = MainLayout.class)
@PageTitle("Audit log · Interline")
@PermitAll
public class AuditLogView extends ListPage<AuditEvent> {

  private final AuditHistory history;
  private final CurrentUser user;
  private final Clock clock;
  private final Supplier<@Nullable ActionGroup> action;
  private final Supplier<@Nullable Outcome> outcome;
  private final Supplier<@Nullable TimeRange> time;
  private final Supplier<@Nullable String> object;
  private final Supplier<@Nullable String> text;

  @Autowired
  public AuditLogView(AuditHistory history, CurrentUser user, Clock clock) {
    this(history, user, clock, new DataTable<>("Audit log", AuditEvent::id));
  }

  private AuditLogView(
      AuditHistory history, CurrentUser user, Clock clock, DataTable<AuditEvent> table) {
    super("Audit log", "audit-log", table);
    this.history = history;
    this.user = user;
    this.clock = clock;
    action =
        filters()
            .choice(
                "action",
                "What was done",
                "Anything",
                List.of(ActionGroup.values()),
                ActionGroup::title,
                ActionGroup::prefix);
    outcome =
        filters()
            .choice(
                "outcome",
                "Outcome",
                "Any outcome",
                List.of(Outcome.values()),
                each -> Names.capital(each.name()),
                each -> each.name().toLowerCase(Locale.ROOT));
    time = filters().time("When");
    object = filters().words("object", "Object", "Its exact id");
    text = filters().words("text", "Search", "Who, what or why");
    table
        .onOpen(this::open)
        .fit("When", event -> TimeText.exact(event.occurredAt()))
        .column("Who", AuditLogView::actor)
        .column("What was done", this::action)
        .elastic("To", AuditLogView::objectOf)
        .fit("Outcome", event -> chip(event.entry().outcome()))
        .elastic("Why", AuditLogView::reason);
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
    var button = new NativeButton(event.entry().action(), click -> open(event));
    button.addClassNames("il-link", "il-mono");
    return button;
  }

  private void open(AuditEvent event) {
    drawer(new EventDrawer(event));
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

  @Override
  protected Page<AuditEvent> find(@Nullable String cursor, int limit) {
    var group = action.get();
    var range = time.get();
    var page =
        history.find(
            new AuditQuery(
                user.membership().tenant().log(),
                null,
                group == null ? null : group.prefix(),
                null,
                object.get(),
                outcome.get(),
                range == null ? null : range.from(clock.instant()),
                null,
                text.get(),
                cursor,
                limit));
    return new Page<>(page.events(), page.next());
  }

  @Override
  protected EmptyState nothing() {
    return new EmptyState(
        Glyph.AUDIT,
        "Nothing yet",
        "Whatever somebody changes, or is not allowed to change, is kept here.");
  }
}
