package io.interline.ui.designer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;

/// Somebody else saved the same draft: which one is to go on? Neither is lost.
final class ConflictDialog extends Dialog {

  ConflictDialog(DesignerSession session, String message) {
    setId("conflict-dialog");
    setHeaderTitle("Somebody else has changed this flow");
    setWidth("min(520px, 94vw)");
    setCloseOnOutsideClick(false);
    add(
        new Paragraph(message),
        new Paragraph(
            "Load theirs: you go on with their draft, and undo brings yours back. Keep mine as a"
                + " copy: yours becomes a flow of its own, theirs stays."));
    var details =
        new Details(
            "What theirs says otherwise than yours",
            new DocumentDifference(
                session.document().toString(),
                session.services().flows().draft(session.flow()).document()));
    details.setId("conflict-difference");
    details.setWidthFull();
    add(details);
    getFooter()
        .add(
            Buttons.plain(
                "conflict-copy",
                "Keep mine as a copy",
                () ->
                    Attempt.of(
                        () -> {
                          var copy = session.keepMineAsCopy();
                          close();
                          UI.getCurrentOrThrow().navigate("flows/" + copy);
                        })),
            Buttons.primary(
                "conflict-theirs",
                "Load theirs",
                () -> {
                  if (Attempt.of(session::loadTheirs)) close();
                }));
  }
}
