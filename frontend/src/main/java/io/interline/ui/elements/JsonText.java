package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import org.jspecify.annotations.Nullable;

/// JSON as a tree that opens and closes. Numbers are shown as they were written.
@Tag("il-json")
@JsModule("./interline/json.ts")
public final class JsonText extends Component {

  /// @param json JSON text; any other text is shown as it is
  public JsonText(@Nullable String json) {
    getElement().setProperty("text", json == null ? "" : json);
  }

  /// The text as it was given.
  public String text() {
    return getElement().getProperty("text", "");
  }
}
