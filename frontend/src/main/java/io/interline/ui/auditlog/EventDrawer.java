package io.interline.ui.auditlog;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.interline.audit.AuditEvent;
import io.interline.audit.Changes;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.Drawer;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.TimeText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event of the audit log with all that is kept of it.
final class EventDrawer extends Composite<Drawer> {

  private final Drawer drawer;

  EventDrawer(AuditEvent event) {
    var entry = event.entry();
    drawer = new Drawer(entry.action(), () -> {});
    var reason = entry.reason();
    if (reason != null) drawer.show(Note.warning(reason));
    drawer.show(what(event), new H3("Who"), who(event));
    var changes = Changes.of(entry.details());
    if (!changes.changes().isEmpty()) drawer.show(new H3("Changes"), changes(changes));
    var rest = new HashMap<>(entry.details());
    if (!changes.changes().isEmpty()) {
      rest.remove(Changes.DETAIL);
      rest.remove(Changes.MORE);
    }
    if (!rest.isEmpty()) {
      var details = new Facts();
      rest.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(detail -> details.fact(detail.getKey(), detail.getValue()));
      drawer.show(new H3("Details"), details);
    }
    drawer.actions(Clipboard.button("event-copy-id", "Copy event id", event.id().toString()));
  }

  @Override
  protected Drawer initContent() {
    return drawer;
  }

  private static Facts changes(Changes changes) {
    var facts = new Facts();
    facts.addClassName("il-changes");
    for (var change : changes.changes()) {
      var values = new Div(value("il-change-before", change.before()), new Span(" → "));
      values.add(value("il-change-after", change.after()));
      facts.fact(change.path(), values);
    }
    if (changes.more() > 0) facts.fact("And more", Figures.count(changes.more()) + " other fields");
    return facts;
  }

  private static Span value(String style, @Nullable String text) {
    var value = new Span(text == null ? "nothing" : text);
    value.addClassName(text == null ? "il-muted" : style);
    return value;
  }

  private static Facts what(AuditEvent event) {
    var entry = event.entry();
    var facts =
        new Facts()
            .fact("Outcome", AuditLogView.chip(entry.outcome()))
            .fact("Object", Names.capital(entry.object().kind()) + " " + entry.object().id());
    optional(facts, "Version", entry.object().version());
    return facts
        .fact("Done", TimeText.exact(event.occurredAt()))
        .fact("Recorded", TimeText.exact(event.recordedAt()));
  }

  private static Facts who(AuditEvent event) {
    var entry = event.entry();
    var facts =
        new Facts()
            .fact("Name", entry.actor().name())
            .fact("Kind", Names.capital(entry.actor().kind().name()))
            .fact("Id", entry.actor().id())
            .fact("Authenticated by", Names.capital(entry.authentication()));
    optional(facts, "Session", entry.actor().session());
    optional(facts, "Address", entry.origin().address());
    optional(facts, "Program", entry.origin().agent());
    optional(facts, "Request", entry.origin().requestId());
    optional(facts, "Trace", entry.origin().traceId());
    return facts;
  }

  private static void optional(Facts facts, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) facts.fact(name, value);
  }
}
