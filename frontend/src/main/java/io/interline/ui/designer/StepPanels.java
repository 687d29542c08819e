package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.OperationRef;
import io.interline.ui.canvas.StepKind;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Glyph;
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

  Component of(String step) {
    return switch (StepKind.of(session.at(step, ""))) {
      case USE -> call(step);
      case MAP -> new MapPanel(session, step);
      case VALIDATE -> validate(step);
      case SWITCH -> ways(step, true);
      case PARALLEL -> parallel(step);
      case STOP -> stop(step);
      case UNKNOWN ->
          Note.problem("This screen does not know this kind of block; it stays as it is.");
    };
  }

  Optional<OperationInfo> operation(String use) {
    try {
      return session.services().catalog().operation(OperationRef.parse(use));
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private Component call(String step) {
    var use = session.at(step, "/use").asString("");
    var operation = operation(use).orElse(null);
    if (operation == null) return Note.problem("There is no operation '" + use + "' in this hub.");
    var panel = form();
    if (operation.needsConnection()) {
      var picker = new ConnectionPicker(session, operation.ref().connector(), "Connection");
      picker.choose(
          session.at(step, "/connection").asString(""),
          alias -> session.set(step, "/connection", NODES.stringNode(alias)));
      panel.add(picker);
    }
    panel.add(new InputForm(session, step, InputField.of(operation.inputSchema())));
    return panel;
  }

  private Component validate(String step) {
    var panel = form();
    var value = ExpressionField.text(session, step, "What is checked", false, "the message itself");
    value
        .withId("validate-value")
        .help("For example ${.order.customer}. The message when left empty.");
    value.text(session.at(step, "/validate/value").asString(""));
    value.onChange(
        text ->
            session.set(step, "/validate/value", text.isBlank() ? null : NODES.stringNode(text)));
    panel.add(value);
    panel.add(
        new SchemaEditor(
            session,
            "Schema",
            session.at(step, "/validate/schema"),
            schema -> session.set(step, "/validate/schema", schema),
            () -> sampleOf(step)));
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

  private Component stop(String step) {
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
    panel.add(message);
    return panel;
  }

  private Component parallel(String step) {
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
    panel.add(new FieldRow("Goes on when", join), ways(step, false));
    return panel;
  }

  /// The ways of a switch with their conditions, or the branches of a parallel block.
  private Div ways(String step, boolean conditions) {
    var list = conditions ? "/switch" : "/parallel/branches";
    var panel = form();
    if (conditions)
      panel.add(
          hint("The first way whose condition holds is taken; the last one is for all others."));
    var ways = session.at(step, list);
    for (int i = 0; i < ways.size(); i++) {
      var otherwise = conditions && !ways.get(i).has("when");
      panel.add(way(step, list, i, otherwise, conditions, ways.size()));
    }
    if (session.editable())
      panel.add(
          Buttons.small(
              "add-way",
              Glyph.PLUS,
              conditions ? "Add a way" : "Add a branch",
              () -> {
                session.edit(new Edit.AddWay(step), DesignerSession.Origin.FORM);
                redraw.run();
              }));
    return panel;
  }

  private Component way(
      String step, String list, int index, boolean otherwise, boolean conditions, int count) {
    var card = new Div();
    card.addClassName("ild-way");
    var head = new Div();
    head.addClassName("ild-way-head");
    var title = new TextField();
    title.setPlaceholder(
        otherwise ? "otherwise" : conditions ? "Way " + (index + 1) : "Branch " + (index + 1));
    title.setAriaLabel("Title of way " + (index + 1));
    title.setId("way-title-" + index);
    title.setValue(session.at(step, list + "/" + index + "/title").asString(""));
    title.setReadOnly(!session.editable());
    title.setValueChangeMode(ValueChangeMode.LAZY);
    title.addValueChangeListener(
        change ->
            session.set(
                step,
                list + "/" + index + "/title",
                change.getValue().isBlank() ? null : NODES.stringNode(change.getValue())));
    head.add(title);
    if (session.editable()) {
      if (index > 0 && !otherwise) head.add(moveUp(step, index));
      if (!otherwise && count > 1) head.add(remove(step, index));
    }
    card.add(head);
    if (conditions && !otherwise) {
      var condition = ExpressionField.condition(session, step, "When").withId("way-when-" + index);
      condition.text(session.at(step, list + "/" + index + "/when").asString(""));
      condition.onChange(
          text -> session.set(step, list + "/" + index + "/when", NODES.stringNode(text)));
      card.add(condition);
    }
    return card;
  }

  private Component moveUp(String step, int index) {
    return Drawing.button(
        "way-up-" + index,
        "arrow-up",
        "Move up",
        () -> {
          session.edit(new Edit.MoveWay(step, index, -1), DesignerSession.Origin.FORM);
          redraw.run();
        });
  }

  private Component remove(String step, int index) {
    return Buttons.icon(
        "way-remove-" + index,
        Glyph.DELETE,
        "Remove with its steps",
        () -> {
          session.edit(new Edit.RemoveWay(step, index), DesignerSession.Origin.FORM);
          redraw.run();
        });
  }

  static Div form(Component... components) {
    var form = new Div(components);
    form.addClassName("ild-form");
    return form;
  }

  static Span hint(String words) {
    var hint = new Span(words);
    hint.addClassName("ild-help");
    return hint;
  }
}
