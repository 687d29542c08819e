package io.interline.tenant.internal.client;

import io.interline.audit.Actor;
import io.interline.audit.AuditEntry;
import io.interline.audit.AuditObject;
import io.interline.audit.LogId;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import io.interline.tenant.DomainException;
import io.interline.tenant.internal.access.RefusalLog;
import io.interline.tenant.internal.account.AccountAudit;
import io.interline.tenant.internal.account.AttemptLimiter;
import io.interline.tenant.internal.account.AttemptLimiter.Limit;
import io.interline.tenant.internal.account.AttemptLimiter.Verdict;
import io.interline.tenant.internal.account.RemoteAddress;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Counts clients that show a wrong secret, by the place they come from, and records them. A limit
/// by client would let strangers lock it out; its secret is too long to be guessed anyway.
@Component
class ClientProofs {

  private static final String ACTION = "client.authenticate";
  private static final Limit BY_ADDRESS = new Limit(30, Duration.ofMinutes(10));
  private static final int LONGEST_ID = 100;

  private final ClientDirectory directory;
  private final AttemptLimiter limiter;
  private final RefusalLog refusals;

  ClientProofs(ClientDirectory directory, AttemptLimiter limiter, RefusalLog refusals) {
    this.directory = directory;
    this.limiter = limiter;
    this.refusals = refusals;
  }

  void begin(Origin origin) {
    var verdict = limiter.begin(key(origin), BY_ADDRESS);
    if (verdict == Verdict.ALLOWED) return;
    var reason = "Too many wrong secrets from here. Wait ten minutes and try again.";
    if (verdict == Verdict.NEWLY_REFUSED)
      record(AccountAudit.PLATFORM, AccountAudit.NOBODY, "any", Outcome.REFUSED, reason, origin);
    throw new DomainException(DomainException.Kind.LIMIT, "too-many-attempts", reason);
  }

  void end(String clientId, Origin origin, boolean proved) {
    if (proved) {
      limiter.forgive(key(origin));
      return;
    }
    String id = clientId.length() > LONGEST_ID ? clientId.substring(0, LONGEST_ID) : clientId;
    directory
        .find(clientId)
        .ifPresentOrElse(
            client ->
                record(
                    client.tenant().log(),
                    new Actor(Actor.Kind.CLIENT, id, client.title(), null),
                    id,
                    Outcome.FAILED,
                    "The secret is wrong.",
                    origin),
            () ->
                record(
                    AccountAudit.PLATFORM,
                    AccountAudit.NOBODY,
                    id,
                    Outcome.FAILED,
                    "There is no such client.",
                    origin));
  }

  private void record(
      LogId log, Actor actor, String clientId, Outcome outcome, String reason, Origin origin) {
    refusals.add(
        new AuditEntry(
            log,
            actor,
            ACTION,
            AuditObject.of("client", clientId),
            outcome,
            reason,
            Map.of(),
            origin,
            "none"));
  }

  private static String key(Origin origin) {
    return "client secret " + RemoteAddress.key(origin.address());
  }
}
