package io.interline.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.tenant.Account;
import io.interline.tenant.Accounts;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Note;

/// Where the link of a mail for a new password leads: `reset-password?token=…`.
@Route(value = "reset-password", autoLayout = false)
@PageTitle("New password · Interline")
@AnonymousAllowed
public class ResetPasswordView extends OutsidePage implements BeforeEnterObserver {

  private final Accounts accounts;
  private final PasswordField password = new PasswordField("New password");
  private final Div problem = new Div();

  public ResetPasswordView(Accounts accounts) {
    super("Choose a new password", "");
    this.accounts = accounts;
    password.setId("reset-password");
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    password.setAutofocus(true);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var token = event.getLocation().getQueryParameters().getSingleParameter("token").orElse("");
    begin("Choose a new password", "You are then logged out everywhere.");
    var submit = Buttons.primary("reset-submit", "Set the password", () -> set(token));
    submit.addClickShortcut(Key.ENTER);
    submit.setWidthFull();
    var form = new Div(password, new PasswordHint(password), submit);
    form.addClassName("il-form");
    var again = new Anchor("forgot-password", "Ask for another link");
    show(problem, form, again);
  }

  private void set(String token) {
    problem.removeAll();
    if (!Forms.filled(password, "Choose a password.")) return;
    Attempt.of(
        () -> done(accounts.resetPassword(token, password.getValue(), Requests.origin())),
        words -> problem.add(Note.problem(words)));
  }

  private void done(Account account) {
    begin("Your new password is set", "");
    show(new Paragraph("Log in with it."), LogInLink.of(account.email()));
  }
}
