package io.interline.ui.runs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.StepRun;
import io.interline.ui.elements.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/// When each step was worked on, from acceptance to the end, as a strip.
final class Timeline extends Div {

  private final Consumer<String> chosen;
  private final Span took = new Span();
  private final Div strip = new Div();

  Timeline(Consumer<String> chosen) {
    this.chosen = chosen;
    addClassName("il-timeline");
    setId("run-timeline");
    var title = new Span("Timeline");
    title.addClassName("il-strong");
    took.addClassName("il-muted");
    strip.addClassName("il-strip");
    add(title, took, strip);
  }

  void show(RunDetail run, Instant now) {
    strip.removeAll();
    var from = run.summary().acceptedAt();
    var ended = run.summary().endedAt();
    var until = ended == null ? now : ended;
    double total = Math.max(1, Duration.between(from, until).toMillis());
    took.setText(
        Figures.duration(Duration.between(from, until)) + (ended == null ? " so far" : ""));
    for (var step : run.steps()) {
      if (step.attempts().isEmpty()) {
        var end = step.endedAt() == null ? until : step.endedAt();
        bar(step, step.startedAt(), Duration.between(step.startedAt(), end), from, total, true);
      }
      for (var attempt : step.attempts()) {
        bar(step, attempt, from, total);
      }
    }
  }

  private void bar(StepRun step, Attempt attempt, Instant from, double total) {
    var length = Duration.ofMillis(attempt.tookMillis());
    bar(step, attempt.startedAt(), length, from, total, attempt.ok());
  }

  private void bar(
      StepRun step, Instant at, Duration length, Instant from, double total, boolean ok) {
    double left = Math.clamp(100 * Duration.between(from, at).toMillis() / total, 0, 99.5);
    double width = Math.clamp(100 * length.toMillis() / total, 0.4, 100 - left);
    var bar = new NativeButton("", click -> chosen.accept(step.step()));
    bar.addClassName(ok ? "ok" : "bad");
    bar.getStyle().setLeft(percent(left)).setWidth(percent(width));
    var words = step.step() + ", " + Figures.duration(length) + (ok ? "" : ", failed");
    bar.getElement().setAttribute("aria-label", words).setAttribute("title", words);
    strip.add(bar);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
