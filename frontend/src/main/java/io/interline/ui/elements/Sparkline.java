package io.interline.ui.elements;

import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Locale;

/// A small line of how a figure went. Drawn as SVG; screen readers hear the words given.
public final class Sparkline extends Div {

  private static final int WIDTH = 220;

  /// @param values from oldest to newest
  /// @param tone colour of the line
  /// @param words what a reader who does not see it should know
  public Sparkline(List<Long> values, Tone tone, int height, String words) {
    addClassName("il-spark");
    setHeight(height + "px");
    getElement().setAttribute("role", "img");
    getElement().setAttribute("aria-label", words);
    getElement().setProperty("innerHTML", markup(values, tone, height));
  }

  private static String markup(List<Long> values, Tone tone, int height) {
    var colour = "var(--il-" + (tone == Tone.NEUTRAL ? "ink-3" : tone.className()) + ")";
    var line = points(values, height);
    return "<svg viewBox='0 0 %d %d' preserveAspectRatio='none' aria-hidden='true'>"
            .formatted(WIDTH, height)
        + "<polygon points='0,%2$d %1$s %3$d,%2$d' style='fill:%4$s' fill-opacity='.08'/>"
            .formatted(line, height, WIDTH, colour)
        + "<polyline points='%s' style='stroke:%s' fill='none' stroke-width='1.8'"
            .formatted(line, colour)
        + " stroke-linejoin='round' vector-effect='non-scaling-stroke'/></svg>";
  }

  private static String points(List<Long> values, int height) {
    long max = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(0));
    double step = values.size() < 2 ? WIDTH : (double) WIDTH / (values.size() - 1);
    var points = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double y = height - 2 - (height - 5) * ((double) values.get(i) / max);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", i * step, y));
    }
    return points.toString().strip();
  }
}
