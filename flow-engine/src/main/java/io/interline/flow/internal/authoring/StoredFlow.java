package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.tenant.TenantScope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/// Row of a flow. It outlives everything that was written of it.
@Entity
@Table(name = "flow")
@IdClass(StoredFlow.Key.class)
class StoredFlow {

  @Id @TenantId UUID tenantId;

  @Id String flowId;

  String title;

  @Column(updatable = false)
  Instant createdAt;

  @Column(updatable = false)
  String createdBy;

  @Nullable Instant deletedAt;

  /// Name of a flow among all tenants.
  record Key(UUID tenantId, String flowId) {

    /// In the tenant in scope.
    static Key of(FlowId id) {
      return new Key(TenantScope.tenant().value(), id.value());
    }
  }

  /// For Hibernate.
  @SuppressWarnings("NullAway.Init")
  protected StoredFlow() {}

  @SuppressWarnings("NullAway.Init")
  StoredFlow(FlowId id, String title, Instant createdAt, String createdBy) {
    this.flowId = id.value();
    this.title = title;
    this.createdAt = createdAt;
    this.createdBy = createdBy;
  }

  FlowId id() {
    return new FlowId(flowId);
  }
}
