package io.interline.ui.deadletters;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Figures;
import java.util.function.Consumer;

/// Asks why a message is given up; the reason goes on the audit log.
final class DiscardDialog extends Dialog {

  DiscardDialog(int count, Consumer<String> discard) {
    setId("discard");
    setHeaderTitle("Discard " + Figures.count(count, "message") + "?");
    setWidth("460px");
    var reason = new TextField("Reason");
    reason.setId("discard-reason");
    reason.setHelperText("Kept on the audit log.");
    reason.setMaxLength(300);
    reason.setWidthFull();
    reason.setAutofocus(true);
    add(new Paragraph("A discarded message is never delivered. This cannot be undone."), reason);
    var confirm =
        Buttons.danger(
            "discard-confirm",
            "Discard",
            () -> {
              if (reason.getValue().isBlank()) {
                reason.setInvalid(true);
                reason.setErrorMessage("Say why.");
                return;
              }
              close();
              discard.accept(reason.getValue().strip());
            });
    confirm.addThemeName("primary");
    getFooter().add(new Button("Cancel", click -> close()), confirm);
  }
}
