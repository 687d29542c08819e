package io.interline.ui.elements;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A choice of a few, all in sight.
public final class Segment<T> extends Div {

  private final Map<T, NativeButton> buttons = new LinkedHashMap<>();
  private @Nullable T value;

  /// @param label what is chosen
  /// @param changed called when a person chooses another
  public Segment(String label, List<T> choices, Function<T, String> words, Consumer<T> changed) {
    addClassName("il-segment");
    getElement().setAttribute("role", "group").setAttribute("aria-label", label);
    for (var choice : choices) {
      var button = new NativeButton(words.apply(choice));
      button.addClickListener(
          click -> {
            if (choice.equals(value)) return;
            value(choice);
            changed.accept(choice);
          });
      buttons.put(choice, button);
      add(button);
    }
  }

  /// Chooses without calling anyone.
  public void value(T choice) {
    value = choice;
    buttons.forEach(
        (each, button) ->
            button.getElement().setAttribute("aria-pressed", String.valueOf(each.equals(choice))));
  }
}
