package io.interline.ui.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.ui.shell.ClosedPage;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {LoginView.class, ClosedPage.class})
class AccountViewTest extends ViewTest {

  private void fill(String password) {
    test(find(TextField.class).withId("signup-organisation").single()).setValue("Acme");
    test(find(TextField.class).withId("signup-name").single()).setValue("Nora Ahl");
    test(find(EmailField.class).withId("signup-email").single()).setValue("nora@acme.example");
    test(find(PasswordField.class).withId("signup-password").single()).setValue(password);
  }

  @Test
  void signUpEndsAtTheOutboxWhereNoMailIsSent() {
    navigate(SignUpView.class);
    fill("correct horse battery");

    click("signup-submit");

    assertThat(accounts.signUps()).hasSize(1);
    assertThat(words()).contains("Open your link", "nora@acme.example").doesNotContain("We sent");
    assertThat(shows("to-outbox")).isTrue();
  }

  @Test
  void outboxIsNotOfferedWhereMailIsSent() {
    accounts.active(false);
    navigate(SignUpView.class);
    fill("correct horse battery");

    click("signup-submit");

    assertThat(words()).contains("Check your mail", "We sent a link to nora@acme.example");
    assertThat(shows("to-outbox")).isFalse();
  }

  @Test
  void weakPasswordIsRefusedAtThePlace() {
    navigate(SignUpView.class);
    fill("short");

    click("signup-submit");

    assertThat(accounts.signUps()).isEmpty();
    assertThat(words()).contains("at least 10 characters", "Weak.");
  }

  @Test
  void emptyFieldsAreNamedBeforeAnythingIsSent() {
    navigate(SignUpView.class);

    click("signup-submit");

    assertThat(accounts.signUps()).isEmpty();
    assertThat(find(TextField.class).withId("signup-organisation").single().isInvalid()).isTrue();
    assertThat(find(EmailField.class).withId("signup-email").single().isInvalid()).isTrue();
  }

  @Test
  void passwordsAreGradedByLengthAndKinds() {
    assertThat(PasswordHint.strength("")).isZero();
    assertThat(PasswordHint.strength("aaaaaaaaaaaaaaaa")).isEqualTo(1);
    assertThat(PasswordHint.strength("lowercaseonly")).isEqualTo(2);
    assertThat(PasswordHint.strength("Mixed-12-kinds")).isEqualTo(3);
    assertThat(PasswordHint.strength("correct horse battery staple")).isEqualTo(4);
  }

  @Test
  void whoForgotThePasswordIsSentALink() {
    navigate(LoginView.class);
    assertThat(shows("to-forgot-password")).isTrue();
    navigate(ForgotPasswordView.class);
    click("forgot-submit");
    assertThat(accounts.forgotten()).isEmpty();

    test(find(EmailField.class).withId("forgot-email").single()).setValue("nora@acme.example");
    click("forgot-submit");

    assertThat(accounts.forgotten()).containsExactly("nora@acme.example");
    assertThat(words()).contains("Check your mail", "If it is the address of an account");
    assertThat(shows("to-outbox")).isTrue();
  }

  @Test
  void linkSetsANewPassword() {
    visit("reset-password?token=good", ResetPasswordView.class);
    test(find(PasswordField.class).withId("reset-password").single()).setValue("short");
    click("reset-submit");
    assertThat(words()).contains("at least 10 characters");

    test(find(PasswordField.class).withId("reset-password").single())
        .setValue("correct horse battery");
    click("reset-submit");

    assertThat(accounts.passwords()).containsExactly("correct horse battery");
    assertThat(find(Anchor.class).withId("to-login").single().getHref())
        .isEqualTo("login?email=new%40acme.example");
  }

  @Test
  void usedLinkSaysSoAndOffersAnother() {
    visit("reset-password?token=used", ResetPasswordView.class);
    test(find(PasswordField.class).withId("reset-password").single())
        .setValue("correct horse battery");

    click("reset-submit");

    assertThat(words()).contains("This link was used", "Ask for another link");
    assertThat(accounts.passwords()).isEmpty();
  }

  @Test
  void passwordIsChangedByWhoKnowsThePresentOne() {
    navigate(ChangePasswordView.class);
    test(find(PasswordField.class).withId("password-present").single()).setValue("wrong");
    test(find(PasswordField.class).withId("password-new").single())
        .setValue("correct horse battery");
    click("password-change");
    assertThat(words()).contains("The present password is not right.");
    assertThat(user.loggedOut()).isFalse();

    test(find(PasswordField.class).withId("password-present").single()).setValue("right");
    click("password-change");

    assertThat(accounts.passwords()).containsExactly("correct horse battery");
    assertThat(user.loggedOut()).isTrue();
  }

  @Test
  void verificationLeadsToLogIn() {
    visit("verify?token=good", VerifyView.class);

    click("verify-submit");

    assertThat(words()).contains("Welcome, Nora Ahl");
    assertThat(find(Anchor.class).withId("to-login").single().getHref())
        .isEqualTo("login?email=new%40acme.example");
  }

  @Test
  void usedLinkSaysWhatToDo() {
    visit("verify?token=old", VerifyView.class);

    click("verify-submit");

    assertThat(words()).contains("was used or is too old", "Sign up again");
  }

  @Test
  void invitationAsksForNameAndPassword() {
    visit("invitation?token=good", InvitationView.class);
    assertThat(words()).contains("Join Acme Trading", "Developer");

    click("invitation-submit");
    assertThat(find(TextField.class).withId("invitation-name").single().isInvalid()).isTrue();

    test(find(TextField.class).withId("invitation-name").single()).setValue("Nora Ahl");
    test(find(PasswordField.class).withId("invitation-password").single())
        .setValue("correct horse battery");
    click("invitation-submit");
    assertThat(words()).contains("You are in");
  }

  @Test
  void wrongInvitationIsExplained() {
    visit("invitation?token=x", InvitationView.class);

    assertThat(words()).contains("This invitation does not work", "Ask for a new one");
  }

  @Test
  void logInSaysWhatWasWrong() {
    visit("login?error", LoginView.class);
    assertThat(words()).contains("E-mail or password is wrong");

    visit("login?error=too-many-attempts", LoginView.class);
    assertThat(words()).contains("Wait ten minutes");
    assertThat(shows("to-sign-up")).isTrue();
  }

  @Test
  void outboxShowsMailWithItsLinkOnThisMachine() {
    navigate(OutboxView.class);

    assertThat(words()).contains("Finish your sign-up");
    assertThat(find(Anchor.class).all())
        .anyMatch(link -> link.getHref().endsWith("verify?token=good"));
  }

  @Test
  void thereIsNoOutboxWhereMailIsSent() {
    accounts.active(false);

    visit("outbox", ClosedPage.class);

    assertThat(words()).contains("There is no such page");
  }
}
