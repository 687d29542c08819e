package io.interline.ui.flows;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.interline.ui.elements.Glyph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A few things to choose one of, as cards with a word of explanation.
public final class Choices<T> extends Div {

  private final Map<NativeButton, @Nullable T> cards = new LinkedHashMap<>();
  private BiConsumer<@Nullable T, @Nullable T> changed = (before, now) -> {};
  private @Nullable T chosen;

  /// @param label what is chosen
  public Choices(String label) {
    addClassName("il-choices");
    getElement().setAttribute("role", "group").setAttribute("aria-label", label);
  }

  /// Adds a choice; the first one is chosen.
  ///
  /// @param value absent for "none of them"
  public void choice(String id, Glyph glyph, String title, String words, @Nullable T value) {
    var name = new Span(title);
    name.addClassName("il-strong");
    var help = new Span(words);
    help.addClassName("il-sub");
    var text = new Div(name, help);
    text.addClassName("il-tight");
    var card = new NativeButton("", click -> choose(value));
    card.setId("choice-" + id);
    card.addClassName("il-choice");
    card.add(glyph.create(), text);
    if (cards.isEmpty()) chosen = value;
    cards.put(card, value);
    add(card);
    mark();
  }

  /// Called with the choice before and the new one.
  public void onChoice(BiConsumer<@Nullable T, @Nullable T> listener) {
    this.changed = listener;
  }

  /// What is chosen.
  public @Nullable T chosen() {
    return chosen;
  }

  private void choose(@Nullable T value) {
    var before = chosen;
    chosen = value;
    mark();
    changed.accept(before, value);
  }

  private void mark() {
    cards.forEach(
        (card, value) ->
            card.getElement()
                .setAttribute("aria-pressed", String.valueOf(Objects.equals(value, chosen))));
  }
}
