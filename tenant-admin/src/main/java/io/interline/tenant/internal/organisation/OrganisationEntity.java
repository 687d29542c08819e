package io.interline.tenant.internal.organisation;

import io.interline.tenant.Organisations.Organisation;
import io.interline.tenant.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A row of `tenant`. It is its own tenant, so its id takes the place of `@TenantId`: it is only
/// ever loaded by the id in scope.
@Entity
@Table(name = "tenant")
class OrganisationEntity {

  @Id private UUID tenantId;

  private String name;

  @ManyToOne(fetch = FetchType.EAGER, optional = false)
  @JoinColumn(name = "plan", updatable = false)
  private PlanEntity plan;

  private boolean guidedStart;

  @Column(updatable = false)
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected OrganisationEntity() {}

  String name() {
    return name;
  }

  void rename(String changed) {
    name = changed;
  }

  boolean guidedStart() {
    return guidedStart;
  }

  void finishGuidedStart() {
    guidedStart = false;
  }

  Organisation toOrganisation() {
    return new Organisation(new TenantId(tenantId), name, plan.toPlan(), guidedStart, createdAt);
  }
}
