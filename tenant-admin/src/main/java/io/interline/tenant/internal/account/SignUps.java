package io.interline.tenant.internal.account;

import io.interline.audit.AuditObject;
import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.DomainException;
import io.interline.tenant.internal.account.AccountAudit.Action;
import io.interline.tenant.internal.account.AccountStore.PendingSignUp;
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

/// From the wish to join to a new organisation.
@Component
class SignUps {

  private static final Duration VALID = Duration.ofHours(24);
  private static final Limit BY_ADDRESS = new Limit(60, Duration.ofMinutes(10));
  private static final Limit BY_EMAIL = new Limit(5, Duration.ofHours(1));

  private final AccountStore store;
  private final AccountAudit audit;
  private final AttemptLimiter limiter;
  private final Passwords passwords;
  private final Secrets secrets;
  private final Mailer mailer;
  private final Links links;
  private final Clock clock;
  private final Founding founding;
  private final TokenUse tokenUse;
  private final AccountSettings settings;
  private final TransactionTemplate transactions;

  SignUps(
      AccountStore store,
      AccountAudit audit,
      AttemptLimiter limiter,
      Passwords passwords,
      Secrets secrets,
      Mailer mailer,
      Links links,
      Clock clock,
      Founding founding,
      TokenUse tokenUse,
      AccountSettings settings,
      @Qualifier("system") TransactionTemplate transactions) {
    this.store = store;
    this.audit = audit;
    this.limiter = limiter;
    this.passwords = passwords;
    this.secrets = secrets;
    this.mailer = mailer;
    this.links = links;
    this.clock = clock;
    this.founding = founding;
    this.tokenUse = tokenUse;
    this.settings = settings;
    this.transactions = transactions;
  }

  /// A known address costs the same time and gets the same answer: only its owner reads which mail
  /// came.
  void begin(SignUp request, Origin origin) {
    var email = PersonalData.email(request.email());
    var organisation = PersonalData.organisation(request.organisation());
    var name = PersonalData.name(request.name());
    limit(email, origin);
    var hash = passwords.hash(request.password(), email);
    var token = secrets.token();
    boolean known =
        Objects.requireNonNull(
            transactions.execute(
                status -> {
                  var now = clock.instant();
                  boolean account = store.byEmail(email).isPresent();
                  if (!account)
                    store.addSignUp(
                        token,
                        new PendingSignUp(email, organisation, name, hash),
                        now,
                        now.plus(VALID));
                  audit.byNobody(
                      Action.succeeded("account.sign-up", Map.of("organisation", organisation)),
                      AuditObject.of("sign-up", email),
                      origin);
                  return account;
                }));
    if (known) sendKnown(email);
    else sendVerification(email, token);
  }

  Account verify(Token token, Origin origin) {
    return tokenUse.of(
        "account.verify",
        "sign-up",
        origin,
        () -> Objects.requireNonNull(transactions.execute(status -> join(token, origin))));
  }

  private Account join(Token token, Origin origin) {
    var signUp = store.takeSignUp(token, clock.instant()).orElseThrow(SignUps::tokenInvalid);
    return founding
        .found(signUp, settings.plan(), origin)
        .orElseThrow(
            () ->
                new DomainException(
                    DomainException.Kind.INVALID,
                    "token-invalid",
                    "This address has an account already: log in."));
  }

  /// Mails to strangers are what spammers want.
  private void limit(String email, Origin origin) {
    var verdict =
        limiter.begin("sign-up address " + RemoteAddress.key(origin.address()), BY_ADDRESS);
    if (verdict == Verdict.ALLOWED) verdict = limiter.begin("sign-up account " + email, BY_EMAIL);
    if (verdict == Verdict.ALLOWED) return;
    var reason = "Too many sign-ups from here or for this address. Try again in an hour.";
    if (verdict == Verdict.NEWLY_REFUSED)
      transactions.executeWithoutResult(
          status ->
              audit.byNobody(
                  Action.refused("account.sign-up", reason),
                  AuditObject.of("sign-up", email),
                  origin));
    throw new DomainException(DomainException.Kind.LIMIT, "too-many-attempts", reason);
  }

  /// Holds nothing that the person at the form wrote: it may go to a stranger.
  private void sendVerification(String email, Token token) {
    mailer.send(
        email,
        "Confirm your address for Interline",
        """
        Welcome to Interline.

        Open this link to confirm your address; your organisation is then ready:

        %s

        The link works once, for 24 hours. If you did not sign up, do not open it and \
        delete this mail.
        """
            .formatted(links.verification(token)));
  }

  private void sendKnown(String email) {
    mailer.send(
        email,
        "You have an Interline account already",
        """
        Somebody signed up for Interline with your address. You have an account already, so \
        nothing was changed.

        Log in here: %s

        If it was not you, there is nothing to do.
        """
            .formatted(links.login()));
  }

  static DomainException tokenInvalid() {
    return new DomainException(
        DomainException.Kind.INVALID,
        "token-invalid",
        "This link is unknown, used already or too old. Ask for a new one.");
  }
}
