package io.interline.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.tenant.Accounts;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;

/// Asks for the present password and a new one. Who has changed it logs in again, here too.
@Route(value = "password", layout = MainLayout.class)
@PageTitle("Change password · Interline")
@PermitAll
public class ChangePasswordView extends Page {

  private final Accounts accounts;
  private final CurrentUser user;
  private final PasswordField present = new PasswordField("Present password");
  private final PasswordField password = new PasswordField("New password");
  private final Div problem = new Div();

  public ChangePasswordView(Accounts accounts, CurrentUser user) {
    super("Change password");
    this.accounts = accounts;
    this.user = user;
    present.setId("password-present");
    present.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
    present.setAutofocus(true);
    password.setId("password-new");
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    var words =
        new Paragraph(
            "You are then logged out everywhere, here too, and log in with the new password.");
    words.addClassName("il-muted");
    var submit = Buttons.primary("password-change", "Change password", this::change);
    submit.addClickShortcut(Key.ENTER);
    var form = new Div(words, problem, present, password, new PasswordHint(password), submit);
    form.addClassNames("il-form", "il-card-body");
    var card = new Div(form);
    card.addClassName("il-card");
    card.setMaxWidth("460px");
    body().add(card);
  }

  private void change() {
    problem.removeAll();
    if (!(Forms.filled(present, "Write your present password.")
        & Forms.filled(password, "Choose a password."))) return;
    if (Attempt.of(
        () ->
            accounts.changePassword(
                user.account().id(), present.getValue(), password.getValue(), Requests.origin()),
        words -> problem.add(Note.problem(words)))) user.logOut();
  }
}
