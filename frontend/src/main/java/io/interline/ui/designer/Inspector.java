package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.ui.canvas.StepKind;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Notices;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// The form of the selected step, of the trigger, or of the flow when nothing is selected.
final class Inspector extends Div {

  private final DesignerSession session;
  private final Actions actions;
  private final StepPanels panels;
  private @Nullable String shown;
  private String tab = "Set up";

  /// What the inspector asks of the designer around it.
  interface Actions {
    void testUpTo(String step);

    void openPalette(String anchor);

    void showSample();

    void renamed(String from, String to);
  }

  Inspector(DesignerSession session, Actions actions) {
    this.session = session;
    this.actions = actions;
    this.panels = new StepPanels(session, this::redraw);
    addClassName("ild-inspector");
    setId("inspector");
    getElement().setAttribute("role", "complementary");
    getElement().setAttribute("aria-label", "Set up");
    show(null);
  }

  /// Shows a step or the trigger by id; the flow when absent or gone.
  void show(@Nullable String step) {
    if (step != null && !step.equals(shown)) tab = "Set up";
    shown = step;
    redraw();
  }

  @Nullable String shown() {
    return shown;
  }

  /// Shows the results of a test.
  void showTest() {
    if (shown == null || session.sample().result(shown).isEmpty()) return;
    tab = "Test";
    redraw();
  }

  /// Draws the form anew, after a change that came from elsewhere.
  void redraw() {
    removeAll();
    if (shown == null || session.pointerOf(shown).equals("/gone")) {
      shown = null;
      add(new FlowPanel(session, actions::openPalette));
      return;
    }
    add(inner(shown, session.pointerOf(shown).equals("/trigger")));
  }

  private Div inner(String step, boolean trigger) {
    var operation = operation(step);
    var body = new Div();
    body.addClassName("ild-inspector-body");
    var tabs = new Tabs();
    tabs.addClassName("ild-tabs");
    for (var name : tabNames(step, trigger)) {
      var each = new Tab(name);
      each.setId("tab-" + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
      tabs.add(each);
      if (name.equals(tab)) tabs.setSelectedTab(each);
    }
    tabs.addSelectedChangeListener(
        change -> {
          tab = change.getSelectedTab().getLabel();
          fill(body, step, trigger, operation);
        });
    fill(body, step, trigger, operation);
    var inner = new Div(head(step, trigger, operation), tabs, body, footer(step, trigger));
    inner.addClassName("ild-inspector-inner");
    return inner;
  }

  private List<String> tabNames(String step, boolean trigger) {
    if (trigger) return List.of("Set up", "Test");
    return StepKind.of(session.at(step, "")) == StepKind.USE
        ? List.of("Set up", "Test", "When it fails", "Notes")
        : List.of("Set up", "Test", "Notes");
  }

  private void fill(Div body, String step, boolean trigger, @Nullable OperationInfo operation) {
    body.removeAll();
    switch (tab) {
      case "Test" -> body.add(new TestPanel(session, step));
      case "When it fails" -> body.add(new FailurePanel(session, step, operation));
      case "Notes" -> body.add(notes(step));
      default -> {
        body.add(trigger ? new TriggerPanel(session, this::redraw) : panels.of(step));
        if (!trigger) body.add(data(step));
      }
    }
  }

  private @Nullable OperationInfo operation(String step) {
    return panels.operation(session.at(step, "/use").asString("")).orElse(null);
  }

  private Component head(String step, boolean trigger, @Nullable OperationInfo operation) {
    var head = new Div();
    head.addClassName("ild-inspector-head");
    var title = new TextField();
    title.addClassName("ild-title");
    title.setId("step-title");
    title.setAriaLabel("Title of the step");
    title.setValueChangeMode(ValueChangeMode.LAZY);
    title.setReadOnly(!session.editable() || trigger);
    title.setValue(
        trigger
            ? operation == null ? "Trigger" : operation.title()
            : session.at(step, "/title").asString(step));
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
    var words = new Div(kindWords(step, trigger, operation));
    words.addClassName("il-sub");
    head.add(title, name(step), words);
    return head;
  }

  /// The name under which expressions find the step.
  private Component name(String step) {
    var name = new TextField();
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
          if (!change.isFromClient() || wanted.equals(step)) return;
          try {
            shown = wanted;
            session.edit(new Edit.RenameStep(step, wanted), DesignerSession.Origin.FORM);
            actions.renamed(step, wanted);
            redraw();
          } catch (IllegalArgumentException refused) {
            shown = step;
            name.setValue(step);
            Notices.problem(String.valueOf(refused.getMessage()));
          }
        });
    return name;
  }

  private String kindWords(String step, boolean trigger, @Nullable OperationInfo operation) {
    if (trigger) return operation == null ? "" : operation.description();
    return switch (StepKind.of(session.at(step, ""))) {
      case USE ->
          operation == null ? session.at(step, "/use").asString("") : operation.description();
      case MAP -> "Makes a new value out of the data.";
      case VALIDATE -> "Fails the run, for good, unless the data fits.";
      case SWITCH -> "Goes the first way whose condition holds.";
      case PARALLEL -> "Goes all ways at once.";
      case STOP -> "Ends the run on purpose.";
      case UNKNOWN -> "A block that this screen does not know.";
    };
  }

  private Component notes(String step) {
    var area = new TextArea();
    area.setId("note");
    area.setAriaLabel("Note");
    area.setWidthFull();
    area.setMinHeight("140px");
    area.setPlaceholder("Why is it done this way? Colleagues will thank you.");
    area.setReadOnly(!session.editable());
    area.setValue(session.at(step, "/note").asString(""));
    area.setValueChangeMode(ValueChangeMode.LAZY);
    area.addValueChangeListener(
        change -> {
          if (change.isFromClient())
            session.set(
                step,
                "/note",
                change.getValue().isBlank()
                    ? null
                    : JsonNodeFactory.instance.stringNode(change.getValue()));
        });
    return StepPanels.form(area);
  }

  private Component data(String step) {
    var tree = new DataTree();
    tree.show(
        DocumentJson.write(session.sample().contextFor(session.document(), step)),
        StepKinds.of(session.document()));
    var card = new Card("Data you can use");
    card.addClassName("ild-data");
    card.actions(Drawing.small("edit-sample", "braces", "Sample", actions::showSample));
    card.add(tree);
    return card;
  }

  private Component footer(String step, boolean trigger) {
    var footer = new Footer();
    footer.addClassName("ild-inspector-foot");
    if (!session.editable() || trigger) {
      footer.setVisible(false);
      return footer;
    }
    footer.add(
        Drawing.small(
            "test-step",
            "play",
            "Test up to here",
            () -> Attempt.of(() -> actions.testUpTo(step))));
    return footer;
  }

  /// Takes the keyboard to the title.
  void takeKeyboard() {
    getElement()
        .executeJs(
            "setTimeout(() => this.querySelector('.ild-inspector-body :is(vaadin-text-field, vaadin-select, il-code)')?.focus())");
  }
}
