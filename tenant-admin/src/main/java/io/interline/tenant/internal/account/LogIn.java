package io.interline.tenant.internal.account;

import io.interline.audit.AuditObject;
import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.DomainException;
import io.interline.tenant.internal.account.AccountAudit.Action;
import io.interline.tenant.internal.account.AttemptLimiter.Limit;
import io.interline.tenant.internal.account.AttemptLimiter.Verdict;
import io.interline.tenant.internal.secret.Passwords;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Log-in by password.
///
/// The account's own limit is wider than the one of a remote address: it stops guesses that come
/// from many places, and makes it harder to lock somebody out by failing in their name.
@Component
class LogIn {

  private static final String ACTION = "account.log-in";
  private static final Limit BY_ADDRESS = new Limit(10, Duration.ofMinutes(10));
  private static final Limit BY_ACCOUNT = new Limit(30, Duration.ofMinutes(10));

  private final AccountStore store;
  private final AccountAudit audit;
  private final AttemptLimiter limiter;
  private final Passwords passwords;
  private final TransactionTemplate transactions;

  LogIn(
      AccountStore store,
      AccountAudit audit,
      AttemptLimiter limiter,
      Passwords passwords,
      @Qualifier("system") TransactionTemplate transactions) {
    this.store = store;
    this.audit = audit;
    this.limiter = limiter;
    this.passwords = passwords;
    this.transactions = transactions;
  }

  Optional<Account> attempt(String email, String password, Origin origin) {
    var address = "log-in address " + RemoteAddress.key(origin.address());
    var name = "log-in account " + email;
    var verdict = limiter.begin(address, BY_ADDRESS);
    if (verdict == Verdict.ALLOWED) verdict = limiter.begin(name, BY_ACCOUNT);
    if (verdict != Verdict.ALLOWED) throw tooMany(verdict, email, origin);
    var row = store.byEmail(email).orElse(null);
    if (!passwords.matches(password, AccountRow.hashOf(row)) || row == null) {
      record(row, Action.failed(ACTION, "The password or the address is wrong."), origin);
      return Optional.empty();
    }
    limiter.forgive(address);
    limiter.forgive(name);
    record(row, Action.succeeded(ACTION, Map.of()), origin);
    return Optional.of(row.account());
  }

  /// Only the first refusal of a row is put on the log: an attacker must not be able to fill it.
  private DomainException tooMany(Verdict verdict, String email, Origin origin) {
    var reason = "Too many attempts to log in. Wait ten minutes and try again.";
    if (verdict == Verdict.NEWLY_REFUSED)
      record(store.byEmail(email).orElse(null), Action.refused(ACTION, reason), origin);
    return new DomainException(DomainException.Kind.LIMIT, "too-many-attempts", reason);
  }

  private void record(@Nullable AccountRow row, Action action, Origin origin) {
    transactions.executeWithoutResult(
        status -> {
          if (row == null) audit.byNobody(action, AuditObject.of("account", "unknown"), origin);
          else audit.byAccount(row.account(), action, origin);
        });
  }
}
