package io.interline.ui.triggers;

import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.interline.ui.elements.Buttons;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.BiPredicate;

/// Asks for the window whose times are made up for.
final class BackfillDialog extends Dialog {

  private final DateTimePicker from = picker("backfill-from", "From (UTC)");
  private final DateTimePicker until = picker("backfill-until", "Until, without it (UTC)");

  /// @param backfill answers whether it was done
  BackfillDialog(BiPredicate<Instant, Instant> backfill) {
    setId("backfill");
    setHeaderTitle("Backfill a window");
    setWidth("520px");
    var fields = new Div(from, until);
    fields.addClassName("il-stack");
    add(
        new Paragraph(
            "Starts a run for each time of the schedule in the window, at most 1,000. Times that had"
                + " their run are passed over."),
        fields);
    getFooter()
        .add(
            Buttons.plain("backfill-cancel", "Cancel", this::close),
            Buttons.primary(
                "backfill-do",
                "Start runs",
                () -> {
                  if (given(from) & given(until) && backfill.test(instant(from), instant(until)))
                    close();
                }));
  }

  private static boolean given(DateTimePicker picker) {
    picker.setInvalid(picker.getValue() == null);
    return picker.getValue() != null;
  }

  private static Instant instant(DateTimePicker picker) {
    return picker.getValue().toInstant(ZoneOffset.UTC);
  }

  private static DateTimePicker picker(String id, String label) {
    var picker = new DateTimePicker(label);
    picker.setId(id);
    picker.setWidthFull();
    picker.setErrorMessage("Say when.");
    return picker;
  }
}
