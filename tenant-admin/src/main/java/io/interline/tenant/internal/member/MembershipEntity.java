package io.interline.tenant.internal.member;

import io.interline.tenant.AccountId;
import io.interline.tenant.Members.Member;
import io.interline.tenant.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/// A row of `membership`. Within the tenant of a session the account alone names it.
@Entity
@Table(name = "membership")
class MembershipEntity {

  @Id private UUID accountId;

  @TenantId
  @Column(updatable = false)
  private UUID tenantId;

  @Column(updatable = false)
  private String email;

  @Column(updatable = false)
  private String name;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(updatable = false)
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected MembershipEntity() {}

  String email() {
    return email;
  }

  Role role() {
    return role;
  }

  void changeRole(Role changed) {
    role = changed;
  }

  Member toMember() {
    return new Member(new AccountId(accountId), email, name, role, createdAt);
  }
}
