package io.interline.ui.deadletters;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import io.interline.flow.Circuits;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.Replays;
import io.interline.flow.Replays.DryRun;
import io.interline.flow.Replays.Part;
import io.interline.flow.Replays.ReplayOrder;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import java.util.stream.Collectors;

/// Orders a replay of all letters that a filter finds, and says before what it would do.
final class ReplayDialog extends Dialog {

  private static final int RATE = 20;
  private static final int FASTEST = 1_000;
  private static final int SHOWN = 6;

  private final Replays replays;
  private final LetterFilter filter;
  private final Runnable started;
  private final ReplayChoice choice = new ReplayChoice(this::tryOut);
  private final IntegerField rate = new IntegerField("Messages a second");
  private final Div figures = new Div();
  private final Button confirm = Buttons.primary("replay-confirm", "Replay", this::order);

  ReplayDialog(Replays replays, LetterFilter filter, Runnable started) {
    this.replays = replays;
    this.filter = filter;
    this.started = started;
    setId("replay-dialog");
    setHeaderTitle("Replay dead letters");
    setWidth("560px");
    rate.setId("replay-rate");
    rate.setMin(1);
    rate.setMax(FASTEST);
    rate.setStepButtonsVisible(true);
    rate.setValue(RATE);
    rate.addValueChangeListener(change -> tryOut());
    figures.setId("replay-figures");
    figures.addClassName("il-form");
    figures.getElement().setAttribute("aria-live", "polite");
    var form = new Div(choice, rate, figures);
    form.addClassName("il-form");
    add(form);
    getFooter().add(new Button("Cancel", click -> close()), confirm);
    tryOut();
  }

  private ReplayOrder ordered() {
    int perSecond = rate.getValue() == null ? 0 : rate.getValue();
    return new ReplayOrder(filter, choice.from(), choice.on(), perSecond);
  }

  private void tryOut() {
    figures.removeAll();
    confirm.setEnabled(
        Attempt.of(
            () -> show(replays.dryRun(ordered())), words -> figures.add(Note.problem(words))));
  }

  private void show(DryRun plan) {
    confirm.setText("Replay " + Figures.count(plan.letters(), "message"));
    var facts =
        new Facts()
            .fact("Dead letters", Figures.count(plan.letters()))
            .fact("At least", Figures.duration(plan.atLeast()))
            .fact("Causes", causes(plan));
    figures.add(facts);
    var parts = new UnorderedList();
    parts.addClassName("il-plan");
    plan.parts().stream().limit(SHOWN).forEach(part -> parts.add(new ListItem(words(part))));
    if (plan.parts().size() > SHOWN)
      parts.add(new ListItem("and " + (plan.parts().size() - SHOWN) + " more"));
    figures.add(parts);
    if (plan.ready() < plan.letters())
      figures.add(
          Note.warning(
              Figures.count(plan.letters() - plan.ready(), "message")
                  + " would be passed over and stay here: "
                  + plan.parts().stream()
                      .map(Part::hindrance)
                      .filter(java.util.Objects::nonNull)
                      .findFirst()
                      .orElse("")));
    for (var circuit : plan.connections())
      if (circuit.state() != Circuits.State.CLOSED)
        figures.add(
            Note.warning(
                "The connection "
                    + circuit.alias()
                    + " rests now: the new runs wait until it works again."));
    if (!plan.connections().isEmpty()) {
      var called =
          new Span(
              "They call "
                  + plan.connections().stream()
                      .map(
                          circuit -> circuit.alias() + " (" + Names.of(circuit.environment()) + ")")
                      .collect(Collectors.joining(", "))
                  + ".");
      called.addClassName("il-sub");
      figures.add(called);
    }
  }

  private static String causes(DryRun plan) {
    int count = plan.causes().size();
    if (count == 0) return "none";
    return count == 1 ? plan.causes().getFirst().label() : Figures.count(count);
  }

  private static String words(Part part) {
    var runsOn = part.runsOn();
    return Figures.count(part.letters())
        + " × "
        + part.flowTitle()
        + " v"
        + part.version()
        + ", "
        + Names.of(part.environment())
        + (runsOn == null ? ": not now" : " → v" + runsOn);
  }

  private void order() {
    Attempt.of(
        () -> {
          var begun = replays.start(ordered());
          Notices.done("Replaying " + Figures.count(begun.total(), "message") + ".");
          close();
          started.run();
        },
        words -> {
          figures.removeAll();
          figures.add(Note.problem(words));
        });
  }
}
