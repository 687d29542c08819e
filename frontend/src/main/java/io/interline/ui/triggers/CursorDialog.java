package io.interline.ui.triggers;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.interline.flow.Triggers.TriggerDetail;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.elements.Note;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Asks where the next poll goes on.
final class CursorDialog extends Dialog {

  /// @param set answers whether it was done; null begins anew
  CursorDialog(TriggerDetail detail, Predicate<@Nullable String> set) {
    setId("cursor");
    setHeaderTitle("Set the cursor");
    setWidth("520px");
    var editor = new CodeEditor(CodeEditor.Mode.JSON, "Cursor");
    editor.setId("cursor-text");
    editor.setValue(Objects.requireNonNullElse(detail.cursor(), "{}"));
    editor.setHeight("120px");
    var anew = new Checkbox("Begin anew, without a cursor");
    anew.setId("cursor-anew");
    anew.addValueChangeListener(change -> editor.setVisible(!change.getValue()));
    var fields = new Div(editor, anew);
    fields.addClassName("il-stack");
    add(
        Note.warning("Items behind the new cursor start runs again, also those seen before."),
        new Paragraph(
            "Back makes it read again what it has read; forward leaves out what is between."),
        fields);
    getFooter()
        .add(
            Buttons.plain("cursor-cancel", "Cancel", this::close),
            Buttons.primary(
                "cursor-set",
                "Set cursor",
                () -> {
                  if (set.test(anew.getValue() ? null : editor.getValue())) close();
                }));
  }
}
