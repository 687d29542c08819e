package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/// Row of a deployment.
@Entity
@Table(name = "deployment")
@IdClass(StoredDeployment.Key.class)
class StoredDeployment {

  @Id @TenantId UUID tenantId;

  @Id String flowId;

  @Id
  @Enumerated(EnumType.STRING)
  Environment environment;

  int version;
  boolean enabled;
  Instant deployedAt;
  String deployedBy;

  /// Name of a deployment, or of a webhook address, among all tenants.
  record Key(UUID tenantId, String flowId, Environment environment) {

    /// In the tenant in scope.
    static Key of(FlowId flow, Environment environment) {
      return new Key(TenantScope.tenant().value(), flow.value(), environment);
    }
  }

  /// For Hibernate.
  @SuppressWarnings("NullAway.Init")
  protected StoredDeployment() {}

  /// A deployment of nothing yet; [#take] gives it its version.
  @SuppressWarnings("NullAway.Init")
  StoredDeployment(FlowId flow, Environment environment) {
    this.flowId = flow.value();
    this.environment = environment;
  }

  void take(int version, Instant at, String by) {
    this.version = version;
    this.enabled = true;
    this.deployedAt = at;
    this.deployedBy = by;
  }
}
