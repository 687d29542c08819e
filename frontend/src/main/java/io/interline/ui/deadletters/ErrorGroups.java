package io.interline.ui.deadletters;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.DeadLetters.CauseGroup;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// What went wrong, most often first; each cause leads to its letters, and to their replay.
final class ErrorGroups extends Div {

  private static final int SHOWN = 6;
  private static final Duration WORTH_SAYING = Duration.ofMinutes(1);

  private final Consumer<CauseGroup> opened;
  private final Consumer<CauseGroup> replayed;
  private boolean all;

  ErrorGroups(Consumer<CauseGroup> opened, Consumer<CauseGroup> replayed) {
    this.opened = opened;
    this.replayed = replayed;
    setId("causes");
    addClassName("il-groups");
  }

  void show(List<CauseGroup> groups, boolean mayReplay) {
    removeAll();
    setVisible(!groups.isEmpty());
    groups.stream().limit(all ? groups.size() : SHOWN).forEach(group -> add(row(group, mayReplay)));
    if (all || groups.size() <= SHOWN) return;
    var more =
        Buttons.quiet(
            "causes-all",
            "Show all " + groups.size() + " causes",
            () -> {
              all = true;
              show(groups, mayReplay);
            });
    var row = new Div(more);
    row.addClassName("il-row");
    add(row);
  }

  private Div row(CauseGroup group, boolean mayReplay) {
    var message = new Span(group.label());
    message.addClassName("il-clip");
    message.getElement().setAttribute("title", group.label());
    var where =
        new Div(
            new Span(
                group.flowTitle()
                    + " · "
                    + group.step()
                    + " · "
                    + Names.capital(group.errorClass())
                    + " · "),
            TimeText.relative(group.firstAt()));
    if (Duration.between(group.firstAt(), group.lastAt()).compareTo(WORTH_SAYING) > 0)
      where.add(new Span(" to "), TimeText.relative(group.lastAt()));
    where.addClassName("il-sub");
    var words = new Div(message, where);
    words.addClassName("il-tight");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var row = new Div(new Chip(Figures.count(group.letters()) + " ×", Tone.BAD), words, spacer);
    row.addClassName("il-row");
    var letters = Buttons.plain("", "Letters", () -> opened.accept(group));
    letters.getElement().removeAttribute("id");
    letters.addClassName("il-open-group");
    letters.addThemeName("small");
    row.add(letters);
    if (!mayReplay) return row;
    var button = Buttons.plain("", "Replay…", () -> replayed.accept(group));
    button.getElement().removeAttribute("id");
    button.addClassName("il-replay-group");
    button.addThemeName("small");
    row.add(button);
    return row;
  }
}
