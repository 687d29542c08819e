package io.interline.ui.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.FlowId;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Runs.Bucket;
import io.interline.flow.Runs.FlowStatistics;
import io.interline.flow.Runs.Statistics;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Sparkline;
import io.interline.ui.elements.Tone;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The flows that are live in an environment, and how they fare.
final class FlowHealth extends Div {

  private final DataTable<Line> table = new DataTable<>("Flows and their health", Line::id);
  private final Div empty = new Div();
  private final boolean mayEdit;

  FlowHealth(boolean mayEdit) {
    this.mayEdit = mayEdit;
    var card = new Card("Flows");
    if (mayEdit) {
      card.actions(
          Buttons.small("home-new-flow", Glyph.PLUS, "New flow", () -> Go.to("flows?new")));
    }
    table
        .onOpen(line -> Go.to("flows/" + line.id()))
        .column("Flow", FlowHealth::title)
        .text("Version", line -> "v" + line.deployment().version())
        .column("Last 24 h", FlowHealth::spark)
        .number("Messages", line -> Figures.count(line.accepted()))
        .number("Delivered", line -> FiguresRow.rate(line.succeeded(), line.dead()))
        .number("p99", line -> line.p99() == null ? "–" : Figures.millis(line.p99()))
        .number("Dead", line -> Figures.count(line.dead()))
        .column("State", FlowHealth::state);
    card.add(table, empty);
    add(card);
  }

  /// @param failing flows with open dead letters: what was replayed or discarded is dealt with
  void show(
      List<FlowSummary> flows,
      Statistics statistics,
      Environment environment,
      Set<FlowId> failing) {
    var figures =
        statistics.flows().stream()
            .collect(Collectors.toMap(each -> each.flow().value(), Function.identity()));
    var lines =
        flows.stream()
            .flatMap(
                flow ->
                    flow.deployments().stream()
                        .filter(live -> live.environment() == environment)
                        .map(
                            live ->
                                Line.of(
                                    flow,
                                    live,
                                    figures.get(flow.id().value()),
                                    failing.contains(flow.id()))))
            .toList();
    table.show(lines);
    table.setVisible(!lines.isEmpty());
    empty.removeAll();
    if (lines.isEmpty()) empty.add(nothing(flows.isEmpty(), environment));
  }

  private Component nothing(boolean none, Environment environment) {
    if (none && mayEdit) {
      return new EmptyState(
          Glyph.FLOW,
          "No flows yet",
          "Begin with a template, or draw one from nothing.",
          Buttons.primary("home-first-flow", "New flow", () -> Go.to("flows?new")));
    }
    return new EmptyState(
        Glyph.ROCKET,
        "Nothing is live in " + Names.of(environment),
        "Publish a flow and deploy it here; then its figures show.",
        new Anchor("flows", "Go to flows"));
  }

  private static Component title(Line line) {
    var link = new Anchor("flows/" + line.id(), line.title());
    link.addClassName("il-row-link");
    return link;
  }

  private static Component spark(Line line) {
    var spark = new Sparkline(line.buckets(), Tone.ACCENT, 24, "Messages per hour");
    spark.setWidth("140px");
    return spark;
  }

  private static Component state(Line line) {
    if (!line.deployment().enabled()) return Chip.state("Paused", Tone.NEUTRAL);
    long ended = line.succeeded() + line.dead();
    if (line.dead() == 0 || !line.open()) {
      if (ended > 0) return Chip.state("Healthy", Tone.OK);
      return line.accepted() > 0
          ? Chip.state("Under way", Tone.RUN)
          : Chip.state("Quiet", Tone.NEUTRAL);
    }
    return line.dead() * 20 > ended
        ? Chip.state("Failing", Tone.BAD)
        : Chip.state("Some failed", Tone.WARN);
  }

  /// A row: a flow as it is live, with its figures.
  ///
  /// @param open whether it has dead letters that nobody has dealt with
  private record Line(
      String id,
      String title,
      Deployment deployment,
      long accepted,
      long succeeded,
      long dead,
      boolean open,
      @Nullable Long p99,
      List<Long> buckets) {

    static Line of(
        FlowSummary flow, Deployment live, @Nullable FlowStatistics figures, boolean open) {
      var id = flow.id().value();
      if (figures == null)
        return new Line(id, flow.title(), live, 0, 0, 0, open, null, List.of(0L, 0L));
      return new Line(
          id,
          flow.title(),
          live,
          figures.accepted(),
          figures.succeeded(),
          figures.dead(),
          open,
          figures.p99Millis(),
          figures.buckets().stream().map(Bucket::accepted).toList());
    }
  }
}
