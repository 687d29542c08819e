package io.interline.tenant.internal.account;

import io.interline.audit.AuditObject;
import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.internal.account.AccountAudit.Action;
import io.interline.tenant.internal.account.AttemptLimiter.Limit;
import io.interline.tenant.internal.account.AttemptLimiter.Verdict;
import io.interline.tenant.internal.mail.Links;
import io.interline.tenant.internal.mail.Mailer;
import io.interline.tenant.internal.secret.Passwords;
import io.interline.tenant.internal.secret.Secrets;
import io.interline.tenant.internal.secret.Token;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// A new password for an account: by a link in a mail, or for who knows the present one.
@Component
class NewPasswords {

  private static final String FORGOT = "account.forgot-password";
  private static final String RESET = "account.reset-password";
  private static final String CHANGE = "account.change-password";
  private static final Duration VALID = Duration.ofHours(1);
  private static final Limit BY_ADDRESS = new Limit(60, Duration.ofMinutes(10));
  private static final Limit BY_EMAIL = new Limit(5, Duration.ofHours(1));
  private static final Limit BY_ACCOUNT = new Limit(10, Duration.ofMinutes(10));

  private final AccountStore store;
  private final PasswordResets resets;
  private final AccountAudit audit;
  private final AttemptLimiter limiter;
  private final TokenUse tokenUse;
  private final Passwords passwords;
  private final Secrets secrets;
  private final Mailer mailer;
  private final Links links;
  private final Clock clock;
  private final TransactionTemplate transactions;

  NewPasswords(
      AccountStore store,
      PasswordResets resets,
      AccountAudit audit,
      AttemptLimiter limiter,
      TokenUse tokenUse,
      Passwords passwords,
      Secrets secrets,
      Mailer mailer,
      Links links,
      Clock clock,
      @Qualifier("system") TransactionTemplate transactions) {
    this.store = store;
    this.resets = resets;
    this.audit = audit;
    this.limiter = limiter;
    this.tokenUse = tokenUse;
    this.passwords = passwords;
    this.secrets = secrets;
    this.mailer = mailer;
    this.links = links;
    this.clock = clock;
    this.transactions = transactions;
  }

  /// As with a sign-up, both kinds of address get a mail: only its owner reads which.
  void forgot(String text, Origin origin) {
    var email = PersonalData.email(text);
    limitMails(email, origin);
    var token = secrets.token();
    boolean known =
        Objects.requireNonNull(
            transactions.execute(
                status -> {
                  var row = store.byEmail(email);
                  row.ifPresentOrElse(
                      one -> keepLink(token, one.account(), origin),
                      () ->
                          audit.byNobody(
                              Action.failed(FORGOT, "No account has this address."),
                              AuditObject.of("account", "unknown"),
                              origin));
                  return row.isPresent();
                }));
    if (known) sendLink(email, token);
    else sendUnknown(email);
  }

  private void keepLink(Token token, Account account, Origin origin) {
    var now = clock.instant();
    resets.add(token, account.id(), now, now.plus(VALID));
    audit.byAccount(account, Action.succeeded(FORGOT, Map.of()), origin);
  }

  /// The password is hashed before the transaction begins, as that takes long.
  Account reset(Token token, String password, Origin origin) {
    return tokenUse.of(
        RESET,
        "account",
        origin,
        () -> {
          var owner =
              resets
                  .find(token, clock.instant())
                  .flatMap(store::byId)
                  .orElseThrow(SignUps::tokenInvalid)
                  .account();
          var hash = passwords.hash(password, owner.email());
          transactions.executeWithoutResult(
              status -> {
                if (resets.take(token, clock.instant()).isEmpty()) throw SignUps.tokenInvalid();
                set(owner, hash, RESET, origin);
              });
          return owner;
        });
  }

  void change(AccountId id, String present, String password, Origin origin) {
    var row = store.byId(id).orElseThrow(() -> DomainException.notFound("account", id));
    var account = row.account();
    var key = "password account " + id;
    var verdict = limiter.begin(key, BY_ACCOUNT);
    if (verdict != Verdict.ALLOWED) {
      var reason = "Too many wrong passwords. Wait ten minutes and try again.";
      if (verdict == Verdict.NEWLY_REFUSED) record(account, Action.refused(CHANGE, reason), origin);
      throw new DomainException(Kind.LIMIT, "too-many-attempts", reason);
    }
    if (!passwords.matches(present, row.passwordHash())) {
      var reason = "The present password is not right.";
      record(account, Action.failed(CHANGE, reason), origin);
      throw new DomainException(Kind.INVALID, "password-wrong", reason);
    }
    limiter.forgive(key);
    var hash = passwords.hash(password, account.email());
    transactions.executeWithoutResult(status -> set(account, hash, CHANGE, origin));
  }

  private void set(Account account, String hash, String action, Origin origin) {
    resets.set(account.id(), hash);
    audit.byAccount(account, Action.succeeded(action, Map.of()), origin);
  }

  private void record(Account account, Action action, Origin origin) {
    transactions.executeWithoutResult(status -> audit.byAccount(account, action, origin));
  }

  private void limitMails(String email, Origin origin) {
    var verdict =
        limiter.begin("forgot address " + RemoteAddress.key(origin.address()), BY_ADDRESS);
    if (verdict == Verdict.ALLOWED) verdict = limiter.begin("forgot account " + email, BY_EMAIL);
    if (verdict == Verdict.ALLOWED) return;
    var reason = "Too many mails asked for from here or for this address. Try again in an hour.";
    if (verdict == Verdict.NEWLY_REFUSED)
      transactions.executeWithoutResult(
          status ->
              audit.byNobody(
                  Action.refused(FORGOT, reason), AuditObject.of("account", "unknown"), origin));
    throw new DomainException(Kind.LIMIT, "too-many-attempts", reason);
  }

  private void sendLink(String email, Token token) {
    mailer.send(
        email,
        "A new password for Interline",
        """
        Somebody, we hope you, asked for a new password for your Interline account.

        Open this link to choose one:

        %s

        The link works once, for one hour. If it was not you, there is nothing to do: your \
        password stays as it is.
        """
            .formatted(links.passwordReset(token)));
  }

  private void sendUnknown(String email) {
    mailer.send(
        email,
        "No Interline account for this address",
        """
        Somebody asked for a new password for an Interline account with your address. There is \
        none: you may have signed up with another address.

        Sign up here: %s

        If it was not you, there is nothing to do.
        """
            .formatted(links.signUp()));
  }
}
