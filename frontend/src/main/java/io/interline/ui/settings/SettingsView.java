package io.interline.ui.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.tenant.ApiClients;
import io.interline.tenant.ApiClients.ApiClient;
import io.interline.tenant.Organisations;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Confirmation;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeText;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;

/// The organisation's name and plan, and the clients that may use its management API.
@Route(value = "settings", layout = MainLayout.class)
@PageTitle("Settings · Interline")
@PermitAll
public class SettingsView extends Page implements BeforeEnterObserver {

  private final Organisations organisations;
  private final ApiClients clients;
  private final boolean mayRename;
  private final boolean mayClients;
  private final TextField name = new TextField("Name");
  private final Div renameProblem = new Div();
  private final Div plan = new Div();
  private final DataTable<ApiClient> table = new DataTable<>("API clients", ApiClient::clientId);
  private final Div clientsBelow = new Div();

  public SettingsView(Organisations organisations, ApiClients clients, CurrentUser user) {
    super("Settings");
    this.organisations = organisations;
    this.clients = clients;
    this.mayRename = user.may(Permission.MEMBER_EDIT);
    this.mayClients = user.may(Permission.CLIENT_EDIT);
    body().addClassName("narrow");
    body().add(organisation(), planCard(), apiClients());
  }

  private Component organisation() {
    name.setId("organisation-name");
    name.setMaxLength(100);
    name.setWidth("320px");
    name.setReadOnly(!mayRename);
    var row = new Div(name);
    row.addClassName("il-row");
    row.getStyle().set("align-items", "end");
    if (mayRename) row.add(Buttons.plain("organisation-rename", "Rename", this::rename));
    var part = new Div(renameProblem, row);
    part.addClassName("il-card-body");
    var card = new Card("Organisation");
    card.add(part);
    return card;
  }

  private Component planCard() {
    plan.addClassName("il-card-body");
    var card = new Card("Plan");
    card.add(plan);
    return card;
  }

  private Component apiClients() {
    var card = new Card("API clients");
    if (mayClients) {
      var create = Buttons.small("client-new", Glyph.PLUS, "New client", this::create);
      card.actions(create);
    }
    var words = new Paragraph("Programs use the management API with OAuth 2 client credentials. ");
    words.add(api());
    words.addClassName("il-muted");
    words.getStyle().setMargin("0").setPadding("12px 14px 4px");
    table
        .column("Client", SettingsView::client)
        .text("Role", client -> Names.of(client.role()))
        .column("Made", SettingsView::made)
        .column("Last used", SettingsView::used);
    if (mayClients) table.fit("", this::revocation);
    card.add(words, table, clientsBelow);
    return card;
  }

  private static Anchor api() {
    var api = new Anchor("api/openapi.json", "Its description (OpenAPI)");
    api.setRouterIgnore(true);
    return api;
  }

  private static Component client(ApiClient client) {
    var title = new Span(client.title());
    title.addClassName("il-strong");
    var id = new Span(client.clientId());
    id.addClassNames("il-muted", "il-mono");
    var cell = new Div(title, id);
    cell.addClassName("il-tight");
    return cell;
  }

  private static Component made(ApiClient client) {
    var by = new Span("by " + client.createdBy());
    by.addClassName("il-sub");
    var cell = new Div(TimeText.relative(client.createdAt()), by);
    cell.addClassName("il-tight");
    return cell;
  }

  private static Component used(ApiClient client) {
    var at = client.lastUsedAt();
    if (at != null) return TimeText.relative(at);
    var never = new Span("never");
    never.addClassName("il-muted");
    return never;
  }

  private Component revocation(ApiClient client) {
    var button = Buttons.danger("revoke-" + client.clientId(), "Revoke", () -> revoke(client));
    button.addThemeNames("small", "tertiary");
    return button;
  }

  private void revoke(ApiClient client) {
    Confirmation.ask(
        "Revoke " + client.title() + "?",
        "Its tokens are refused at once. This cannot be undone; make a new client instead.",
        "Revoke",
        () -> {
          if (Attempt.of(() -> clients.revoke(client.clientId()))) {
            Notices.done(client.title() + " is revoked.");
            readClients();
          }
        });
  }

  private void create() {
    new NewClientDialog(clients, this::readClients).open();
  }

  private void rename() {
    renameProblem.removeAll();
    if (name.isEmpty()) {
      renameProblem.add(Note.problem("An organisation needs a name."));
      return;
    }
    if (Attempt.of(
        () -> organisations.rename(name.getValue().strip()),
        words -> renameProblem.add(Note.problem(words)))) {
      Notices.done("The organisation is now called " + name.getValue().strip() + ".");
    }
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var organisation = organisations.current();
    name.setValue(organisation.name());
    var limits = organisation.plan();
    plan.removeAll();
    plan.add(
        new Facts()
            .fact("Plan", limits.title())
            .fact("Messages a second", Figures.count(limits.acceptPerSecond()))
            .fact("At once after a pause", Figures.count(limits.acceptBurst()))
            .fact("Runs at once", Figures.count(limits.concurrentRuns()))
            .fact("Largest message", Figures.bytes(limits.maxPayloadBytes()))
            .fact("Since", TimeText.exact(organisation.createdAt())));
    readClients();
  }

  private void readClients() {
    clientsBelow.removeAll();
    if (!mayClients) {
      table.setVisible(false);
      clientsBelow.add(
          new EmptyState(
              Glyph.LOCK, "Owners only", "An owner of the organisation sees its clients."));
      return;
    }
    Attempt.of(
        () -> {
          var all = clients.list();
          table.show(all);
          table.setVisible(!all.isEmpty());
          if (all.isEmpty()) {
            clientsBelow.add(
                new EmptyState(
                    Glyph.KEY,
                    "No clients yet",
                    "A client gives a program of yours a key of its own: deploy from your pipeline,"
                        + " read runs, replay dead letters."));
          }
        },
        words -> clientsBelow.add(Note.problem(words)));
  }
}
