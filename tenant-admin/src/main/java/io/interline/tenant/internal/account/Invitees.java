package io.interline.tenant.internal.account;

import io.interline.audit.AuditObject;
import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts.PendingInvitation;
import io.interline.tenant.DomainException;
import io.interline.tenant.internal.account.AccountAudit.Action;
import io.interline.tenant.internal.account.AccountStore.StoredInvitation;
import io.interline.tenant.internal.secret.Passwords;
import io.interline.tenant.internal.secret.Token;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Those who hold the link of an invitation.
@Component
class Invitees {

  private static final String ACTION = "member.accept-invitation";

  private final AccountStore store;
  private final AccountAudit audit;
  private final TokenUse tokenUse;
  private final Passwords passwords;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final TransactionTemplate transactions;

  Invitees(
      AccountStore store,
      AccountAudit audit,
      TokenUse tokenUse,
      Passwords passwords,
      Clock clock,
      Supplier<UUID> ids,
      @Qualifier("system") TransactionTemplate transactions) {
    this.store = store;
    this.audit = audit;
    this.tokenUse = tokenUse;
    this.passwords = passwords;
    this.clock = clock;
    this.ids = ids;
    this.transactions = transactions;
  }

  PendingInvitation find(Token token) {
    return store.invitation(token, clock.instant()).orElseThrow(SignUps::tokenInvalid);
  }

  Account accept(Token token, String name, String password, Origin origin) {
    return tokenUse.of(
        ACTION, "invitation", origin, () -> acceptNow(token, name, password, origin));
  }

  /// The password is hashed before the transaction begins, as that takes long.
  private Account acceptNow(Token token, String name, String password, Origin origin) {
    var invitation = find(token);
    var person = invitation.existingAccount() ? null : person(invitation, name, password);
    return Objects.requireNonNull(transactions.execute(status -> join(token, person, origin)));
  }

  /// Who gets an account with the invitation.
  private record NewPerson(String name, String passwordHash) {}

  private NewPerson person(PendingInvitation invitation, String name, String password) {
    return new NewPerson(PersonalData.name(name), passwords.hash(password, invitation.email()));
  }

  private Account join(Token token, @Nullable NewPerson person, Origin origin) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var invitation = store.takeInvitation(token, now).orElseThrow(SignUps::tokenInvalid);
    var id = person == null ? known(invitation.email()) : added(invitation.email(), person, now);
    if (!store.addMember(invitation.tenant(), id, invitation.role(), now))
      throw new DomainException(
          DomainException.Kind.CONFLICT,
          "already-member",
          "You are a member of " + invitation.organisation() + " already: log in.");
    var account = store.byId(id).orElseThrow().account();
    record(account, invitation, origin);
    return account;
  }

  private AccountId known(String email) {
    return store.byEmail(email).orElseThrow(SignUps::tokenInvalid).account().id();
  }

  private AccountId added(String email, NewPerson person, Instant now) {
    var id = new AccountId(ids.get());
    if (store.addAccount(id, email, person.name(), person.passwordHash(), now)) {
      store.removeSignUps(email);
      return id;
    }
    throw new DomainException(
        DomainException.Kind.CONFLICT,
        "account-exists",
        "An account for this address was made just now: open the invitation again and log in.");
  }

  private void record(Account account, StoredInvitation invitation, Origin origin) {
    audit.inTenant(
        invitation.tenant().log(),
        account,
        Action.succeeded(
            ACTION, Map.of("email", invitation.email(), "role", invitation.role().name())),
        AuditObject.of("member", account.id().toString()),
        origin);
  }
}
