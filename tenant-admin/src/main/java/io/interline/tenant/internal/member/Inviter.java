package io.interline.tenant.internal.member;

import io.interline.audit.AuditObject;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.Members.Invitation;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import io.interline.tenant.internal.account.AttemptLimiter;
import io.interline.tenant.internal.account.AttemptLimiter.Limit;
import io.interline.tenant.internal.account.AttemptLimiter.Verdict;
import io.interline.tenant.internal.account.PersonalData;
import io.interline.tenant.internal.mail.Links;
import io.interline.tenant.internal.mail.Mailer;
import io.interline.tenant.internal.secret.Secrets;
import io.interline.tenant.internal.secret.Token;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Invites by mail: stores the invitation, and sends the mail once that is committed.
@Component
class Inviter {

  private static final String ACTION = "member.invite";
  private static final Duration VALID = Duration.ofDays(7);
  private static final Limit BY_TENANT = new Limit(100, Duration.ofHours(1));

  private final AccessControl access;
  private final AuditTrail trail;
  private final EntityManager entities;
  private final InvitationStore invitations;
  private final AttemptLimiter limiter;
  private final Secrets secrets;
  private final Mailer mailer;
  private final Links links;
  private final Clock clock;
  private final TransactionTemplate transactions;

  Inviter(
      AccessControl access,
      AuditTrail trail,
      EntityManager entities,
      InvitationStore invitations,
      AttemptLimiter limiter,
      Secrets secrets,
      Mailer mailer,
      Links links,
      Clock clock,
      TransactionTemplate transactions) {
    this.access = access;
    this.trail = trail;
    this.entities = entities;
    this.invitations = invitations;
    this.limiter = limiter;
    this.secrets = secrets;
    this.mailer = mailer;
    this.links = links;
    this.clock = clock;
    this.transactions = transactions;
  }

  void invite(String address, Role role) {
    access.require(Permission.MEMBER_EDIT, AuditObject.of("invitation", address));
    var email = PersonalData.email(address);
    limit(email);
    var token = secrets.token();
    var organisation =
        Objects.requireNonNull(transactions.execute(status -> store(email, role, token)));
    mailer.send(
        email, "Invitation to " + organisation + " on Interline", text(organisation, token));
  }

  /// The organisation's name.
  private String store(String email, Role role, Token token) {
    var tenant = TenantScope.tenant();
    requireNoMember(email);
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var inviter = TenantScope.current().actor().name();
    invitations.put(tenant, new Invitation(email, role, inviter, now, now.plus(VALID)), token);
    trail.succeeded(ACTION, AuditObject.of("invitation", email), Map.of("role", role.name()));
    return invitations.organisation(tenant);
  }

  private void requireNoMember(String email) {
    long members =
        entities
            .createQuery("select count(*) from MembershipEntity where email = :email", Long.class)
            .setParameter("email", email)
            .getSingleResult();
    if (members == 0) return;
    var reason = email + " is a member already.";
    trail.refused(ACTION, AuditObject.of("invitation", email), reason);
    throw new DomainException(DomainException.Kind.CONFLICT, "already-member", reason);
  }

  private void limit(String email) {
    var verdict = limiter.begin("invite " + TenantScope.tenant(), BY_TENANT);
    if (verdict == Verdict.ALLOWED) return;
    var reason = "Too many invitations in one hour. Try again later.";
    if (verdict == Verdict.NEWLY_REFUSED)
      trail.refused(ACTION, AuditObject.of("invitation", email), reason);
    throw new DomainException(DomainException.Kind.LIMIT, "too-many-invitations", reason);
  }

  private String text(String organisation, Token token) {
    return """
        %s invites you to the organisation "%s" on Interline.

        Open this link to accept:

        %s

        The link works once, for 7 days. If you do not expect it, delete this mail.
        """
        .formatted(TenantScope.current().actor().name(), organisation, links.invitation(token));
  }
}
