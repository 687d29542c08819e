package io.interline.ui.account;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.tenant.Account;
import io.interline.tenant.Accounts;
import io.interline.tenant.Accounts.PendingInvitation;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;

/// Where the link of an invitation leads: `invitation?token=…`.
@Route(value = "invitation", autoLayout = false)
@PageTitle("Invitation · Interline")
@AnonymousAllowed
public class InvitationView extends OutsidePage implements BeforeEnterObserver {

  private final Accounts accounts;
  private final TextField name = new TextField("Your name");
  private final PasswordField password = new PasswordField("Password");
  private final Div problem = new Div();

  public InvitationView(Accounts accounts) {
    super("Invitation", "");
    this.accounts = accounts;
    name.setId("invitation-name");
    name.setAutocomplete(Autocomplete.NAME);
    password.setId("invitation-password");
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var token = event.getLocation().getQueryParameters().getSingleParameter("token").orElse("");
    Attempt.of(() -> offer(token, accounts.invitation(token)), this::failed);
  }

  private void offer(String token, PendingInvitation invitation) {
    begin("Join " + invitation.organisation(), "");
    show(
        new Paragraph(
            "You are invited as "
                + Names.of(invitation.role())
                + " with "
                + invitation.email()
                + "."),
        problem);
    var form = new Div();
    form.addClassName("il-form");
    if (!invitation.existingAccount()) form.add(name, password, new PasswordHint(password));
    form.add(
        Buttons.primary(
            "invitation-submit", "Join", () -> accept(token, invitation.existingAccount())));
    show(form);
  }

  private void accept(String token, boolean existing) {
    problem.removeAll();
    if (!existing
        && !(Forms.filled(name, "Write your name.") & Forms.filled(password, "Choose a password.")))
      return;
    Attempt.of(
        () ->
            done(
                accounts.acceptInvitation(
                    token, name.getValue().strip(), password.getValue(), Requests.origin())),
        words -> problem.add(Note.problem(words)));
  }

  private void done(Account account) {
    begin("You are in", "");
    show(new Paragraph("Log in to begin."), LogInLink.of(account.email()));
  }

  private void failed(String words) {
    begin("This invitation does not work", "");
    show(
        Note.problem(words),
        new Paragraph("Invitations work once, for seven days. Ask for a new one."),
        new Anchor("login", "Log in"));
  }
}
