package io.interline.ui.account;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
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

/// Where the link of a verification mail leads: `verify?token=…`.
@Route(value = "verify", autoLayout = false)
@PageTitle("Verify · Interline")
@AnonymousAllowed
public class VerifyView extends OutsidePage implements BeforeEnterObserver {

  private final Accounts accounts;

  public VerifyView(Accounts accounts) {
    super("Verify your address", "");
    this.accounts = accounts;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var token = event.getLocation().getQueryParameters().getSingleParameter("token").orElse("");
    begin("Verify your address", "One click, and your organisation is ready.");
    show(Buttons.primary("verify-submit", "Verify and finish", () -> verify(token)));
  }

  private void verify(String token) {
    Attempt.of(() -> done(accounts.verify(token, Requests.origin())), this::failed);
  }

  private void done(Account account) {
    begin("Welcome, " + account.name(), "");
    show(new Paragraph("Your organisation is ready. Log in to build your first flow."));
    show(LogInLink.of(account.email()));
  }

  private void failed(String words) {
    begin("This link does not work", "");
    show(Note.problem(words));
    show(
        new Paragraph("A link works once, for 24 hours. If you have used it, just log in."),
        new Anchor("login", "Log in"),
        new Anchor("signup", "Sign up again"));
  }
}
