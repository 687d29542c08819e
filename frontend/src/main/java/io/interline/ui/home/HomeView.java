package io.interline.ui.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.connector.Connections;
import io.interline.flow.Approvals;
import io.interline.flow.Circuits;
import io.interline.flow.DeadLetters;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Limits;
import io.interline.flow.Runs;
import io.interline.flow.Runs.Statistics;
import io.interline.tenant.Environment;
import io.interline.tenant.Organisations;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.Segment;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is well and what is not, at a glance: the last 24 hours of one environment.
@Route(value = "", layout = MainLayout.class)
@PageTitle("Home · Interline")
@PermitAll
public class HomeView extends Page implements BeforeEnterObserver {

  private static final Duration WINDOW = Duration.ofHours(24);

  private final Flows flows;
  private final Runs runs;
  private final Organisations organisations;
  private final Limits limits;
  private final CurrentUser user;
  private final Clock clock;
  private final NeedsYou needsYou;
  private final FiguresRow figures = new FiguresRow();
  private final FlowHealth health;
  private final PlanUse planUse = new PlanUse();
  private final Span overall = new Span();
  private final Div notes = new Div();
  private final Segment<Environment> choice;
  private Environment environment = Environment.PRODUCTION;

  public HomeView(
      Flows flows,
      Runs runs,
      Organisations organisations,
      DeadLetters letters,
      Connections connections,
      Approvals approvals,
      Limits limits,
      Circuits circuits,
      CurrentUser user,
      Clock clock) {
    super("Hello, " + firstName(user.account().name()));
    this.flows = flows;
    this.runs = runs;
    this.organisations = organisations;
    this.limits = limits;
    this.needsYou =
        new NeedsYou(letters, connections, approvals, circuits, user.may(Permission.RUN_REPLAY));
    this.user = user;
    this.clock = clock;
    this.health = new FlowHealth(user.may(Permission.FLOW_EDIT));
    this.choice =
        new Segment<>(
            "Environment",
            List.of(Environment.PRODUCTION, Environment.DEVELOPMENT),
            Names::of,
            chosen -> {
              environment = chosen;
              HomeMemory.environment(chosen);
              refresh();
            });
    overall.getElement().setAttribute("aria-live", "polite");
    beside(overall);
    actions(choice);
    var middle = new Div(needsYou, planUse);
    middle.addClassName("il-two");
    body().add(notes, figures, middle, health);
    Live.every(Duration.ofSeconds(5), this, this::refresh);
  }

  static String firstName(String name) {
    return name.strip().split("\\s+", 2)[0];
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var organisation = organisations.current();
    var live = live();
    boolean unfinished =
        organisation.guidedStart() && live.isEmpty() && user.may(Permission.FLOW_EDIT);
    if (unfinished && !HomeMemory.startSkipped()) {
      event.forwardTo(GuidedStartView.class);
      return;
    }
    notes.removeAll();
    notes.setVisible(unfinished);
    if (unfinished) notes.add(resume());
    environment = HomeMemory.environment(() -> busiest(live));
    choice.value(environment);
    refresh();
  }

  /// The environments in which flows are live.
  private Set<Environment> live() {
    return Attempt.reading(flows::list, List.<FlowSummary>of()).stream()
        .flatMap(flow -> flow.deployments().stream())
        .map(Deployment::environment)
        .collect(Collectors.toSet());
  }

  /// Production, unless flows are live in development alone.
  private static Environment busiest(Set<Environment> live) {
    return live.isEmpty() || live.contains(Environment.PRODUCTION)
        ? Environment.PRODUCTION
        : Environment.DEVELOPMENT;
  }

  private Component resume() {
    var note = Note.hint("A first flow takes three minutes. ");
    var link = new Anchor("start", "Go on with the guided start");
    link.setId("resume-start");
    note.words().add(link);
    note.add(
        Buttons.quiet(
            "dismiss-start",
            "Not needed",
            () -> {
              if (Attempt.of(organisations::finishGuidedStart)) notes.setVisible(false);
            }));
    return note;
  }

  private void refresh() {
    Attempt.of(
        () -> {
          var now = clock.instant();
          var statistics = runs.statistics(environment, now.minus(WINDOW), now);
          var all = flows.list();
          figures.show(statistics, now);
          var use = limits.current();
          planUse.show(use);
          int needs = needsYou.refresh(environment, use);
          health.show(all, statistics, environment, needsYou.failing());
          say(statistics, needs);
        },
        words -> {
          overall.removeAll();
          overall.add(new Chip(words, Tone.BAD));
        });
  }

  private void say(Statistics statistics, int needs) {
    overall.removeAll();
    if (needs > 0) overall.add(Chip.state("Needs you", Tone.WARN));
    else if (statistics.accepted() == 0) overall.add(Chip.state("Quiet", Tone.NEUTRAL));
    else if (statistics.dead() > 0) overall.add(Chip.state("Nothing needs you", Tone.OK));
    else overall.add(Chip.state("All is delivered", Tone.OK));
  }
}
