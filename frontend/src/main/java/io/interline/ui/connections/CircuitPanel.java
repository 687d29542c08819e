package io.interline.ui.connections;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Circuits;
import io.interline.flow.Circuits.Circuit;
import io.interline.flow.Circuits.State;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.util.function.Supplier;

/// How a connection is spared now, with what can be done about it.
final class CircuitPanel extends Div {

  private final Circuits circuits;
  private final String alias;
  private final Environment environment;
  private final boolean mayEdit;
  private final Runnable changed;

  CircuitPanel(
      Circuits circuits, String alias, Environment environment, boolean mayEdit, Runnable changed) {
    this.circuits = circuits;
    this.alias = alias;
    this.environment = environment;
    this.mayEdit = mayEdit;
    this.changed = changed;
    setId("circuit");
    addClassName("il-form");
    read(() -> circuits.get(alias, environment));
  }

  /// What the state is called.
  static Chip chip(Circuit circuit) {
    return switch (circuit.state()) {
      case CLOSED -> Chip.state("calls go out", Tone.OK);
      case OPEN -> Chip.state(circuit.byHand() ? "stopped" : "rests", Tone.BAD);
      case HALF_OPEN -> Chip.state("tries again", Tone.WARN);
    };
  }

  private void read(Supplier<Circuit> from) {
    Attempt.of(
        () -> show(from.get()),
        words -> {
          removeAll();
          add(Note.problem(words));
        });
  }

  private void show(Circuit circuit) {
    removeAll();
    var state = new Div(chip(circuit));
    state.addClassName("il-row");
    var until = circuit.openUntil();
    if (until != null) state.add(new Span("until"), TimeText.timeOfDay(until));
    var rate = circuit.failureRate();
    var facts =
        new Facts()
            .fact("State", state)
            .fact(
                "Last calls",
                Figures.count(circuit.failures())
                    + " of "
                    + Figures.count(circuit.calls())
                    + " failed"
                    + (rate == null ? "" : " (" + rate + " %)"))
            .fact("Under way", circuit.underWay() + " of " + circuit.concurrentCalls())
            .fact("Retries, last minute", circuit.retries() + " of " + circuit.retriesAllowed());
    if (circuit.throttled() > 0)
      facts.fact("Asked for patience", Figures.count(circuit.throttled(), "time"));
    if (circuit.refused() > 0) facts.fact("Held back", Figures.count(circuit.refused(), "call"));
    var error = circuit.lastError();
    var errorAt = circuit.lastErrorAt();
    if (error != null && errorAt != null) {
      var last = new Div(new Span(error + " "), TimeText.relative(errorAt));
      facts.fact("Last error", last);
    }
    var hint =
        new Span(
            "As the hub node behind this page sees it; each node counts for itself. Calls that are"
                + " held back wait and use up no attempt.");
    hint.addClassName("il-sub");
    add(new H3("Circuit"), facts, hint);
    if (mayEdit) add(button(circuit));
  }

  private Div button(Circuit circuit) {
    boolean closed = circuit.state() == State.CLOSED;
    var button =
        closed
            ? Buttons.danger("circuit-open", "Hold back all calls", () -> act(circuits::forceOpen))
            : Buttons.plain("circuit-reset", "Let calls out now", () -> act(circuits::reset));
    button.addThemeName("small");
    return new Div(button);
  }

  private interface Act {
    Circuit on(String alias, Environment environment);
  }

  private void act(Act act) {
    read(() -> act.on(alias, environment));
    changed.run();
  }
}
