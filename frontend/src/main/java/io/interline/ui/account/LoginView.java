package io.interline.ui.account;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.ui.elements.Note;

/// The log-in page. It posts `username` and `password` to `login`, as Spring Security's form log-in
/// expects, with the token against forged requests that the page carries in its head. An answer
/// comes back as `login?error`, `login?error=too-many-attempts` or `login?logout`.
@Route(value = "login", autoLayout = false)
@PageTitle("Log in · Interline")
@AnonymousAllowed
public class LoginView extends OutsidePage implements BeforeEnterObserver {

  private final HtmlContainer form = new HtmlContainer("form");

  public LoginView() {
    super("Log in", "");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    begin("Log in", "");
    var parameters = event.getLocation().getQueryParameters();
    parameters.getSingleParameter("error").ifPresent(error -> show(Note.problem(words(error))));
    if (parameters.getSingleParameter("logout").isPresent()) {
      show(Note.success("You are logged out."));
    }
    fill(parameters.getSingleParameter("email").orElse(""));
    var join = new Paragraph("New here? ");
    join.addClassName("il-muted");
    var signUp = new Anchor("signup", "Sign up");
    signUp.setId("to-sign-up");
    join.add(signUp);
    show(form, join);
  }

  private void fill(String address) {
    form.removeAll();
    form.addClassName("il-form");
    form.setId("login-form");
    form.getElement().setAttribute("method", "post").setAttribute("action", "login");
    var email = new EmailField("E-mail");
    email.setId("login-email");
    email.setValue(address);
    email.setAutocomplete(Autocomplete.USERNAME);
    email.getElement().setAttribute("name", "username").setAttribute("required", "");
    email.setAutofocus(address.isEmpty());
    var password = new PasswordField("Password");
    password.setId("login-password");
    password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
    password.getElement().setAttribute("name", "password").setAttribute("required", "");
    password.setAutofocus(!address.isEmpty());
    var submit = new NativeButton("Log in");
    submit.addClassName("il-submit");
    submit.setId("login-submit");
    submit.getElement().setAttribute("type", "submit");
    var forgot = new Anchor("forgot-password", "Forgot your password?");
    forgot.setId("to-forgot-password");
    forgot.addClassName("il-aside");
    form.add(email, password, forgot, submit);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    form.getElement().executeJs(ADD_TOKEN);
  }

  private static String words(String error) {
    return "too-many-attempts".equals(error)
        ? "Too many attempts. Wait ten minutes, then try again."
        : "E-mail or password is wrong. Try again.";
  }

  private static final String ADD_TOKEN =
      """
      const form = this;
      const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
      form.addEventListener('submit', () => {
        const name = meta('_csrf_parameter');
        if (name && !form.querySelector('input[type=hidden]')) {
          const token = document.createElement('input');
          token.type = 'hidden'; token.name = name; token.value = meta('_csrf');
          form.append(token);
        }
        form.querySelector('button[type=submit]').disabled = true;
      });
      """;
}
