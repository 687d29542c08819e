package io.interline.ui.flows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.ContextMenuPosition;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.CauseGroup;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.Deployments;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Confirmation;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The organisation's flows: what they are, where they are live, and making new ones.
@Route(value = "flows", layout = MainLayout.class)
@PageTitle("Flows · Interline")
@PermitAll
public class FlowsView extends Page implements BeforeEnterObserver {

  private final Flows flows;
  private final Deployments deployments;
  private final DeadLetters deadLetters;
  private final CurrentUser user;
  private final TextField search = new TextField();
  private final DataTable<FlowSummary> table = new DataTable<>("Flows", FlowSummary::id);
  private final Div problem = new Div();
  private final Div empty = new Div();
  private List<FlowSummary> all = List.of();

  public FlowsView(
      Flows flows, Deployments deployments, DeadLetters deadLetters, CurrentUser user) {
    super("Flows");
    this.flows = flows;
    this.deployments = deployments;
    this.deadLetters = deadLetters;
    this.user = user;
    search.setId("flows-search");
    search.setPlaceholder("Search flows");
    search.setAriaLabel("Search flows");
    search.setPrefixComponent(Glyph.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.EAGER);
    search.addValueChangeListener(change -> draw());
    actions(search);
    if (user.may(Permission.FLOW_EDIT)) {
      beside(
          Buttons.plain("flow-import", "Import", this::openImport),
          Buttons.primary("flow-new", "New flow", this::openNew));
    }
    columns();
    var card = new Div(problem, table, empty);
    card.addClassName("il-card");
    body().add(card);
  }

  private void columns() {
    table
        .rowId(flow -> "flow-" + flow.id())
        .onOpen(flow -> open(flow))
        .column("Flow", FlowsView::title)
        .text("Trigger", flow -> Names.trigger(flow.trigger()))
        .column("Version", FlowsView::version)
        .column("Development", flow -> state(flow, Environment.DEVELOPMENT))
        .column("Production", flow -> state(flow, Environment.PRODUCTION))
        .column("Changed", FlowsView::changed)
        .fit("", this::menu);
  }

  private static void open(FlowSummary flow) {
    Go.to("flows/" + flow.id());
  }

  private static Component title(FlowSummary flow) {
    var link = new Anchor("flows/" + flow.id(), flow.title());
    link.addClassName("il-row-link");
    var id = new Span(flow.id().value());
    id.addClassNames("il-muted", "il-mono");
    var cell = new Div(link, id);
    cell.addClassName("il-tight");
    return cell;
  }

  private static Component version(FlowSummary flow) {
    var cell = new Div();
    cell.addClassName("il-row");
    if (flow.latestVersion() > 0) cell.add(new Span("v" + flow.latestVersion()));
    if (flow.latestVersion() == 0) cell.add(new Chip("draft", Tone.NEUTRAL));
    else if (flow.draftDiffers()) cell.add(new Chip("draft changed", Tone.ACCENT));
    return cell;
  }

  private static Component state(FlowSummary flow, Environment environment) {
    return deployed(flow, environment)
        .<Component>map(
            live ->
                live.enabled()
                    ? Chip.state("v" + live.version() + " live", Tone.OK)
                    : Chip.state("v" + live.version() + " paused", Tone.WARN))
        .orElseGet(
            () -> {
              var none = new Span("–");
              none.addClassName("il-muted");
              return none;
            });
  }

  private static Optional<Deployment> deployed(FlowSummary flow, Environment environment) {
    return flow.deployments().stream()
        .filter(each -> each.environment() == environment)
        .findFirst();
  }

  private static Component changed(FlowSummary flow) {
    var by = new Span("by " + flow.changedBy());
    by.addClassNames("il-sub", "il-clip");
    by.getElement().setAttribute("title", flow.changedBy());
    var cell = new Div(TimeText.relative(flow.changedAt()), by);
    cell.addClassName("il-tight");
    return cell;
  }

  private Component menu(FlowSummary flow) {
    var button = new Button(Glyph.MORE.create());
    button.setId("flow-menu-" + flow.id());
    button.addThemeNames("tertiary", "small");
    button.setAriaLabel("Actions for " + flow.title());
    var menu = new ContextMenu(button);
    menu.setOpenOnClick(true);
    menu.setPosition(ContextMenuPosition.BOTTOM_END);
    menu.addItem("Open", click -> open(flow));
    menu.addItem("Runs", click -> Go.to("runs?flow=" + flow.id()));
    menu.addItem("Export…", click -> new ExportDialog(flows.draft(flow.id())).open());
    if (user.may(Permission.FLOW_DEPLOY)) {
      for (var live : flow.deployments()) {
        var verb = live.enabled() ? "Pause in " : "Resume in ";
        menu.addItem(
            verb + Names.of(live.environment()).toLowerCase(Locale.ROOT),
            click -> enable(flow, live));
      }
    }
    if (user.may(Permission.FLOW_EDIT)) {
      menu.addSeparator();
      menu.addItem("Delete…", click -> delete(flow)).addThemeNames("danger");
    }
    return button;
  }

  private void enable(FlowSummary flow, Deployment live) {
    if (!live.enabled()) {
      change(flow, live, true);
      return;
    }
    Confirmation.ask(
        "Pause " + flow.title() + " in " + Names.of(live.environment()) + "?",
        "Its webhook answers 503 until you resume it. Runs under way go on.",
        "Pause",
        () -> change(flow, live, false));
  }

  private void change(FlowSummary flow, Deployment live, boolean enabled) {
    if (Attempt.of(() -> deployments.setEnabled(flow.id(), live.environment(), enabled))) {
      Notices.done(
          flow.title()
              + (enabled ? " takes messages again in " : " is paused in ")
              + Names.of(live.environment())
              + ".");
      read();
    }
  }

  void delete(FlowSummary flow) {
    Confirmation.ask(
        "Delete " + flow.title() + "?",
        letters(flow)
            + "The flow and all its versions go. Its runs stay until their time is over. This cannot be"
            + " undone.",
        "Delete",
        () -> {
          if (Attempt.of(() -> flows.delete(flow.id()))) {
            Notices.done(flow.title() + " is deleted.");
            read();
          }
        });
  }

  /// Dead letters of a flow that is gone cannot be replayed.
  private String letters(FlowSummary flow) {
    var open = new LetterFilter(flow.id(), null, null, null, null, null, null);
    long count =
        Attempt.reading(() -> deadLetters.groups(open), List.<CauseGroup>of()).stream()
            .mapToLong(CauseGroup::letters)
            .sum();
    if (count == 0) return "";
    return "It has "
        + Figures.count(count, "open dead letter")
        + ", which cannot be replayed once it is gone: replay or copy them first. ";
  }

  private void openNew() {
    new NewFlowDialog(flows).open();
  }

  private void openImport() {
    new ImportDialog(flows).open();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    read();
    var parameters = event.getLocation().getQueryParameters().getParameters();
    if (parameters.containsKey("new") && user.may(Permission.FLOW_EDIT)) openNew();
  }

  private void read() {
    problem.removeAll();
    Attempt.of(() -> all = flows.list(), words -> problem.add(Note.problem(words)));
    draw();
  }

  private void draw() {
    var words = search.getValue().strip().toLowerCase(Locale.ROOT);
    var found =
        all.stream()
            .filter(
                flow ->
                    flow.title().toLowerCase(Locale.ROOT).contains(words)
                        || flow.id().value().contains(words))
            .toList();
    table.show(found);
    table.setVisible(!found.isEmpty());
    search.setVisible(!all.isEmpty());
    empty.removeAll();
    if (found.isEmpty()) empty.add(nothing());
  }

  private Component nothing() {
    if (!all.isEmpty()) {
      return new EmptyState(
          Glyph.SEARCH, "No flow is called that", "Search looks at titles and ids.");
    }
    var state =
        new EmptyState(
            Glyph.FLOW,
            "No flows yet",
            "A flow says what happens to a message: what starts it, how it is mapped, where it"
                + " goes. Begin with a template, or draw one from nothing.");
    if (user.may(Permission.FLOW_EDIT)) {
      state.add(Buttons.primary("flow-first", "Make the first flow", this::openNew));
    }
    return state;
  }
}
