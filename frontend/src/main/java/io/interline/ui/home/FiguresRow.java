package io.interline.ui.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
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
        now.dead() == 0 ? "no dead letters" : Figures.count(now.dead(), "dead letter"),
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
        new Sparkline(values(now, Bucket::succeeded), Tone.RUN, 44, "Deliveries per hour"));
  }

  private static Div waiting(Statistics now, Instant at) {
    var oldest = now.oldestWaitingAt();
    return figure(
        "figure-waiting",
        "Under way",
        Figures.count(now.waiting()),
        oldest == null
            ? "nothing waits"
            : "oldest " + Figures.duration(Duration.between(oldest, at)),
        new Sparkline(values(now, Bucket::dead), Tone.WARN, 44, "Dead letters per hour"));
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
      String id, String title, String value, String under, Sparkline sparkline) {
    var name = new Div(title);
    name.addClassName("il-sub");
    var strong = new Span(value);
    strong.addClassName("il-big");
    var words = new Div(under);
    words.addClassName("il-sub");
    var figure = new Div(name, strong, words, sparkline);
    figure.setId(id);
    figure.addClassNames("il-card", "il-figure");
    return figure;
  }
}
