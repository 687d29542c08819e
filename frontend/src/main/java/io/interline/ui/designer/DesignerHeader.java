package io.interline.ui.designer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.flow.Flows.FlowSummary;
import io.interline.tenant.Environment;
import io.interline.ui.designer.DesignerSession.SaveState;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/// Title, state of the draft, where it is live, and what can be done with the flow.
final class DesignerHeader extends Header {

  private final DesignerSession session;
  private final H1 heading = new H1();
  private final TextField title = new TextField();
  private final Div state = new Div();
  private final Div live = new Div();
  private final Button undo;
  private final Button redo;

  /// @param test opens and closes the sample
  DesignerHeader(DesignerSession session, Runnable test) {
    this.session = session;
    addClassNames("il-bar", "ild-bar");
    var back = new Anchor("flows", "Flows");
    back.addClassName("ild-crumb");
    heading.addClassName("il-sr");
    title.addClassName("ild-flow-title");
    title.setId("flow-title");
    title.setAriaLabel("Title of the flow");
    title.setReadOnly(!session.editable());
    title.setMaxLength(200);
    title.setValueChangeMode(ValueChangeMode.LAZY);
    title.addValueChangeListener(
        change -> {
          if (change.isFromClient() && !change.getValue().isBlank())
            session.edit(
                new Edit.SetField(
                    "/title", JsonNodeFactory.instance.stringNode(change.getValue().strip())),
                DesignerSession.Origin.FORM);
        });
    state.setId("draft-state");
    state.addClassName("ild-chips");
    state.getElement().setAttribute("role", "status");
    live.setId("live");
    live.addClassName("ild-chips");
    undo = Drawing.button("undo", "undo-2", "Undo", session::undo);
    redo = Drawing.button("redo", "redo-2", "Redo", session::redo);
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    add(heading, back, new Span("/"), title, state, live, spacer);
    if (session.editable()) {
      var run = Buttons.plain("test", "Test", test);
      run.setIcon(new Drawing("play"));
      add(undo, redo, run);
    }
    add(
        Buttons.plain(
            "versions", "Versions", () -> new VersionsDialog(session, this::published).open()));
    if (session.editable())
      add(
          Buttons.primary(
              "publish", "Publish", () -> new PublishDialog(session, this::published).open()));
    draw();
    drawState();
    drawLive();
  }

  /// Shows title and history as they are now.
  void draw() {
    var current = session.document().path("title").asString("");
    heading.setText(current);
    if (!title.getValue().strip().equals(current)) title.setValue(current);
    title.getStyle().set("--ild-chars", String.valueOf(Math.clamp(current.length(), 8, 44)));
    undo.setEnabled(session.undoable().isPresent());
    undo.setTooltipText(session.undoable().map(w -> "Undo: " + w).orElse("Undo"));
    redo.setEnabled(session.redoable().isPresent());
    redo.setTooltipText(session.redoable().map(w -> "Redo: " + w).orElse("Redo"));
  }

  /// Shows whether the draft is saved.
  void drawState() {
    state.removeAll();
    if (!session.editable()) {
      state.add(new Chip("read only", Tone.NEUTRAL));
      return;
    }
    switch (session.saveState()) {
      case SaveState.Saved(var at, var by) -> {
        var chip = new Chip("", Tone.NEUTRAL);
        var draft = new Span("draft ·");
        draft.addClassName("ild-wide");
        chip.add(draft, new Span("saved"), TimeText.relative(at));
        chip.getElement().setAttribute("title", "by " + by);
        state.add(chip);
        if (session.hasUnpublishedChanges()) state.add(unpublished());
      }
      case SaveState.Conflict(var message) ->
          state.add(Chip.state("changed by somebody else", Tone.BAD));
      case SaveState.NotSaved(var message) -> {
        var chip = Chip.state("not saved", Tone.BAD);
        chip.getElement().setAttribute("title", message);
        state.add(chip);
      }
    }
  }

  private static Chip unpublished() {
    var chip = new Chip("", Tone.WARN);
    var changes = new Span("changes");
    changes.addClassName("ild-wide");
    chip.add(new Span("unpublished"), changes);
    chip.setId("unpublished");
    chip.getElement().setAttribute("title", "The draft differs from the latest version");
    return chip;
  }

  private void published() {
    session.readPublished();
    drawState();
    drawLive();
  }

  /// Shows which version is live where.
  void drawLive() {
    live.removeAll();
    var deployments =
        Attempt.<Optional<FlowSummary>>reading(
                () -> Optional.of(session.services().flows().get(session.flow())), Optional.empty())
            .map(FlowSummary::deployments)
            .orElse(List.of());
    for (var deployment : deployments) {
      var enabled = deployment.enabled();
      var where = deployment.environment() == Environment.PRODUCTION ? "production" : "development";
      var chip = Chip.state("v" + deployment.version(), enabled ? Tone.OK : Tone.WARN);
      var state = new Span(enabled ? "live in" : "paused in");
      state.addClassName("ild-wide");
      chip.add(state, new Span(where));
      chip.getElement().setAttribute("title", state.getText() + " " + where);
      chip.setId("live-" + deployment.environment().id());
      live.add(chip);
    }
  }
}
