package io.interline.ui.runs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.ui.elements.Buttons;

/// Asks how runs are to end, and why.
final class CancelDialog extends Dialog {

  /// What to do with what is asked for.
  @FunctionalInterface
  interface Cancel {
    void with(String reason, boolean undo);
  }

  /// What becomes of what the run did.
  private enum How {
    UNDO("Undo first what its calls did"),
    KILL("End at once, undo nothing");

    private final String words;

    How(String words) {
      this.words = words;
    }
  }

  /// @param what is cancelled, for example `this run`, `12 runs`
  CancelDialog(String what, Cancel cancel) {
    setId("cancel");
    setHeaderTitle("Cancel " + what + "?");
    setWidth("480px");
    var how = new RadioButtonGroup<How>("How");
    how.setId("cancel-how");
    how.setItems(How.values());
    how.setItemLabelGenerator(each -> each.words);
    how.setValue(How.UNDO);
    how.addThemeName("vertical");
    how.setHelperText(
        "Calls whose step says how to undo them are undone, the last one first. A run that is stuck"
            + " ends only at once.");
    var reason = new TextField("Reason");
    reason.setId("cancel-reason");
    reason.setHelperText("Shown on the run and kept on the audit log, with your name.");
    reason.setMaxLength(300);
    reason.setWidthFull();
    var words = new Div("What has not run yet never runs. This cannot be taken back.");
    var form = new Div(words, how, reason);
    form.addClassName("il-form");
    add(form);
    var confirm =
        Buttons.danger(
            "cancel-confirm",
            "Cancel " + what,
            () -> {
              close();
              cancel.with(reason.getValue().strip(), how.getValue() != How.KILL);
            });
    confirm.addThemeName("primary");
    getFooter().add(new Button("Keep running", click -> close()), confirm);
  }
}
