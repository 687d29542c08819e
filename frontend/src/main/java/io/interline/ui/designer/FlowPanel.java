package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Tone;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The form of the flow as a whole, shown while no step is selected.
final class FlowPanel extends Div {

  /// @param addAt opens the palette at a place
  FlowPanel(DesignerSession session, Consumer<String> addAt) {
    addClassNames("ild-inspector-inner");
    var head = new Div(new H3("Flow"), id(session));
    head.addClassNames("ild-inspector-head");
    var body = new Div();
    body.addClassNames("ild-inspector-body", "ild-form");
    var steps = DocumentTree.steps(session.document()).size();
    body.add(
        StepPanels.hint(
            (steps == 1 ? "1 step." : steps + " steps.")
                + " Select one to set it up, or press ? for all keys."));
    body.add(errors(session, addAt), redact(session));
    add(head, body);
  }

  private static Chip id(DesignerSession session) {
    var id = session.flow().value();
    var chip = new Chip(id, Tone.NEUTRAL);
    chip.addClassName("ild-flow-id");
    chip.getElement().setAttribute("title", "Id of the flow: " + id);
    return chip;
  }

  private static Div errors(DesignerSession session, Consumer<String> addAt) {
    var onError = session.document().path("onError");
    var box = new Div();
    box.addClassName("ild-form");
    var words =
        onError.isEmpty()
            ? "Nothing yet: the message waits as a dead letter until somebody replays it."
            : onError.size()
                + (onError.size() == 1 ? " step runs" : " steps run")
                + " then, before the message becomes a dead letter.";
    box.add(new FieldRow("If a message fails for good", new Span(words)));
    if (session.editable())
      box.add(
          Drawing.small(
              "add-error-step",
              "plus",
              "Add a step for failures",
              () -> addAt.accept("/onError/" + onError.size())));
    return box;
  }

  private static FieldRow redact(DesignerSession session) {
    var area = new TextArea();
    area.setId("redact");
    area.setAriaLabel("Masked fields");
    area.setWidthFull();
    area.setMinHeight("70px");
    area.setPlaceholder("/" + DocumentTree.triggerId(session.document()) + "/customer/email");
    area.setReadOnly(!session.editable());
    area.setValue(
        session.document().path("redact").values().stream()
            .map(JsonNode::asString)
            .collect(Collectors.joining("\n")));
    area.setValueChangeMode(ValueChangeMode.LAZY);
    area.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          var pointers = JsonNodeFactory.instance.arrayNode();
          change
              .getValue()
              .lines()
              .map(String::strip)
              .filter(l -> !l.isEmpty())
              .forEach(pointers::add);
          session.edit(
              new Edit.SetField("/redact", pointers.isEmpty() ? null : pointers),
              DesignerSession.Origin.FORM);
        });
    return new FieldRow("Masked fields", area)
        .help("One JSON pointer a line, * for every item; masked wherever people read runs.");
  }
}
