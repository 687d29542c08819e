package io.interline.tenant.internal.account;

import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts;
import io.interline.tenant.internal.secret.Token;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// The door to sign-up, log-in, passwords and invitations.
@Service
class PostgresAccounts implements Accounts {

  private final SignUps signUps;
  private final LogIn logIn;
  private final Invitees invitees;
  private final NewPasswords newPasswords;
  private final AccountStore store;

  PostgresAccounts(
      SignUps signUps,
      LogIn logIn,
      Invitees invitees,
      NewPasswords newPasswords,
      AccountStore store) {
    this.signUps = signUps;
    this.logIn = logIn;
    this.invitees = invitees;
    this.newPasswords = newPasswords;
    this.store = store;
  }

  @Override
  public void signUp(SignUp request, Origin origin) {
    signUps.begin(request, origin);
  }

  @Override
  public Account verify(String token, Origin origin) {
    return signUps.verify(new Token(token), origin);
  }

  /// What is no address at all is treated as one that nobody has.
  @Override
  public Optional<Account> authenticate(String email, String password, Origin origin) {
    return logIn.attempt(storable(email.strip().toLowerCase(Locale.ROOT)), password, origin);
  }

  @Override
  public void forgotPassword(String email, Origin origin) {
    newPasswords.forgot(email, origin);
  }

  @Override
  public Account resetPassword(String token, String password, Origin origin) {
    return newPasswords.reset(new Token(token), password, origin);
  }

  @Override
  public void changePassword(AccountId account, String present, String password, Origin origin) {
    newPasswords.change(account, present, password, origin);
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return store.byId(id).map(AccountRow::account);
  }

  @Override
  public PendingInvitation invitation(String token) {
    return invitees.find(new Token(token));
  }

  @Override
  public Account acceptInvitation(String token, String name, String password, Origin origin) {
    return invitees.accept(new Token(token), name, password, origin);
  }

  /// PostgreSQL takes no NUL, and a key in memory should not be long.
  private static String storable(String email) {
    var cut = email.length() > 254 ? email.substring(0, 254) : email;
    return cut.replace('\0', '?');
  }
}
