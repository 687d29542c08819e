package io.interline.ui.designer;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.spi.Effect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// "When it fails": how long one attempt may take, and how often and when it is tried again.
final class FailurePanel extends DocumentForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final DesignerSession session;
  private final String step;
  private DocumentForm details = new DocumentForm();

  FailurePanel(DesignerSession session, String step, @Nullable OperationInfo operation) {
    this.session = session;
    this.step = step;
    add(duration(this, "Timeout of one attempt", "timeout", "/timeout", "30 s"));
    var own = new Checkbox("Own retry rule");
    own.setId("own-retry");
    own.setReadOnly(!session.editable());
    own.setValue(!session.at(step, "/retry").isMissingNode());
    own.addValueChangeListener(
        change -> {
          if (change.isFromClient())
            session.set(
                step, "/retry", change.getValue() ? NODES.objectNode().put("max", 6) : null);
          drawDetails();
        });
    add(own, StepPanels.hint(standard(operation)), details);
    drawDetails();
    follow(
        () -> {
          var ruled = !session.at(step, "/retry").isMissingNode();
          if (own.getValue() == ruled) details.refresh();
          own.setValue(ruled);
        });
  }

  private static String standard(@Nullable OperationInfo operation) {
    var rule =
        "Without one: up to 6 more tries after 1 s, doubling to 5 min, when the other system is down"
            + " or asks to slow down.";
    if (operation == null || operation.effect() != Effect.WRITE) return rule;
    return rule + " Every attempt carries one idempotency key, so that the other system can tell.";
  }

  private void drawDetails() {
    var before = details;
    details = new DocumentForm();
    replace(before, details);
    var retry = session.at(step, "/retry");
    if (retry.isMissingNode()) return;
    var tries = new IntegerField();
    tries.setId("retry-max");
    tries.setAriaLabel("Tries after the first");
    tries.setMin(0);
    tries.setMax(100);
    tries.setStepButtonsVisible(true);
    tries.setValue(retry.path("max").asInt(6));
    tries.setReadOnly(!session.editable());
    tries.setWidthFull();
    tries.addValueChangeListener(
        change -> {
          var value = change.getValue();
          if (change.isFromClient() && value != null)
            session.set(step, "/retry/max", NODES.numberNode(value));
        });
    details.follow(() -> tries.setValue(session.at(step, "/retry").path("max").asInt(6)));
    var pair =
        new Div(
            new FieldRow("Tries after the first", tries),
            duration(details, "First pause", "retry-first", "/retry/backoff/first", "1 s"));
    pair.addClassName("ild-halves");
    var longest =
        duration(details, "Longest pause", "retry-longest", "/retry/backoff/max", "5 min");
    details.add(pair, longest);
  }

  private FieldRow duration(
      DocumentForm form, String label, String id, String field, String standard) {
    var text = new TextField();
    text.setId(id);
    text.setAriaLabel(label);
    text.setPlaceholder(standard);
    text.setWidthFull();
    text.setReadOnly(!session.editable());
    text.setValue(Durations.write(session.at(step, field).asString("")));
    text.setValueChangeMode(ValueChangeMode.LAZY);
    var row = new FieldRow(label, text).help("For example 20 s or 1 min 30 s.");
    text.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          if (change.getValue().isBlank()) {
            row.nothing();
            session.set(step, field, null);
            return;
          }
          Durations.read(change.getValue())
              .ifPresentOrElse(
                  duration -> {
                    row.nothing();
                    session.set(step, field, NODES.stringNode(duration.toString()));
                  },
                  () -> row.wrong("That is no duration: write for example 20 s."));
        });
    form.follow(
        () -> {
          var now = session.at(step, field).asString("");
          if (!Durations.read(text.getValue()).map(Duration::toString).orElse("").equals(now))
            text.setValue(Durations.write(now));
        });
    return row;
  }
}
