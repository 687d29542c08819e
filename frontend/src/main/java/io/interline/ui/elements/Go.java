package io.interline.ui.elements;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;

/// Goes to another page of the screens.
public final class Go {

  private Go() {}

  /// Goes to a route, with or without parameters: `runs`, `runs?flow=orders`.
  public static void to(String location) {
    int question = location.indexOf('?');
    var ui = UI.getCurrentOrThrow();
    if (question < 0) ui.navigate(location);
    else
      ui.navigate(
          location.substring(0, question),
          QueryParameters.fromString(location.substring(question + 1)));
  }
}
