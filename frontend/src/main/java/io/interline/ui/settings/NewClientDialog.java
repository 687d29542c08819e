package io.interline.ui.settings;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinServletRequest;
import io.interline.tenant.ApiClients;
import io.interline.tenant.ApiClients.Issued;
import io.interline.tenant.Role;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;

/// Makes an API client and shows its secret, once.
final class NewClientDialog extends Dialog {

  private final ApiClients clients;
  private final Runnable made;
  private final TextField title = new TextField("What is it for?");
  private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("Role");
  private final Div content = new Div();
  private final Div problem = new Div();

  NewClientDialog(ApiClients clients, Runnable made) {
    this.clients = clients;
    this.made = made;
    setId("new-client");
    setHeaderTitle("New API client");
    setWidth("600px");
    setCloseOnOutsideClick(false);
    title.setId("client-title");
    title.setPlaceholder("For example: deployment pipeline");
    title.setMaxLength(100);
    title.setWidthFull();
    title.setAutofocus(true);
    role.setItems(Role.DEVELOPER, Role.VIEWER, Role.OWNER);
    role.setItemLabelGenerator(each -> Names.of(each) + " – " + Names.explain(each));
    role.setValue(Role.DEVELOPER);
    role.addThemeName("vertical");
    content.addClassName("il-form");
    content.add(problem, title, role);
    add(content);
    var create = Buttons.primary("client-create", "Create client", this::create);
    create.addClickShortcut(Key.ENTER).listenOn(title);
    getFooter().add(new Button("Cancel", click -> close()), create);
  }

  private void create() {
    problem.removeAll();
    if (title.isEmpty()) {
      title.setInvalid(true);
      title.setErrorMessage("Say what the client is for.");
      return;
    }
    Attempt.of(
        () -> show(clients.create(title.getValue().strip(), role.getValue())),
        words -> problem.add(Note.problem(words)));
  }

  private void show(Issued issued) {
    made.run();
    var curl = curl(issued);
    var code = new Pre(curl);
    code.addClassName("il-code");
    content.removeAll();
    content.add(
        Note.warning("Copy the secret now: it is shown this once and kept nowhere in clear."),
        secret("Client id", "client-id", issued.client().clientId()),
        secret("Secret", "client-secret", issued.secret()),
        new Span("Ask for a token:"),
        code,
        Clipboard.button("client-copy-curl", "Copy the command", curl));
    getFooter().removeAll();
    getFooter().add(Buttons.primary("client-done", "I have it", this::close));
  }

  private static Div secret(String label, String id, String value) {
    var name = new Span(label);
    name.addClassName("il-muted");
    var code = new Code(value);
    code.setId(id);
    var row = new Div(name, code, Clipboard.button(id + "-copy", "Copy", value));
    row.addClassName("il-secret");
    return row;
  }

  private static String curl(Issued issued) {
    return "curl -s "
        + address()
        + "/oauth2/token \\\n  -u '"
        + issued.client().clientId()
        + ":"
        + issued.secret()
        + "' \\\n  -d grant_type=client_credentials";
  }

  private static String address() {
    var request = UI.getCurrent() == null ? null : VaadinServletRequest.getCurrent();
    if (request == null) return "http://localhost:8080";
    var servlet = request.getHttpServletRequest();
    int port = servlet.getServerPort();
    var standard = port == 80 || port == 443 || port <= 0;
    return servlet.getScheme() + "://" + servlet.getServerName() + (standard ? "" : ":" + port);
  }
}
