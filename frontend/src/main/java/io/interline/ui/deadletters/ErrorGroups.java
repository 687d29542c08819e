package io.interline.ui.deadletters;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Tone;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What went wrong, most often first, with a button that selects all letters of one cause.
final class ErrorGroups extends Div {

  private static final int SHOWN = 5;

  private final Consumer<List<DeadLetter>> chosen;

  ErrorGroups(Consumer<List<DeadLetter>> chosen) {
    this.chosen = chosen;
    addClassName("il-groups");
  }

  void show(List<DeadLetter> letters, boolean selectable) {
    removeAll();
    var groups =
        letters.stream()
            .collect(Collectors.groupingBy(Cause::of, LinkedHashMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .filter(group -> group.getValue().size() > 1)
            .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
            .limit(SHOWN)
            .toList();
    setVisible(!groups.isEmpty());
    for (var group : groups) add(row(group.getKey(), group.getValue(), selectable));
  }

  private Div row(Cause cause, List<DeadLetter> letters, boolean selectable) {
    var message = new Span(cause.message());
    message.addClassName("il-clip");
    message.getElement().setAttribute("title", cause.message());
    var where = new Span(cause.flowTitle() + " · " + cause.step());
    where.addClassName("il-sub");
    var words = new Div(message, where);
    words.addClassName("il-tight");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var row = new Div(new Chip(letters.size() + " ×", Tone.BAD), words, spacer);
    row.addClassName("il-row");
    if (selectable) {
      var button = Buttons.plain("", "Select all", () -> chosen.accept(letters));
      button.getElement().removeAttribute("id");
      button.addClassName("il-select-group");
      button.addThemeName("small");
      row.add(button);
    }
    return row;
  }

  private record Cause(String flowTitle, String step, String message) {

    static Cause of(DeadLetter letter) {
      return new Cause(letter.flowTitle(), letter.step(), letter.message());
    }
  }
}
