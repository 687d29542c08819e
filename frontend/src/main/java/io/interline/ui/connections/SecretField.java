package io.interline.ui.connections;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Tone;
import java.util.Optional;

/// A secret: written, never read back.
final class SecretField extends Div {

  private final PasswordField field;
  private final boolean stored;
  private boolean replacing;

  SecretField(String name, String label, String help, boolean stored) {
    this.stored = stored;
    field = new PasswordField(label);
    field.setId("field-" + name);
    field.setHelperText(help);
    field.setWidthFull();
    field.setAutocomplete(Autocomplete.NEW_PASSWORD);
    field.setErrorMessage("Fill in this field.");
    if (!stored) {
      add(field);
      return;
    }
    var title = new Span(label);
    title.addClassName("il-field-label");
    var row = new Div(new Chip("stored", Tone.OK), new Span("••••••••"));
    row.addClassName("il-secret");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var replace =
        Buttons.plain(
            "replace-" + name,
            "Replace",
            () -> {
              replacing = true;
              removeAll();
              add(field);
              field.focus();
            });
    replace.addThemeName("small");
    row.add(spacer, replace);
    add(title, row);
  }

  boolean complete() {
    boolean missing = field.isEmpty() && (!stored || replacing);
    field.setInvalid(missing);
    return !missing;
  }

  Optional<String> written() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field.getValue());
  }
}
