package io.interline.tenant.internal.account;

import io.interline.audit.Actor;
import io.interline.tenant.Account;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Onboarding;
import io.interline.tenant.internal.account.AccountStore.PendingSignUp;
import io.interline.tenant.internal.secret.Passwords;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Onboarding in the name of the command line.
@Service
class CommandLineOnboarding implements Onboarding {

  private final AccountStore store;
  private final Founding founding;
  private final Passwords passwords;
  private final TransactionTemplate transactions;

  CommandLineOnboarding(
      AccountStore store,
      Founding founding,
      Passwords passwords,
      @Qualifier("system") TransactionTemplate transactions) {
    this.store = store;
    this.founding = founding;
    this.passwords = passwords;
    this.transactions = transactions;
  }

  @Override
  public Account establish(SignUp request, String plan) {
    var email = PersonalData.email(request.email());
    var owner =
        new PendingSignUp(
            email,
            PersonalData.organisation(request.organisation()),
            PersonalData.name(request.name()),
            passwords.hash(request.password(), email));
    return Objects.requireNonNull(transactions.execute(status -> found(owner, plan)));
  }

  @Override
  public boolean untouched() {
    return !store.hasTenants();
  }

  private Account found(PendingSignUp owner, String plan) {
    if (!store.hasPlan(plan))
      throw new DomainException(
          Kind.INVALID, "plan-unknown", "There is no plan '" + plan + "': see the table plan.");
    return founding
        .foundBy(Actor.system("command-line"), owner, plan)
        .orElseThrow(
            () ->
                new DomainException(
                    Kind.CONFLICT,
                    "account-exists",
                    owner.email() + " has an account already: choose another address."));
  }
}
