package io.interline.ui.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Style.BoxSizing;
import io.interline.flow.Runs.Statistics;
import io.interline.tenant.Plan;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Figures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the organisation takes of its plan now.
final class PlanUse extends Div {

  private final Div content = new Div();
  private final Span title = new Span();
  private @Nullable Plan plan;

  PlanUse() {
    content.addClassName("il-card-body");
    title.addClassName("il-muted");
    var card = new Card("Your plan").actions(title);
    card.add(content);
    card.getStyle().setHeight("100%").setBoxSizing(BoxSizing.BORDER_BOX);
    add(card);
  }

  void plan(Plan plan) {
    this.plan = plan;
    title.setText(plan.title());
  }

  void use(Statistics statistics) {
    var limits = plan;
    if (limits == null) return;
    content.removeAll();
    content.add(
        meter("Under way at once", statistics.waiting(), limits.concurrentRuns()),
        meter("Messages a second, busiest hour", busiest(statistics), limits.acceptPerSecond()));
  }

  /// Messages a second of the busiest piece of the window, rounded up.
  private static long busiest(Statistics statistics) {
    var buckets = statistics.buckets();
    long most = buckets.stream().mapToLong(bucket -> bucket.accepted()).max().orElse(0);
    if (buckets.size() < 2) return most;
    long seconds =
        Math.max(1, Duration.between(buckets.get(0).from(), buckets.get(1).from()).toSeconds());
    return Math.ceilDiv(most, seconds);
  }

  private static Div meter(String name, long used, long of) {
    var value = new Span(Figures.count(used));
    value.addClassName("il-strong");
    var limit = new Span("of " + Figures.count(of));
    limit.addClassName("il-nowrap");
    limit.addClassName("il-muted");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var words = new Div(new Span(name), spacer, value, limit);
    words.addClassName("il-row");
    var fill = new Span();
    long percent = of == 0 ? 0 : Math.clamp(100 * used / of, used > 0 ? 1 : 0, 100);
    fill.getStyle().setWidth(percent + "%");
    var bar = new Div(fill);
    bar.addClassName("il-meter");
    bar.getElement()
        .setAttribute("role", "meter")
        .setAttribute("aria-label", name)
        .setAttribute("aria-valuenow", String.valueOf(used))
        .setAttribute("aria-valuemin", "0")
        .setAttribute("aria-valuemax", String.valueOf(of));
    return new Div(words, bar);
  }
}
