package io.interline.ui.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.connector.Connections;
import io.interline.connector.Operations;
import io.interline.flow.Deployments;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Flows.Template;
import io.interline.flow.Runs;
import io.interline.tenant.Environment;
import io.interline.tenant.Organisations;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.flows.Choices;
import io.interline.ui.flows.Icons;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From nothing to a first run: choose a template, say where it sends, send a message, see the run.
/// The flow in hand stands in the address (`start?flow=…`), so that one can leave and come back.
@Route(value = "start", layout = MainLayout.class)
@PageTitle("Get started · Interline")
@PermitAll
public class GuidedStartView extends Page implements BeforeEnterObserver {

  private static final List<String> STEPS =
      List.of("Choose a template", "Say where it sends", "Send a message", "Done");

  private final Flows flows;
  private final Deployments deployments;
  private final Connections connections;
  private final Operations operations;
  private final Runs runs;
  private final Organisations organisations;
  private final OrderedList steps = new OrderedList();
  private final Button skip = Buttons.quiet("start-skip", "Skip for now", this::skip);
  private final Div problem = new Div();
  private final Div content = new Div();

  public GuidedStartView(
      Flows flows,
      Deployments deployments,
      Connections connections,
      Operations operations,
      Runs runs,
      Organisations organisations) {
    super("Your first flow");
    this.flows = flows;
    this.deployments = deployments;
    this.connections = connections;
    this.operations = operations;
    this.runs = runs;
    this.organisations = organisations;
    actions(skip);
    steps.addClassName("il-steps");
    steps.getElement().setAttribute("aria-label", "Steps");
    content.addClassNames("il-card", "il-card-body", "il-start");
    content.setId("start");
    body().addClassName("narrow");
    body().add(steps, problem, content);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    problem.removeAll();
    var parameters = event.getLocation().getQueryParameters();
    var again = parameters.getParameters().containsKey("again");
    var named = parameters.getSingleParameter("flow");
    Attempt.of(
        () -> {
          var all = flows.list();
          var flow =
              all.stream()
                  .filter(each -> named.isEmpty() || each.id().value().equals(named.get()))
                  .filter(each -> each.trigger().startsWith("webhook"))
                  // To look at this page must make nothing live: only a flow named goes on to that.
                  .filter(each -> named.isPresent() || development(each).isPresent())
                  .max(Comparator.comparing(FlowSummary::changedAt));
          if (again || flow.isEmpty()) choose();
          else goOn(flow.get());
        },
        this::say);
  }

  private void goOn(FlowSummary flow) {
    var live = development(flow);
    if (live.isPresent()) send(flow, live.get());
    else connect(flow.id());
  }

  private static Optional<Deployment> development(FlowSummary flow) {
    return flow.deployments().stream()
        .filter(each -> each.environment() == Environment.DEVELOPMENT)
        .filter(each -> each.webhookPath() != null)
        .findFirst();
  }

  private void step(int number, String words, Component... components) {
    steps.removeAll();
    for (int i = 0; i < STEPS.size(); i++) {
      var item = new ListItem(STEPS.get(i));
      item.setClassName("done", i < number);
      if (i == number) item.getElement().setAttribute("aria-current", "step");
      steps.add(item);
    }
    skip.setVisible(number < STEPS.size() - 1);
    content.removeAll();
    content.add(new H2(STEPS.get(number)), new Paragraph(words));
    content.add(components);
  }

  private void choose() {
    var choices = new Choices<Template>("Template");
    for (var template : flows.templates()) {
      if (template.id().equals("empty") || !FlowNeeds.of(template.document()).webhook()) continue;
      choices.choice(
          template.id(),
          Icons.of(template.icon()),
          template.title(),
          template.description(),
          template);
    }
    step(
        0,
        "A template is a whole flow that you can change later. Each takes messages by webhook.",
        choices,
        actionsRow(
            Buttons.primary("start-choose", "Use this template", () -> create(choices.chosen()))));
  }

  private void create(@Nullable Template template) {
    if (template == null) return;
    attempt(
        () -> {
          var draft = flows.create(null, template.title(), template.id());
          Go.to("start?flow=" + draft.id());
        });
  }

  private void connect(FlowId flow) {
    var form = form();
    var aliases = aliases(flow);
    if (form.missing(aliases).isEmpty()) {
      publish(flow);
      return;
    }
    form.show(aliases);
    step(
        1,
        "The flow calls another system. A connection says where that is; this one is for"
            + " Development, so nothing real is touched.",
        form,
        actionsRow(
            Buttons.primary(
                "start-connect",
                "Save and go live in Development",
                () -> saveThen(form, () -> publish(flow))),
            Buttons.quiet("start-back", "Back", this::choose)));
  }

  /// Of a flow that is live: the address may be why its first message failed.
  private void changeAddress(FlowSummary flow, Deployment live) {
    var form = form();
    form.change(aliases(flow.id()));
    step(
        1,
        "Where " + flow.title() + " sends in Development. The next message goes there.",
        form,
        actionsRow(
            Buttons.primary("start-connect", "Save", () -> saveThen(form, () -> send(flow, live))),
            Buttons.quiet("start-back", "Back", () -> send(flow, live))));
  }

  private ConnectForm form() {
    return new ConnectForm(connections, operations.allowsPrivateAddresses());
  }

  private Set<String> aliases(FlowId flow) {
    return FlowNeeds.of(flows.draft(flow).document()).connections();
  }

  private void saveThen(ConnectForm form, Runnable next) {
    if (!form.complete()) return;
    attempt(
        () -> {
          form.save();
          next.run();
        });
  }

  private void publish(FlowId flow) {
    var draft = flows.draft(flow);
    var summary = flows.get(flow);
    int version =
        summary.latestVersion() > 0 && !summary.draftDiffers()
            ? summary.latestVersion()
            : flows.publish(flow, draft.etag(), "Guided start").number();
    var live = deployments.deploy(flow, version, Environment.DEVELOPMENT);
    send(flows.get(flow), live);
  }

  private void send(FlowSummary flow, Deployment live) {
    var trial = new Trial(live, sample(flow), runs, this::done);
    step(
        2,
        flow.title()
            + " is live in Development. Send it a message, as another system would, and see what"
            + " becomes of it.",
        trial,
        actionsRow(
            Buttons.quiet(
                "start-address",
                "Change the address",
                () -> attempt(() -> changeAddress(flow, live))),
            Buttons.quiet("start-again", "Choose another template", this::choose)));
  }

  private String sample(FlowSummary flow) {
    return flows.templates().stream()
        .filter(template -> template.title().equals(flow.title()))
        .map(Template::sample)
        .findFirst()
        .orElse("{\n  \"hello\": \"world\"\n}");
  }

  private void done(Trial trial) {
    Attempt.of(organisations::finishGuidedStart, this::say);
    step(
        3,
        "Your first message went all the way. This is what another system would do:",
        trial.command(),
        actionsRow(
            Buttons.primary("start-run", "Look at the run", () -> Go.to("runs/" + trial.run())),
            Buttons.plain("start-editor", "Open the flow", () -> Go.to("flows/" + trial.flow())),
            Buttons.plain("start-members", "Invite a colleague", () -> Go.to("members")),
            Buttons.quiet("start-home", "Go home", () -> Go.to(""))));
  }

  private void skip() {
    HomeMemory.skipStart();
    Go.to("");
  }

  private void attempt(Runnable work) {
    problem.removeAll();
    Attempt.of(work, this::say);
  }

  private void say(String words) {
    problem.removeAll();
    var note = Note.problem(words + " ");
    note.words().add(new Anchor("start?again", "Choose another template"));
    problem.add(note);
  }

  private static Div actionsRow(Component... buttons) {
    var row = new Div(buttons);
    row.addClassNames("il-row", "wrap");
    return row;
  }
}
