package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.ui.canvas.StepKind;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Notices;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// The form of the selected step, of the trigger, or of the flow when nothing is selected.
final class Inspector extends Div {

  private final DesignerSession session;
  private final Actions actions;
  private final StepPanels panels;
  private @Nullable String shown;
  private String tab = "Set up";
  private DocumentForm content = new DocumentForm();
  private @Nullable Frame frame;

  /// What decides on the form: another one of these, another form.
  private record Kind(String step, boolean trigger, StepKind block, String use) {}

  private record Frame(Kind kind, InspectorHead head, Tabs tabs, Div inner) {}

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
    redraw();
  }

  /// Shows a step or the trigger by id; the flow when absent or gone. What is shown already stays.
  void show(@Nullable String step) {
    if (Objects.equals(step, shown)) return;
    tab = "Set up";
    shown = step;
    redraw();
  }

  @Nullable String shown() {
    return shown;
  }

  /// Shows the results of a test, or of one that goes on, of what it did so far.
  void showTest() {
    var drawn = frame;
    if (shown == null || drawn == null) return;
    boolean comes = session.testing() && !drawn.kind().trigger();
    if (comes || session.sample().result(shown).isPresent())
      drawn.tabs().setSelectedIndex(tabNames(shown, drawn.kind().trigger()).indexOf("Test"));
    redraw();
  }

  /// Shows what a test did so far. Forms, with what they evaluate on its results, follow at its
  /// end.
  void tested() {
    if (!session.testing() || content instanceof TestPanel) redraw();
  }

  /// Shows the document as it is now, after a change that came from elsewhere. The form is made
  /// anew only when it is one of another step or kind.
  void redraw() {
    if (shown == null || session.pointerOf(shown).equals("/gone")) {
      shown = null;
      frame = null;
      removeAll();
      add(new FlowPanel(session, actions::openPalette));
      return;
    }
    var trigger = session.pointerOf(shown).equals("/trigger");
    var kind = new Kind(shown, trigger, StepKind.of(session.at(shown, "")), trigger ? "" : use());
    var drawn = frame;
    if (drawn != null && drawn.kind().equals(kind)) {
      drawn.head().refresh();
      content.refresh();
      mark();
      return;
    }
    var made = frame(kind);
    frame = made;
    removeAll();
    add(made.inner());
  }

  /// Marks the fields with the problems that there are now.
  void mark() {
    FieldMarks.draw(session, content);
  }

  private String use() {
    return session.at(Objects.requireNonNull(shown), "/use").asString("");
  }

  private Frame frame(Kind kind) {
    var step = kind.step();
    var body = new Div();
    body.addClassName("ild-inspector-body");
    var tabs = new Tabs();
    tabs.addClassName("ild-tabs");
    // A part of the element that can take the focus stands between the list and its tabs, which
    // screen readers then count wrongly. The few tabs need no scrolling.
    tabs.getElement()
        .executeJs(
            "requestAnimationFrame(() =>"
                + " this.shadowRoot?.querySelector('#scroll')?.removeAttribute('tabindex'))");
    for (var name : tabNames(step, kind.trigger())) {
      var each = new Tab(name);
      each.setId("tab-" + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
      tabs.add(each);
      if (name.equals(tab)) tabs.setSelectedTab(each);
    }
    tabs.addSelectedChangeListener(
        change -> {
          tab = change.getSelectedTab().getLabel();
          fill(body, step, kind.trigger());
        });
    fill(body, step, kind.trigger());
    var head =
        new InspectorHead(
            session, step, kind.trigger(), () -> operation(step), wanted -> rename(step, wanted));
    var inner = new Div(head, tabs, body, footer(step, kind.trigger()));
    inner.addClassName("ild-inspector-inner");
    return new Frame(kind, head, tabs, inner);
  }

  private void rename(String step, String wanted) {
    try {
      shown = wanted;
      session.edit(new Edit.RenameStep(step, wanted), DesignerSession.Origin.FORM);
      actions.renamed(step, wanted);
      redraw();
    } catch (IllegalArgumentException refused) {
      shown = step;
      if (frame != null) frame.head().keepName();
      Notices.problem(String.valueOf(refused.getMessage()));
    }
  }

  private List<String> tabNames(String step, boolean trigger) {
    if (trigger) return List.of("Set up", "Test");
    return StepKind.of(session.at(step, "")) == StepKind.USE
        ? List.of("Set up", "Test", "When it fails", "Notes")
        : List.of("Set up", "Test", "Notes");
  }

  private void fill(Div body, String step, boolean trigger) {
    body.removeAll();
    content =
        switch (tab) {
          case "Test" -> new TestPanel(session, step);
          case "When it fails" ->
              new FailurePanel(session, step, operation(step).orElse(null), actions::openPalette);
          case "Notes" -> notes(step);
          default -> trigger ? new TriggerPanel(session, this::redraw) : panels.of(step);
        };
    body.add(content);
    mark();
    if (tab.equals("Set up") && !trigger) body.add(data(step, content));
  }

  private Optional<OperationInfo> operation(String step) {
    return panels.operation(session.at(step, "/use").asString(""));
  }

  private DocumentForm notes(String step) {
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
    var form = StepPanels.form(area);
    form.follow(() -> area.setValue(session.at(step, "/note").asString("")));
    return form;
  }

  private Component data(String step, DocumentForm form) {
    var tree = new DataTree();
    Runnable show =
        () ->
            tree.show(
                DocumentJson.write(session.sample().contextFor(session.document(), step)),
                StepKinds.of(session.document()));
    show.run();
    form.follow(show);
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
