package io.interline.ui.designer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.interline.connector.Catalog;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.ui.canvas.CronWords;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.TimeText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What starts the flow: a webhook with its addresses, or a schedule with its next firings.
final class TriggerPanel extends DocumentForm {

  private static final int SHOWN_FIRINGS = 5;
  private static final Map<String, String> OFTEN = new LinkedHashMap<>();

  static {
    OFTEN.put("Every 5 min", "*/5 * * * *");
    OFTEN.put("Hourly", "0 * * * *");
    OFTEN.put("Daily 07:00", "0 7 * * *");
    OFTEN.put("Mon to Fri 07:00", "0 7 * * MON-FRI");
  }

  private final DesignerSession session;
  private final String id;
  private final Runnable redraw;
  private final List<OperationInfo> triggers;
  private final Select<OperationInfo> select = new Select<>();
  private DocumentForm rest = new DocumentForm();
  private String drawn = "";

  TriggerPanel(DesignerSession session, Runnable redraw) {
    this.session = session;
    this.redraw = redraw;
    this.id = DocumentTree.triggerId(session.document());
    triggers =
        session.services().catalog().connectors().stream()
            .flatMap(c -> c.operations().stream())
            .filter(o -> o.kind() != Catalog.Kind.ACTION)
            .toList();
    add(chooser());
    draw();
    follow(
        () -> {
          if (use().equals(drawn)) {
            rest.refresh();
            return;
          }
          chosen().ifPresent(select::setValue);
          draw();
        });
  }

  private String use() {
    return session.at(id, "/use").asString("");
  }

  private Optional<OperationInfo> chosen() {
    var use = use();
    return triggers.stream().filter(t -> t.ref().toString().equals(use)).findFirst();
  }

  /// What follows from the trigger chosen; the choice itself stays as it is.
  private void draw() {
    drawn = use();
    remove(rest);
    rest = new DocumentForm();
    add(rest);
    var trigger = chosen().orElse(null);
    if (trigger == null) {
      rest.add(Note.problem("There is no trigger '" + drawn + "' in this hub."));
      return;
    }
    var input = new InputForm(session, id, InputField.of(trigger.inputSchema()));
    rest.add(input);
    rest.follow(input::refresh);
    if (trigger.kind() == Catalog.Kind.SCHEDULE_TRIGGER) schedule(input);
    else webhook();
    delivery();
  }

  private void delivery() {
    var panel = new DeliveryPanel(session, id);
    var details = new Details("Duplicates and order", panel);
    details.setId("delivery");
    details.setOpened(panel.isUsed());
    rest.add(details);
    rest.follow(panel::refresh);
  }

  private FieldRow chooser() {
    select.setId("trigger-use");
    select.setItems(triggers);
    select.setItemLabelGenerator(OperationInfo::title);
    select.setAriaLabel("Starts with");
    select.setWidthFull();
    select.setReadOnly(!session.editable());
    chosen().ifPresent(select::setValue);
    select.addValueChangeListener(
        change -> {
          if (!change.isFromClient() || change.getValue() == null) return;
          choose(change.getValue());
          redraw.run();
        });
    return new FieldRow("Starts with", select);
  }

  /// One edit, so that one undo takes it back. A sample that nobody gave goes with its trigger.
  private void choose(OperationInfo trigger) {
    var use = trigger.ref().toString();
    FirstSample.exchange(session.sample().text(), use).ifPresent(session::sample);
    if (session.at(id, "").deepCopy() instanceof ObjectNode changed) {
      changed.put("use", use).set("with", StepTemplates.defaults(trigger));
      session.set(id, "", changed);
    }
  }

  private void webhook() {
    rest.add(new WebhookAddresses(session));
    var schema = session.at(id, "/schema");
    var editor =
        new SchemaEditor(
            session,
            "Schema",
            schema,
            changed -> session.set(id, "/schema", changed),
            () -> session.sample().contextFor(session.document(), null).path(id));
    var details =
        new Details(
            "Message schema",
            StepPanels.form(
                StepPanels.hint(
                    "A message that does not fit is refused with 422. Any JSON is taken without a schema."),
                editor));
    details.setId("message-schema");
    details.setOpened(schema.isObject());
    rest.add(details);
    rest.follow(() -> editor.refresh(session.at(id, "/schema")));
  }

  /// Often used times, and when the flow starts next.
  private void schedule(InputForm input) {
    var often = new Div();
    often.addClassName("ild-often");
    if (session.editable()) {
      OFTEN.forEach((words, cron) -> often.add(often(words, cron, input)));
      rest.addComponentAsFirst(new FieldRow("Often used", often));
    }
    var firings = new Div();
    firings.addClassName("ild-firings");
    firings.setId("firings");
    firings.getElement().setAttribute("role", "status");
    rest.add(firings);
    drawFirings(firings);
    var listening =
        session.listen(
            new DesignerSession.Listener() {
              @Override
              public void documentChanged(DesignerSession.Origin origin) {
                drawFirings(firings);
              }
            });
    firings.addDetachListener(detached -> listening.remove());
  }

  private Button often(String words, String cron, InputForm input) {
    var button =
        Buttons.plain(
            "often-" + words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
            words,
            () -> {
              session.set(id, "/with/cron", JsonNodeFactory.instance.stringNode(cron));
              input.refresh();
            });
    button.addThemeName("small");
    return button;
  }

  private void drawFirings(Div firings) {
    firings.removeAll();
    var cron = session.at(id, "/with/cron").asString("");
    if (cron.isBlank()) {
      firings.add(StepPanels.hint("Once a time is set, the next starts are shown here."));
      return;
    }
    var zone = zone().orElse(null);
    if (zone == null) {
      firings.add(Note.problem("There is no such time zone: write for example Europe/Berlin."));
      return;
    }
    var next = CronWords.next(cron, zone, session.services().clock().instant(), SHOWN_FIRINGS);
    var words = new Div(CronWords.describe(cron));
    words.addClassName(next.isEmpty() ? "ild-wrong" : "ild-cron-words");
    firings.add(words);
    if (next.isEmpty()) {
      if (CronWords.isCron(cron)) firings.add(Note.problem("No day fits, so it never starts."));
      return;
    }
    firings.add(new Span("Next, in your own zone:"));
    for (var at : next) firings.add(TimeText.exact(at));
  }

  private Optional<ZoneId> zone() {
    try {
      return Optional.of(ZoneId.of(session.at(id, "/with/zone").asString("UTC")));
    } catch (DateTimeException wrong) {
      return Optional.empty();
    }
  }
}
