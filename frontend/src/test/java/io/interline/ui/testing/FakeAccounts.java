package io.interline.ui.testing;

import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts;
import io.interline.tenant.DomainException;
import io.interline.tenant.Outbox;
import io.interline.tenant.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes any sign-up with a password of ten characters; the token `good` works.
public final class FakeAccounts implements Accounts, Outbox {

  private final List<SignUp> signUps = new ArrayList<>();
  private final List<String> forgotten = new ArrayList<>();
  private final List<String> passwords = new ArrayList<>();
  private boolean active = true;

  /// The sign-ups that were taken.
  public List<SignUp> signUps() {
    return signUps;
  }

  /// Whether mail stays here.
  public void active(boolean stays) {
    active = stays;
  }

  @Override
  public void signUp(SignUp request, Origin origin) {
    checkPassword(request.password());
    signUps.add(request);
  }

  @Override
  public Account verify(String token, Origin origin) {
    check(token);
    return account();
  }

  private static Account account() {
    return new Account(new AccountId(new UUID(0, 9)), "new@acme.example", "Nora Ahl", List.of());
  }

  private static void check(String token) {
    if (!token.equals("good"))
      throw new DomainException(
          DomainException.Kind.INVALID, "token-invalid", "This link was used or is too old.");
  }

  @Override
  public Optional<Account> authenticate(String email, String password, Origin origin) {
    return Optional.empty();
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return Optional.empty();
  }

  /// The addresses that asked for a new password.
  public List<String> forgotten() {
    return forgotten;
  }

  /// The passwords that were set.
  public List<String> passwords() {
    return passwords;
  }

  @Override
  public void forgotPassword(String email, Origin origin) {
    forgotten.add(email);
  }

  @Override
  public Account resetPassword(String token, String password, Origin origin) {
    check(token);
    checkPassword(password);
    passwords.add(password);
    return account();
  }

  /// The present password of everyone is `right`.
  @Override
  public void changePassword(AccountId account, String present, String password, Origin origin) {
    if (!present.equals("right"))
      throw new DomainException(
          DomainException.Kind.INVALID, "password-wrong", "The present password is not right.");
    checkPassword(password);
    passwords.add(password);
  }

  private static void checkPassword(String password) {
    if (password.length() < 10)
      throw new DomainException(
          DomainException.Kind.INVALID,
          "password-weak",
          "The password needs at least 10 characters.");
  }

  @Override
  public PendingInvitation invitation(String token) {
    check(token);
    return new PendingInvitation("Acme Trading", "new@acme.example", Role.DEVELOPER, false);
  }

  @Override
  public Account acceptInvitation(String token, String name, String password, Origin origin) {
    check(token);
    return account();
  }

  @Override
  public boolean active() {
    return active;
  }

  @Override
  public List<Mail> mails() {
    return List.of(
        new Mail(
            "new@acme.example",
            "Finish your sign-up",
            "Open http://localhost:8080/verify?token=good to finish.",
            FakeRuns.NOON));
  }
}
