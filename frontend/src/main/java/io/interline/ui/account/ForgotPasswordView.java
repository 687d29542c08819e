package io.interline.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.tenant.Accounts;
import io.interline.tenant.Outbox;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Note;

/// Asks for the address to which a link to a new password is sent.
@Route(value = "forgot-password", autoLayout = false)
@PageTitle("Forgot password · Interline")
@AnonymousAllowed
public class ForgotPasswordView extends OutsidePage {

  private final Accounts accounts;
  private final Outbox outbox;
  private final EmailField email = new EmailField("E-mail");
  private final Div problem = new Div();

  public ForgotPasswordView(Accounts accounts, Outbox outbox) {
    super("Forgot your password?", "Write your address, and we send a link to choose a new one.");
    this.accounts = accounts;
    this.outbox = outbox;
    email.setId("forgot-email");
    email.setAutocomplete(Autocomplete.USERNAME);
    email.setErrorMessage("Write an e-mail address, for example maya@acme.example.");
    email.setAutofocus(true);
    var submit = Buttons.primary("forgot-submit", "Send the link", this::send);
    submit.addClickShortcut(Key.ENTER);
    submit.setWidthFull();
    var form = new Div(email, submit);
    form.addClassName("il-form");
    show(problem, form, new Anchor("login", "Back to log in"));
  }

  private void send() {
    problem.removeAll();
    boolean address = !email.getValue().isBlank() && !email.isInvalid();
    email.setInvalid(!address);
    if (!address) return;
    if (Attempt.of(
        () -> accounts.forgotPassword(email.getValue().strip(), Requests.origin()),
        words -> problem.add(Note.problem(words)))) checkMail(email.getValue().strip());
  }

  private void checkMail(String address) {
    begin("Check your mail", "");
    var words =
        new Paragraph(
            (outbox.active() ? "The outbox has a mail to " : "We sent a mail to ")
                + address
                + ". If it is the address of an account, the mail has a link to a new password; it"
                + " works for one hour.");
    words.setId("check-mail");
    show(words);
    OutboxNote.of(outbox).ifPresent(this::show);
    show(new Anchor("login", "Back to log in"));
  }
}
