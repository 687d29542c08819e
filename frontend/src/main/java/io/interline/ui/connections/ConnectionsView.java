package io.interline.ui.connections;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.connector.Catalog;
import io.interline.connector.Connections;
import io.interline.connector.Connections.Connection;
import io.interline.connector.Operations;
import io.interline.flow.Circuits;
import io.interline.flow.Circuits.Circuit;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Connections by alias, both environments side by side.
@Route(value = "connections", layout = MainLayout.class)
@PageTitle("Connections · Interline")
@PermitAll
public class ConnectionsView extends Page implements BeforeEnterObserver {

  private final Connections connections;
  private final Circuits circuits;
  private final Catalog catalog;
  private final boolean mayEdit;
  private final DataTable<Alias> table = new DataTable<>("Connections", Alias::name);
  private final Div problem = new Div();
  private final Div empty = new Div();
  private List<Circuit> open = List.of();

  public ConnectionsView(
      Connections connections,
      Circuits circuits,
      Catalog catalog,
      Operations operations,
      CurrentUser user) {
    super("Connections");
    this.connections = connections;
    this.circuits = circuits;
    this.catalog = catalog;
    this.mayEdit = user.may(Permission.CONNECTION_EDIT);
    if (mayEdit) {
      actions(
          Buttons.primary(
              "connection-new", "New connection", () -> edit(null, Environment.DEVELOPMENT)));
    }
    if (operations.allowsPrivateAddresses()) {
      body()
          .add(
              Note.hint(
                  "This installation allows calls to private and loopback addresses, so that you"
                      + " can try it on this machine. A hub that others share should not."));
    }
    table
        .rowId(alias -> "connection-" + alias.name())
        .column("Alias", ConnectionsView::name)
        .text("Connector", this::connector)
        .column("Development", alias -> side(alias, Environment.DEVELOPMENT))
        .column("Production", alias -> side(alias, Environment.PRODUCTION));
    var card = new Div(problem, table, empty);
    card.addClassName("il-card");
    body().add(card);
  }

  private static Component name(Alias alias) {
    var name = new Span(alias.name());
    name.addClassName("il-strong");
    var title = new Span(alias.any().title());
    title.addClassName("il-sub");
    var cell = new Div(name, title);
    cell.addClassName("il-tight");
    return cell;
  }

  private String connector(Alias alias) {
    var id = alias.any().connector();
    return catalog.connectors().stream()
        .filter(each -> each.id().equals(id))
        .map(Catalog.ConnectorInfo::title)
        .findFirst()
        .orElse(id);
  }

  private Component side(Alias alias, Environment environment) {
    var connection = alias.sides().get(environment);
    if (connection == null) {
      if (!mayEdit) return new Span("–");
      var add =
          Buttons.plain(
              "add-" + alias.name() + "-" + environment.id(),
              "Set up",
              () -> edit(alias, environment));
      add.addThemeName("small");
      return add;
    }
    var address = new Span(connection.settings().getOrDefault("baseUrl", connection.auth()));
    address.addClassNames("il-mono", "il-clip");
    var state = new Div(tested(connection));
    state.addClassName("il-row");
    var test = connection.lastTest();
    if (test != null) state.add(TimeText.relative(test.at()));
    open.stream()
        .filter(each -> each.alias().equals(alias.name()) && each.environment() == environment)
        .forEach(each -> state.add(CircuitPanel.chip(each)));
    var cell = new NativeButton("", click -> edit(alias, environment));
    cell.addClassName("il-side");
    cell.setId("open-" + alias.name() + "-" + environment.id());
    var heard =
        new Span((mayEdit ? "Edit " : "Show ") + alias.name() + ", " + Names.of(environment));
    heard.addClassName("il-sr");
    cell.add(heard, address, state);
    return cell;
  }

  static Chip tested(Connection connection) {
    var test = connection.lastTest();
    if (test == null) return new Chip("not tested", Tone.NEUTRAL);
    return test.ok() ? Chip.state("works", Tone.OK) : Chip.state("fails", Tone.BAD);
  }

  private void edit(@Nullable Alias alias, Environment environment) {
    var edited = alias == null ? null : alias.sides().get(environment);
    var pattern = alias == null ? null : alias.any();
    drawer(
        new ConnectionDrawer(
            connections,
            circuits,
            catalog,
            new ConnectionDrawer.Subject(environment, edited, pattern),
            mayEdit,
            this::read));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    read();
    var parameters = event.getLocation().getQueryParameters();
    if (parameters.getParameters().containsKey("new") && mayEdit) {
      edit(null, Environment.DEVELOPMENT);
    }
  }

  private void read() {
    problem.removeAll();
    List<Alias> aliases = new ArrayList<>();
    open =
        Attempt.reading(circuits::list, List.<Circuit>of()).stream()
            .filter(each -> each.state() != Circuits.State.CLOSED)
            .toList();
    Attempt.of(
        () -> aliases.addAll(Alias.of(connections.list())),
        words -> problem.add(Note.problem(words)));
    table.show(aliases);
    table.setVisible(!aliases.isEmpty());
    empty.removeAll();
    if (aliases.isEmpty()) empty.add(nothing());
  }

  private Component nothing() {
    var state =
        new EmptyState(
            Glyph.PLUG,
            "No connections yet",
            "A connection says where another system is and how to log in there. Flows name it by"
                + " its alias; each environment has its own address and secrets.");
    if (mayEdit) {
      state.add(
          Buttons.primary(
              "connection-first",
              "Make the first connection",
              () -> edit(null, Environment.DEVELOPMENT)));
    }
    return state;
  }

  /// An alias with what it means in each environment.
  private record Alias(String name, Map<Environment, Connection> sides) {

    Connection any() {
      return sides.values().iterator().next();
    }

    static List<Alias> of(List<Connection> all) {
      var aliases = new TreeMap<String, Map<Environment, Connection>>();
      for (var connection : all) {
        aliases
            .computeIfAbsent(connection.alias(), name -> new EnumMap<>(Environment.class))
            .put(connection.environment(), connection);
      }
      return aliases.entrySet().stream()
          .map(entry -> new Alias(entry.getKey(), entry.getValue()))
          .toList();
    }
  }
}
