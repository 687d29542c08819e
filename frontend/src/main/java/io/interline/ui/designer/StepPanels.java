package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.OperationRef;
import io.interline.ui.canvas.StepKind;
import io.interline.ui.elements.Note;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

/// The "Set up" of each kind of step.
final class StepPanels {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final DesignerSession session;
  private final Runnable redraw;

  /// @param redraw called when a change asks for another form
  StepPanels(DesignerSession session, Runnable redraw) {
    this.session = session;
    this.redraw = redraw;
  }

  DocumentForm of(String step) {
    return switch (StepKind.of(session.at(step, ""))) {
      case USE -> call(step);
      case MAP -> new MapPanel(session, step);
      case VALIDATE -> validate(step);
      case SWITCH -> new WaysForm(session, step, true, redraw);
      case PARALLEL -> parallel(step);
      case FOR_EACH -> new BlockPanels(session).forEach(step);
      case REPEAT -> new BlockPanels(session).repeat(step);
      case TRY -> new BlockPanels(session).guard(step);
      case WAIT -> new WaitPanel(session, step);
      case FLOW -> new SubFlowPanel(session, step);
      case RESPOND -> new BlockPanels(session).respond(step);
      case STOP -> stop(step);
      case UNKNOWN ->
          form(Note.problem("This screen does not know this kind of block; it stays as it is."));
    };
  }

  Optional<OperationInfo> operation(String use) {
    try {
      return session.services().catalog().operation(OperationRef.parse(use));
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private DocumentForm call(String step) {
    var use = session.at(step, "/use").asString("");
    var operation = operation(use).orElse(null);
    if (operation == null)
      return form(Note.problem("There is no operation '" + use + "' in this hub."));
    var panel = form();
    if (operation.needsConnection()) {
      var picker = new ConnectionPicker(session, operation.ref().connector(), "Connection");
      picker.row().at(step, "/connection", true);
      picker.choose(
          session.at(step, "/connection").asString(""),
          alias -> session.set(step, "/connection", NODES.stringNode(alias)));
      panel.add(picker);
      panel.follow(() -> picker.show(session.at(step, "/connection").asString("")));
    }
    var input = new InputForm(session, step, InputField.of(operation.inputSchema()));
    panel.add(input);
    panel.follow(input::refresh);
    return panel;
  }

  private DocumentForm validate(String step) {
    var panel = form();
    var value = ExpressionField.text(session, step, "What is checked", false, "the message itself");
    value
        .withId("validate-value")
        .help("For example ${.order.customer}. The message when left empty.");
    value.text(session.at(step, "/validate/value").asString(""));
    value.onChange(
        text ->
            session.set(step, "/validate/value", text.isBlank() ? null : NODES.stringNode(text)));
    value.row().at(step, "/validate/value", false);
    panel.add(value);
    var schema =
        new SchemaEditor(
            session,
            "Schema",
            session.at(step, "/validate/schema"),
            changed -> session.set(step, "/validate/schema", changed),
            () -> sampleOf(step));
    panel.add(schema);
    panel.follow(
        () -> {
          value.refresh(session.at(step, "/validate/value").asString(""));
          schema.refresh(session.at(step, "/validate/schema"));
        });
    return panel;
  }

  private tools.jackson.databind.JsonNode sampleOf(String step) {
    var context = session.sample().contextFor(session.document(), step);
    var value = session.at(step, "/validate/value").asString("");
    if (value.isBlank()) return context.path(DocumentTree.triggerId(session.document()));
    var preview =
        session.preview(value, io.interline.flow.TestBench.Language.TEMPLATE, step).value();
    try {
      return preview == null ? NODES.objectNode() : DocumentJson.read(preview);
    } catch (JacksonException wrong) {
      return NODES.objectNode();
    }
  }

  private DocumentForm stop(String step) {
    var panel = form();
    var outcome = new Select<String>();
    outcome.setId("stop-outcome");
    outcome.setItems("fail", "succeed");
    outcome.setItemLabelGenerator(
        o ->
            o.equals("fail")
                ? "Fail: the message becomes a dead letter"
                : "Succeed: nothing more to do");
    outcome.setAriaLabel("How the run ends");
    outcome.setWidthFull();
    outcome.setReadOnly(!session.editable());
    outcome.setValue(session.at(step, "/stop/outcome").asString("fail"));
    outcome.addValueChangeListener(
        change -> {
          if (change.isFromClient())
            session.set(step, "/stop/outcome", NODES.stringNode(change.getValue()));
        });
    panel.add(new FieldRow("How the run ends", outcome));
    var message =
        ExpressionField.text(
            session, step, "Message", true, "Order ${.order.orderId} has no lines");
    message.withId("stop-message").help("Shown with the run, and with the dead letter.");
    message.text(session.at(step, "/stop/message").asString(""));
    message.onChange(
        text -> session.set(step, "/stop/message", text.isBlank() ? null : NODES.stringNode(text)));
    message.row().at(step, "/stop/message", false);
    panel.add(message);
    panel.follow(
        () -> {
          outcome.setValue(session.at(step, "/stop/outcome").asString("fail"));
          message.refresh(session.at(step, "/stop/message").asString(""));
        });
    return panel;
  }

  private DocumentForm parallel(String step) {
    var panel = form();
    var join = new Select<String>();
    join.setId("join");
    join.setItems("all", "any", "settled");
    join.setItemLabelGenerator(
        j ->
            switch (j) {
              case "any" -> "One succeeded; the others are left";
              case "settled" -> "All ended, however";
              default -> "All succeeded; the first failure fails it";
            });
    join.setAriaLabel("Goes on when");
    join.setWidthFull();
    join.setReadOnly(!session.editable());
    join.setValue(session.at(step, "/parallel/join").asString("all"));
    join.addValueChangeListener(
        change -> {
          if (change.isFromClient())
            session.set(step, "/parallel/join", NODES.stringNode(change.getValue()));
        });
    var ways = new WaysForm(session, step, false, redraw);
    panel.add(new FieldRow("Goes on when", join), ways);
    panel.follow(
        () -> {
          join.setValue(session.at(step, "/parallel/join").asString("all"));
          ways.refresh();
        });
    return panel;
  }

  static DocumentForm form(Component... components) {
    return new DocumentForm(components);
  }

  static Span hint(String words) {
    var hint = new Span(words);
    hint.addClassName("ild-help");
    return hint;
  }
}
