package io.interline.ui.triggers;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.ui.elements.Buttons;
import java.util.function.Consumer;

/// Asks why a trigger is paused.
final class PauseDialog extends Dialog {

  PauseDialog(Consumer<String> pause) {
    setId("pause");
    setHeaderTitle("Pause this trigger?");
    setWidth("460px");
    var reason = new TextField("Reason");
    reason.setId("pause-reason");
    reason.setHelperText("Shown here, and kept on the audit log.");
    reason.setWidthFull();
    add(
        new Paragraph(
            "It starts nothing until somebody resumes it; the flow stays deployed, and runs under"
                + " way go on. A poll goes on from its cursor. Times of a schedule that pass"
                + " meanwhile are not made up for by themselves."),
        reason);
    getFooter()
        .add(
            Buttons.plain("pause-cancel", "Cancel", this::close),
            Buttons.primary(
                "pause-do",
                "Pause",
                () -> {
                  close();
                  pause.accept(reason.getValue());
                }));
  }
}
