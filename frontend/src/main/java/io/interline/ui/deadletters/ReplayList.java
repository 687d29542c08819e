package io.interline.ui.deadletters;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.Replays;
import io.interline.flow.Replays.Replay;
import io.interline.flow.Replays.State;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.util.ArrayList;
import java.util.List;

/// Replays under way with how far they are, and those that ended lately.
final class ReplayList extends Div {

  private static final int ENDED_SHOWN = 3;

  private final Replays replays;
  private final boolean mayReplay;
  private List<Replay> last = List.of();

  ReplayList(Replays replays, boolean mayReplay) {
    this.replays = replays;
    this.mayReplay = mayReplay;
    setId("replays");
    addClassName("il-groups");
    setVisible(false);
  }

  /// @return whether something changed
  boolean refresh() {
    var all = Attempt.reading(replays::list, last);
    var shown = new ArrayList<Replay>();
    all.stream().filter(each -> each.endedAt() == null).forEach(shown::add);
    all.stream().filter(each -> each.endedAt() != null).limit(ENDED_SHOWN).forEach(shown::add);
    if (shown.equals(last)) return false;
    last = List.copyOf(shown);
    removeAll();
    setVisible(!shown.isEmpty());
    shown.forEach(each -> add(row(each)));
    return true;
  }

  private Component row(Replay replay) {
    var words =
        new Span(
            "Replay of "
                + Figures.count(replay.total(), "message")
                + (replay.order().from() == ReplayFrom.FAILED_STEP ? " from the failed step" : "")
                + (replay.order().on() == ReplayOn.SAME ? " on their own version" : ""));
    words.addClassName("il-clip");
    var sub = new Div(new Span(progress(replay) + " · " + replay.createdBy() + " · "));
    sub.add(TimeText.relative(replay.createdAt()));
    sub.addClassName("il-sub");
    var text = new Div(words, sub);
    text.addClassName("il-tight");
    var bar = new ProgressBar(0, Math.max(1, replay.total()), replay.done());
    bar.addClassName("il-replay-bar");
    bar.getElement().setAttribute("aria-label", "Messages done");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var row = new Div(chip(replay), text, spacer, bar);
    row.addClassNames("il-row", "il-replay");
    row.setId("replay-" + replay.id());
    if (mayReplay && replay.endedAt() == null) row.add(buttons(replay));
    return row;
  }

  private static String progress(Replay replay) {
    var passedOver = replay.passedOver();
    var problem = replay.problem();
    return Figures.count(replay.replayed())
        + " of "
        + Figures.count(replay.total())
        + " replayed"
        + (passedOver == 0 ? "" : ", " + Figures.count(passedOver) + " passed over: " + problem)
        + (replay.endedAt() == null ? ", " + replay.order().perSecond() + " a second" : "");
  }

  private static Chip chip(Replay replay) {
    var tone =
        switch (replay.state()) {
          case RUNNING -> Tone.RUN;
          case PAUSED -> Tone.WARN;
          case CANCELLED -> Tone.NEUTRAL;
          case DONE -> replay.passedOver() == 0 ? Tone.OK : Tone.WARN;
        };
    return Chip.state(Names.capital(replay.state().name()), tone);
  }

  private Component buttons(Replay replay) {
    boolean paused = replay.state() == State.PAUSED;
    var hold =
        Buttons.plain(
            "",
            paused ? "Go on" : "Pause",
            () ->
                change(
                    () -> {
                      if (paused) replays.resume(replay.id());
                      else replays.pause(replay.id());
                    }));
    hold.addClassName("il-replay-pause");
    var cancel = Buttons.plain("", "Cancel", () -> change(() -> replays.cancel(replay.id())));
    cancel.addClassName("il-replay-cancel");
    var both = new Div(hold, cancel);
    both.addClassName("il-row");
    both.getChildren().forEach(button -> button.getElement().getThemeList().add("small"));
    both.getChildren().forEach(button -> button.getElement().removeAttribute("id"));
    return both;
  }

  private void change(Runnable work) {
    Attempt.of(work);
    refresh();
  }
}
