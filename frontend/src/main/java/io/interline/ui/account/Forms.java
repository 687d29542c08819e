package io.interline.ui.account;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.shared.HasValidationProperties;

/// Checks that need no service.
final class Forms {

  private Forms() {}

  /// Marks a field that is empty and says what belongs there.
  static <F extends HasValue<?, String> & HasValidationProperties> boolean filled(
      F field, String otherwise) {
    boolean filled = !field.getValue().isBlank();
    field.setErrorMessage(otherwise);
    field.setInvalid(!filled);
    return filled;
  }
}
