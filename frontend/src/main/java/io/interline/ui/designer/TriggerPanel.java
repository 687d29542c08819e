package io.interline.ui.designer;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.interline.connector.Catalog;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.ui.canvas.CronWords;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.TimeText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/// What starts the flow: a webhook with its addresses, or a schedule with its next firings.
final class TriggerPanel extends Div {

  private static final int SHOWN_FIRINGS = 5;

  private final DesignerSession session;
  private final String id;
  private final Runnable redraw;
  private final Div firings = new Div();

  TriggerPanel(DesignerSession session, Runnable redraw) {
    this.session = session;
    this.redraw = redraw;
    this.id = DocumentTree.triggerId(session.document());
    addClassName("ild-form");
    var triggers =
        session.services().catalog().connectors().stream()
            .flatMap(c -> c.operations().stream())
            .filter(o -> o.kind() != Catalog.Kind.ACTION)
            .toList();
    var use = session.at(id, "/use").asString("");
    add(chooser(triggers, use));
    var chosen = triggers.stream().filter(t -> t.ref().toString().equals(use)).findFirst();
    if (chosen.isEmpty()) {
      add(Note.problem("There is no trigger '" + use + "' in this hub."));
      return;
    }
    add(new InputForm(session, id, InputField.of(chosen.get().inputSchema())));
    if (chosen.get().kind() == Catalog.Kind.SCHEDULE_TRIGGER) schedule();
    else webhook();
  }

  private FieldRow chooser(List<OperationInfo> triggers, String use) {
    var select = new Select<OperationInfo>();
    select.setId("trigger-use");
    select.setItems(triggers);
    select.setItemLabelGenerator(OperationInfo::title);
    select.setAriaLabel("Starts with");
    select.setWidthFull();
    select.setReadOnly(!session.editable());
    triggers.stream()
        .filter(t -> t.ref().toString().equals(use))
        .findFirst()
        .ifPresent(select::setValue);
    select.addValueChangeListener(
        change -> {
          if (!change.isFromClient() || change.getValue() == null) return;
          session.set(id, "/with", StepTemplates.defaults(change.getValue()));
          session.set(
              id, "/use", JsonNodeFactory.instance.stringNode(change.getValue().ref().toString()));
          redraw.run();
        });
    return new FieldRow("Starts with", select);
  }

  private void webhook() {
    add(new WebhookAddresses(session));
    var schema = session.at(id, "/schema");
    var details =
        new Details(
            "Message schema",
            StepPanels.form(
                StepPanels.hint(
                    "A message that does not fit is refused with 422. Any JSON is taken without a schema."),
                new SchemaEditor(
                    session,
                    "Schema",
                    schema,
                    changed -> session.set(id, "/schema", changed),
                    () -> session.sample().contextFor(session.document(), null).path(id))));
    details.setId("message-schema");
    details.setOpened(schema.isObject());
    add(details);
  }

  private void schedule() {
    firings.addClassName("ild-firings");
    firings.setId("firings");
    add(firings);
    drawFirings();
    var listening =
        session.listen(
            new DesignerSession.Listener() {
              @Override
              public void documentChanged(DesignerSession.Origin origin) {
                drawFirings();
              }
            });
    addDetachListener(detached -> listening.remove());
  }

  private void drawFirings() {
    firings.removeAll();
    var cron = session.at(id, "/with/cron").asString("");
    var words = new Div(CronWords.describe(cron));
    words.addClassName("ild-cron-words");
    firings.add(words);
    ZoneId zone;
    try {
      zone = ZoneId.of(session.at(id, "/with/zone").asString("UTC"));
    } catch (DateTimeException wrong) {
      firings.add(Note.problem("There is no such time zone: write for example Europe/Berlin."));
      return;
    }
    var next = CronWords.next(cron, zone, session.services().clock().instant(), SHOWN_FIRINGS);
    if (next.isEmpty()) return;
    firings.add(new Span("Next, in your own zone:"));
    for (var at : next) firings.add(TimeText.exact(at));
  }
}
