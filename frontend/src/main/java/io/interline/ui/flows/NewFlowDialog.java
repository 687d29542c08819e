package io.interline.ui.flows;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.flow.Flows;
import io.interline.flow.Flows.Template;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for a title and what to begin with, makes the flow and opens it.
final class NewFlowDialog extends Dialog {

  private final Flows flows;
  private final TextField title = new TextField("Title");
  private final Div problem = new Div();
  private final Choices<Template> templates;

  NewFlowDialog(Flows flows) {
    this.flows = flows;
    setId("new-flow");
    setHeaderTitle("New flow");
    setWidth("640px");
    title.setId("new-flow-title");
    title.setPlaceholder("For example: Web orders to ERP");
    title.setMaxLength(120);
    title.setWidthFull();
    title.setAutofocus(true);
    templates = new Choices<>("Begin with");
    templates.choice("empty", Glyph.PLUS, "Empty flow", "A webhook and nothing else.", null);
    for (var template : Attempt.reading(flows::templates, List.<Template>of())) {
      if (template.id().equals("empty")) continue;
      templates.choice(
          template.id(),
          Icons.of(template.icon()),
          template.title(),
          template.description(),
          template);
    }
    templates.onChoice(
        (before, now) -> {
          boolean untouched =
              title.isEmpty() || (before != null && title.getValue().equals(before.title()));
          if (untouched) title.setValue(now == null ? "" : now.title());
        });
    var form = new Div(problem, title, templates);
    form.addClassName("il-form");
    add(form);
    var create = Buttons.primary("new-flow-create", "Create flow", this::create);
    create.addClickShortcut(Key.ENTER).listenOn(title);
    getFooter().add(new Button("Cancel", click -> close()), create);
  }

  private void create() {
    problem.removeAll();
    if (title.isEmpty()) {
      title.setInvalid(true);
      title.setErrorMessage("Give the flow a title.");
      title.focus();
      return;
    }
    Attempt.of(
        () -> {
          var draft = flows.create(null, title.getValue().strip(), chosen());
          close();
          Go.to("flows/" + draft.id());
        },
        words -> problem.add(Note.problem(words)));
  }

  private @Nullable String chosen() {
    var template = templates.chosen();
    return template == null ? null : template.id();
  }
}
