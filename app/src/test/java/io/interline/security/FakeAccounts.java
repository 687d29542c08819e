package io.interline.security;

import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts;
import io.interline.tenant.DomainException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Accounts in memory, all with the password `right`.
class FakeAccounts implements Accounts {

  private final Map<AccountId, Account> accounts = new ConcurrentHashMap<>();

  void put(Account account) {
    accounts.put(account.id(), account);
  }

  @Override
  public Optional<Account> authenticate(String email, String password, Origin origin) {
    if (password.equals("often"))
      throw new DomainException(
          DomainException.Kind.LIMIT, "too-many-attempts", "Wait ten minutes.");
    return accounts.values().stream()
        .filter(account -> account.email().equals(email) && password.equals("right"))
        .findFirst();
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public void signUp(SignUp request, Origin origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Account verify(String token, Origin origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forgotPassword(String email, Origin origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Account resetPassword(String token, String password, Origin origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void changePassword(AccountId account, String present, String password, Origin origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PendingInvitation invitation(String token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Account acceptInvitation(String token, String name, String password, Origin origin) {
    throw new UnsupportedOperationException();
  }
}
