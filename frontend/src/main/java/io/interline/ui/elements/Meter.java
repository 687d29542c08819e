package io.interline.ui.elements;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/// How much of something is used: words, figures, and a bar when there is a limit.
public final class Meter extends Div {

  /// @param used and `of`: in the words of `figure`; no limit when `of` is absent
  /// @param tone of the bar
  public Meter(String name, long used, @Nullable Long of, Unit unit, Tone tone) {
    var value = new Span(unit.words(used));
    value.addClassName("il-strong");
    var limit = new Span(of == null ? "no limit" : "of " + unit.words(of));
    limit.addClassNames("il-nowrap", "il-muted");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var words = new Div(new Span(name), spacer, value, limit);
    words.addClassName("il-row");
    add(words);
    if (of != null) add(bar(name, used, of, tone));
  }

  /// What is counted.
  @FunctionalInterface
  public interface Unit {

    /// The amount, for people.
    String words(long amount);
  }

  private static Div bar(String name, long used, long of, Tone tone) {
    var fill = new Span();
    long percent = of == 0 ? 0 : Math.clamp(100 * used / of, used > 0 ? 1 : 0, 100);
    fill.getStyle().setWidth(percent + "%");
    if (tone != Tone.NEUTRAL) fill.getStyle().setBackground("var(--il-" + tone.className() + ")");
    var bar = new Div(fill);
    bar.addClassName("il-meter");
    bar.getElement()
        .setAttribute("role", "meter")
        .setAttribute("aria-label", name)
        .setAttribute("aria-valuenow", String.valueOf(Math.min(used, of)))
        .setAttribute("aria-valuetext", percent + " %")
        .setAttribute("aria-valuemin", "0")
        .setAttribute("aria-valuemax", String.valueOf(of));
    return bar;
  }
}
