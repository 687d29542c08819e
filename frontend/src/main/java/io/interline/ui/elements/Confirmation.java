package io.interline.ui.elements;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/// Asks before something that cannot be undone.
public final class Confirmation {

  private Confirmation() {}

  /// @param question for example `Delete flow "Orders"?`
  /// @param words what will happen
  /// @param verb of the button that does it
  public static ConfirmDialog ask(String question, String words, String verb, Runnable work) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(question);
    dialog.setText(words);
    dialog.setCancelable(true);
    dialog.setCancelText("Cancel");
    dialog.setConfirmText(verb);
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(event -> work.run());
    dialog.setId("confirm");
    dialog.open();
    return dialog;
  }
}
