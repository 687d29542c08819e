package io.interline.ui.runs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.ui.elements.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/// When each step was worked on, from acceptance to the end, as a strip. A turn of a loop is one
/// bar.
final class Timeline extends Div {

  private static final int MOST_BARS = 500;

  private final BiConsumer<String, String> chosen;
  private final Span took = new Span();
  private final Div strip = new Div();

  /// @param chosen told the step and its turns
  Timeline(BiConsumer<String, String> chosen) {
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
    took.setText(
        Figures.duration(Duration.between(from, until)) + (ended == null ? " so far" : ""));
    double total = Math.max(1, Duration.between(from, until).toMillis());
    bars(run, until).stream().limit(MOST_BARS).forEach(bar -> draw(bar, from, total));
  }

  private static List<Bar> bars(RunDetail run, Instant until) {
    var outline = Outline.of(run.document());
    // A loop is as long as its turns, which are drawn.
    var loops = new HashSet<String>();
    outline.loops().values().forEach(loops::addAll);
    var bars = new ArrayList<Bar>();
    var turns = new LinkedHashMap<String, Bar>();
    for (var step : run.steps()) {
      if (!step.turns().isEmpty()) {
        var bar = turn(step, outline, until);
        turns.merge(bar.words() + outline.undoes().containsKey(step.step()), bar, Bar::and);
      } else if (!loops.contains(step.step())) bars.addAll(bars(step, outline, until));
    }
    bars.addAll(turns.values());
    return bars;
  }

  private static Bar turn(StepRun step, Outline outline, Instant until) {
    String words = outline.turn(step.step(), step.turns());
    return new Bar(
        step.step(), step.turns(), words, step.startedAt(), end(step, until), kind(step, outline));
  }

  private static List<Bar> bars(StepRun step, Outline outline, Instant until) {
    var kind = kind(step, outline);
    if (step.attempts().isEmpty() || kind == Kind.WAITING)
      return List.of(
          new Bar(step.step(), "", step.step(), step.startedAt(), end(step, until), kind));
    return step.attempts().stream()
        .map(
            attempt ->
                new Bar(
                    step.step(),
                    "",
                    step.step(),
                    attempt.startedAt(),
                    attempt.startedAt().plusMillis(attempt.tookMillis()),
                    attempt.ok() ? kind : Kind.FAILED))
        .toList();
  }

  private static Instant end(StepRun step, Instant until) {
    boolean goesOn =
        Set.of(StepStatus.WAITING, StepStatus.RETRYING, StepStatus.RUNNING).contains(step.status());
    var ended = step.endedAt();
    return goesOn || ended == null ? until : ended;
  }

  private static Kind kind(StepRun step, Outline outline) {
    return switch (step.status()) {
      case FAILED, RETRYING -> Kind.FAILED;
      case WAITING -> Kind.WAITING;
      case RUNNING, SUCCEEDED, SKIPPED, COMPENSATED ->
          outline.undoes().containsKey(step.step()) ? Kind.UNDOING : Kind.WORKED;
    };
  }

  private void draw(Bar bar, Instant from, double total) {
    var length = Duration.between(bar.from(), bar.until());
    double left = Math.clamp(100 * Duration.between(from, bar.from()).toMillis() / total, 0, 99.5);
    double width = Math.clamp(100 * length.toMillis() / total, 0.4, 100 - left);
    var button = new NativeButton("", click -> chosen.accept(bar.step(), bar.turns()));
    button.addClassName(bar.kind().className);
    button.getStyle().setLeft(percent(left)).setWidth(percent(width));
    var words = bar.words() + ", " + Figures.duration(length) + bar.kind().words;
    button.getElement().setAttribute("aria-label", words).setAttribute("title", words);
    strip.add(button);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  /// How it went, the worst last.
  private enum Kind {
    WORKED("ok", ""),
    UNDOING("undo", ", undoes"),
    WAITING("wait", ", waits"),
    FAILED("bad", ", failed");

    private final String className;
    private final String words;

    Kind(String className, String words) {
      this.className = className;
      this.words = words;
    }
  }

  /// @param step that a click chooses
  private record Bar(
      String step, String turns, String words, Instant from, Instant until, Kind kind) {

    /// Both as one, as bad as the worse one.
    Bar and(Bar other) {
      var worse = other.kind.compareTo(kind) > 0 ? other : this;
      return new Bar(
          worse.step,
          worse.turns,
          words,
          from.isBefore(other.from) ? from : other.from,
          until.isAfter(other.until) ? until : other.until,
          worse.kind);
    }
  }
}
