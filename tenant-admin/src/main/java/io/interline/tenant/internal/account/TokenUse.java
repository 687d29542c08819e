package io.interline.tenant.internal.account;

import io.interline.audit.AuditObject;
import io.interline.audit.Origin;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.internal.account.AccountAudit.Action;
import io.interline.tenant.internal.account.AttemptLimiter.Limit;
import io.interline.tenant.internal.account.AttemptLimiter.Verdict;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The use of a link from a mail: refused ones are on the platform's log, and limited, as anybody
/// can make up tokens.
@Component
class TokenUse {

  private static final Limit BY_ADDRESS = new Limit(30, Duration.ofMinutes(10));

  private final AttemptLimiter limiter;
  private final AccountAudit audit;
  private final TransactionTemplate transactions;

  TokenUse(
      AttemptLimiter limiter,
      AccountAudit audit,
      @Qualifier("system") TransactionTemplate transactions) {
    this.limiter = limiter;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// Runs what a token allows.
  ///
  /// @param action its name on the log, when the token is refused
  /// @throws DomainException of kind LIMIT, code `too-many-attempts`, or what the work throws
  <T> T of(String action, String object, Origin origin, Supplier<T> work) {
    var key = "token address " + RemoteAddress.key(origin.address());
    var verdict = limiter.begin(key, BY_ADDRESS);
    if (verdict != Verdict.ALLOWED) {
      var reason = "Too many links that do not work. Wait ten minutes and try again.";
      if (verdict == Verdict.NEWLY_REFUSED) record(action, object, reason, origin);
      throw new DomainException(Kind.LIMIT, "too-many-attempts", reason);
    }
    try {
      var result = work.get();
      limiter.forgive(key);
      return result;
    } catch (DomainException e) {
      if (e.code().equals("token-invalid")) record(action, object, e.getMessage(), origin);
      else limiter.forgive(key);
      throw e;
    }
  }

  private void record(String action, String object, String reason, Origin origin) {
    transactions.executeWithoutResult(
        status ->
            audit.byNobody(
                Action.refused(action, reason), AuditObject.of(object, "unknown"), origin));
  }
}
