package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.ui.canvas.StepKind;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;

/// Title of a step or of the trigger, the name under which expressions find it, and what it does.
final class InspectorHead extends DocumentForm {

  private final DesignerSession session;
  private final String step;
  private final boolean trigger;
  private final Supplier<Optional<OperationInfo>> operation;
  private final TextField title = new TextField();
  private final TextField name = new TextField();
  private final Div words = new Div();

  /// @param operation of the step as it is now; empty for a block
  /// @param rename takes the name that was typed
  InspectorHead(
      DesignerSession session,
      String step,
      boolean trigger,
      Supplier<Optional<OperationInfo>> operation,
      Consumer<String> rename) {
    this.session = session;
    this.step = step;
    this.trigger = trigger;
    this.operation = operation;
    removeClassName("ild-form");
    addClassName("ild-inspector-head");
    words.addClassName("il-sub");
    drawTitle();
    drawName(rename);
    add(title, name, words);
    show();
    follow(this::show);
  }

  private void drawTitle() {
    title.addClassName("ild-title");
    title.setId("step-title");
    title.setAriaLabel(trigger ? "What starts the flow" : "Title of the step");
    title.setValueChangeMode(ValueChangeMode.LAZY);
    title.setReadOnly(!session.editable() || trigger);
    title.addValueChangeListener(
        change -> {
          if (change.isFromClient())
            session.set(
                step,
                "/title",
                change.getValue().isBlank()
                    ? null
                    : JsonNodeFactory.instance.stringNode(change.getValue().strip()));
        });
  }

  private void drawName(Consumer<String> rename) {
    name.addClassName("ild-name");
    name.setId("step-id");
    name.setAriaLabel("Name in expressions");
    name.setTooltipText("Name in expressions: ." + step);
    name.setPrefixComponent(new Span("."));
    name.setValue(step);
    name.setReadOnly(!session.editable());
    name.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    name.addValueChangeListener(
        change -> {
          var wanted = change.getValue().strip();
          if (change.isFromClient() && !wanted.equals(step)) rename.accept(wanted);
        });
  }

  /// Takes back a name that was refused.
  void keepName() {
    name.setValue(step);
  }

  private void show() {
    var now = titleNow();
    // Blanks at the ends are kept while they are typed.
    if (!title.getValue().strip().equals(now)) title.setValue(now);
    words.setText(describe());
    words.setTitle(describe());
  }

  private String titleNow() {
    if (trigger) return operation.get().map(OperationInfo::title).orElse("Trigger");
    return session.at(step, "/title").asString(step);
  }

  private String describe() {
    var description = operation.get().map(OperationInfo::description);
    if (trigger) return description.orElse("");
    return switch (StepKind.of(session.at(step, ""))) {
      case USE -> description.orElse(session.at(step, "/use").asString(""));
      case MAP -> "Makes a new value out of the data.";
      case VALIDATE -> "Fails the run, for good, unless the data fits.";
      case SWITCH -> "Goes the first way whose condition holds.";
      case PARALLEL -> "Goes all ways at once.";
      case FOR_EACH -> "Runs what is inside once for each item of a list.";
      case REPEAT -> "Runs what is inside again, until a condition holds.";
      case TRY -> "Catches what fails inside, and tidies up in the end.";
      case WAIT ->
          "The run rests meanwhile; it keeps nothing busy, and a restart does not lose it.";
      case FLOW -> "Runs another flow of yours, and takes its result.";
      case RESPOND -> "Answers who sent the message and waits for it.";
      case STOP -> "Ends the run on purpose.";
      case UNKNOWN -> "A block that this screen does not know.";
    };
  }
}
