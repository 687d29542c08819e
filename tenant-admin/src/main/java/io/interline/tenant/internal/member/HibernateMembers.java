package io.interline.tenant.internal.member;

import io.interline.audit.AuditObject;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AccountId;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.Members;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import io.interline.tenant.internal.account.PersonalData;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Members by Hibernate, whose `@TenantId` adds the tenant in scope to each statement.
@Service
class HibernateMembers implements Members {

  private final AccessControl access;
  private final AuditTrail trail;
  private final EntityManager entities;
  private final InvitationStore invitations;
  private final Inviter inviter;
  private final Clock clock;

  HibernateMembers(
      AccessControl access,
      AuditTrail trail,
      EntityManager entities,
      InvitationStore invitations,
      Inviter inviter,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.entities = entities;
    this.invitations = invitations;
    this.inviter = inviter;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Member> list() {
    access.require(Permission.MEMBER_VIEW, AuditObject.of("member", "all"));
    return entities
        .createQuery("from MembershipEntity order by lower(name), email", MembershipEntity.class)
        .getResultStream()
        .map(MembershipEntity::toMember)
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Invitation> invitations() {
    access.require(Permission.MEMBER_VIEW, AuditObject.of("invitation", "all"));
    return invitations.list(TenantScope.tenant(), clock.instant());
  }

  @Override
  public void invite(String email, Role role) {
    inviter.invite(email, role);
  }

  @Override
  @Transactional
  public void withdrawInvitation(String address) {
    access.require(Permission.MEMBER_EDIT, AuditObject.of("invitation", address));
    var email = PersonalData.email(address);
    if (!invitations.remove(TenantScope.tenant(), email))
      throw DomainException.notFound("invitation", email);
    var object = AuditObject.of("invitation", email);
    trail.succeeded("member.withdraw-invitation", object, Map.of());
  }

  @Override
  @Transactional
  public void changeRole(AccountId account, Role role) {
    var object = object(account);
    access.require(Permission.MEMBER_EDIT, object);
    lockTenant();
    var member = member(account);
    var before = member.role();
    if (before == role) return;
    if (before == Role.OWNER) requireOtherOwner("member.change-role", object);
    member.changeRole(role);
    trail.succeeded(
        "member.change-role",
        object,
        Map.of("email", member.email(), "from", before.name(), "to", role.name()));
  }

  @Override
  @Transactional
  public void remove(AccountId account) {
    var object = object(account);
    access.require(Permission.MEMBER_EDIT, object);
    lockTenant();
    var member = member(account);
    if (member.role() == Role.OWNER) requireOtherOwner("member.remove", object);
    entities.remove(member);
    trail.succeeded(
        "member.remove", object, Map.of("email", member.email(), "role", member.role().name()));
  }

  /// One change of owners at a time: two owners who end each other at once must not both succeed.
  private void lockTenant() {
    entities
        .createNativeQuery("select name from tenant where tenant_id = ?1 for update", String.class)
        .setParameter(1, TenantScope.tenant().value())
        .getSingleResult();
  }

  private MembershipEntity member(AccountId account) {
    var found = entities.find(MembershipEntity.class, account.value());
    if (found == null) throw DomainException.notFound("member", account);
    return found;
  }

  private void requireOtherOwner(String action, AuditObject object) {
    long owners =
        entities
            .createQuery("select count(*) from MembershipEntity where role = :role", Long.class)
            .setParameter("role", Role.OWNER)
            .getSingleResult();
    if (owners > 1) return;
    var reason = "An organisation needs an owner: make another member owner first.";
    trail.refused(action, object, reason);
    throw new DomainException(DomainException.Kind.CONFLICT, "last-owner", reason);
  }

  private static AuditObject object(AccountId account) {
    return AuditObject.of("member", account.toString());
  }
}
