package io.interline.ui.account;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.tenant.Accounts;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.Outbox;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Note;

/// Makes an organisation: four fields, then "check your mail".
@Route(value = "signup", autoLayout = false)
@PageTitle("Sign up · Interline")
@AnonymousAllowed
public class SignUpView extends OutsidePage {

  private final Accounts accounts;
  private final Outbox outbox;
  private final TextField organisation = new TextField("Organisation");
  private final TextField name = new TextField("Your name");
  private final EmailField email = new EmailField("E-mail");
  private final PasswordField password = new PasswordField("Password");
  private final Div problem = new Div();

  public SignUpView(Accounts accounts, Outbox outbox) {
    super("Sign up", "Your organisation's flows, running in a few minutes.");
    this.accounts = accounts;
    this.outbox = outbox;
    organisation.setId("signup-organisation");
    organisation.setAutocomplete(Autocomplete.ORGANIZATION);
    organisation.setMaxLength(100);
    organisation.setAutofocus(true);
    name.setId("signup-name");
    name.setAutocomplete(Autocomplete.NAME);
    name.setMaxLength(100);
    email.setId("signup-email");
    email.setAutocomplete(Autocomplete.USERNAME);
    email.setErrorMessage("Write an e-mail address, for example maya@acme.example.");
    password.setId("signup-password");
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    var submit = Buttons.primary("signup-submit", "Sign up", this::signUp);
    submit.addClickShortcut(Key.ENTER);
    submit.setWidthFull();
    var form = new Div(organisation, name, email, password, new PasswordHint(password), submit);
    form.addClassName("il-form");
    var known = new Paragraph("Have an account? ");
    known.addClassName("il-muted");
    known.add(new Anchor("login", "Log in"));
    show(problem, form, known);
  }

  private void signUp() {
    problem.removeAll();
    if (!complete()) return;
    var request =
        new SignUp(
            organisation.getValue().strip(),
            name.getValue().strip(),
            email.getValue().strip(),
            password.getValue());
    if (Attempt.of(
        () -> accounts.signUp(request, Requests.origin()),
        words -> problem.add(Note.problem(words)))) checkMail(request.email());
  }

  private boolean complete() {
    boolean complete =
        Forms.filled(organisation, "Name your organisation.")
            & Forms.filled(name, "Write your name.")
            & Forms.filled(password, "Choose a password.");
    boolean address = !email.getValue().isBlank() && !email.isInvalid();
    email.setInvalid(!address);
    return complete && address;
  }

  private void checkMail(String address) {
    boolean kept = outbox.active();
    begin(kept ? "Open your link" : "Check your mail", "");
    var words =
        new Paragraph(
            kept
                ? "The link for "
                    + address
                    + " is ready in the outbox. Open it within 24 hours to finish."
                : "We sent a link to "
                    + address
                    + ". Open it within 24 hours to finish. Nothing there? Look in the spam folder,"
                    + " or sign up again.");
    words.setId("check-mail");
    show(words);
    OutboxNote.of(outbox).ifPresent(this::show);
    show(new Anchor("signup", "Use another address"), new Anchor("login", "Log in"));
  }
}
