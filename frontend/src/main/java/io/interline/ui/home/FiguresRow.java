package io.interline.ui.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import io.interline.flow.Runs.Bucket;
import io.interline.flow.Runs.Statistics;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Sparkline;
import io.interline.ui.elements.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// The four figures of the home page.
final class FiguresRow extends Div {

  FiguresRow() {
    addClassName("il-figures");
  }

  void show(Statistics now, Instant at) {
    removeAll();
    add(accepted(now), delivered(now), latency(now), waiting(now, at));
  }

  private static Div accepted(Statistics now) {
    return figure(
        "figure-accepted",
        "Messages, last 24 h",
        Figures.count(now.accepted()),
        now.accepted() == 0 ? "none yet" : Figures.count(now.succeeded()) + " delivered",
        new Sparkline(values(now, Bucket::accepted), Tone.ACCENT, 44, "Messages per hour"));
  }

  private static Div delivered(Statistics now) {
    return figure(
        "figure-delivered",
        "Delivered",
        rate(now.succeeded(), now.dead()),
        now.dead() == 0 ? "no dead letters" : Figures.count(now.dead(), "run") + " failed for good",
        new Sparkline(
            values(now, Bucket::succeeded),
            now.dead() == 0 ? Tone.OK : Tone.WARN,
            44,
            "Deliveries per hour"));
  }

  private static Div latency(Statistics now) {
    var p99 = now.p99Millis();
    var p95 = now.p95Millis();
    return figure(
        "figure-latency",
        "Accepted to delivered, p99",
        p99 == null ? "–" : Figures.millis(p99),
        p95 == null ? "no run has ended yet" : "p95 " + Figures.millis(p95),
        p95 == null || p99 == null ? new Div() : bars(p95, p99));
  }

  private static Div bars(long p95, long p99) {
    var bars = new Div();
    bars.addClassName("il-bars");
    bars.getElement().setAttribute("aria-hidden", "true");
    bar(bars, "p95", 100.0 * p95 / Math.max(1, p99));
    bar(bars, "p99", 100);
    return bars;
  }

  private static void bar(Div bars, String name, double percent) {
    var bar = new Element("i");
    bar.getStyle().setWidth(String.format(Locale.ROOT, "%.0f%%", Math.min(100, percent)));
    bars.add(new Span(name));
    bars.getElement().appendChild(bar);
  }

  private static Div waiting(Statistics now, Instant at) {
    var oldest = now.oldestWaitingAt();
    var words =
        oldest == null
            ? "nothing waits"
            : "oldest " + Figures.duration(Duration.between(oldest, at));
    return figure("figure-waiting", "Under way", Figures.count(now.waiting()), words, new Div());
  }

  private static List<Long> values(Statistics now, ToLongFunction<Bucket> figure) {
    return now.buckets().stream().map(figure::applyAsLong).toList();
  }

  /// Share of ended runs that were delivered; never rounded up to all.
  static String rate(long succeeded, long dead) {
    long ended = succeeded + dead;
    if (ended == 0) return "–";
    if (dead == 0) return "100 %";
    double percent = Math.floor(10_000.0 * succeeded / ended) / 100;
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }

  private static Div figure(
      String id, String title, String value, String under, Component picture) {
    var name = new Div(title);
    name.addClassName("il-sub");
    var strong = new Span(value);
    strong.addClassName("il-big");
    var words = new Div(under);
    words.addClassName("il-sub");
    var figure = new Div(name, strong, words, picture);
    figure.setId(id);
    figure.addClassNames("il-card", "il-figure");
    return figure;
  }
}
