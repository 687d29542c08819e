package io.interline.ui.designer;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.spi.Effect;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// "When it fails": how long one attempt may take, and how often and when it is tried again.
final class FailurePanel extends DocumentForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final DesignerSession session;
  private final String step;
  private DocumentForm details = new DocumentForm();

  /// @param addAt opens the palette at a place
  FailurePanel(
      DesignerSession session,
      String step,
      @Nullable OperationInfo operation,
      Consumer<String> addAt) {
    this.session = session;
    this.step = step;
    var fields = new StepFields(session, step, this);
    add(
        fields
            .duration("Timeout of one attempt", "timeout", "/timeout", "30 s")
            .help("At most 15 min."));
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
    add(undoing(addAt));
    drawDetails();
    follow(
        () -> {
          var ruled = !session.at(step, "/retry").isMissingNode();
          if (own.getValue() == ruled) details.refresh();
          own.setValue(ruled);
        });
  }

  /// Steps that take back what the call did, when the flow fails later.
  private FieldRow undoing(Consumer<String> addAt) {
    var words = new Span();
    words.setId("undo-words");
    Runnable show = () -> words.setText(undoWords(session.at(step, "/compensate").size()));
    show.run();
    follow(show);
    var row =
        new FieldRow("Undo", words)
            .help("What succeeded last is undone first. The steps see what this one put out.");
    if (session.editable())
      row.aside(
          Drawing.small(
              "undo-step",
              "undo-2",
              "Undo step…",
              () ->
                  addAt.accept(
                      session.pointerOf(step)
                          + "/compensate/"
                          + session.at(step, "/compensate").size())));
    return row;
  }

  private static String undoWords(int steps) {
    if (steps == 0) return "Nothing takes this call back when a later step fails for good.";
    return (steps == 1 ? "1 step takes" : steps + " steps take")
        + " this call back when a later step fails for good.";
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
    var fields = new StepFields(session, step, details);
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
            fields.duration("First pause", "retry-first", "/retry/backoff/first", "1 s"));
    pair.addClassName("ild-halves");
    var bounds =
        new Div(
            fields.duration("Longest pause", "retry-longest", "/retry/backoff/max", "5 min"),
            fields.duration("Give up after", "retry-within", "/retry/within", "never"));
    bounds.addClassName("ild-halves");
    details.add(
        pair, bounds, StepPanels.hint("Of tries and time, what comes first ends the trying."));
  }
}
