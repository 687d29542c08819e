package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;

/// Row of a webhook's address; kept over redeployments, so that senders need not be told.
@Entity
@Immutable
@Table(name = "webhook_address")
@IdClass(StoredDeployment.Key.class)
class StoredAddress {

  @Id @TenantId UUID tenantId;

  @Id String flowId;

  @Id
  @Enumerated(EnumType.STRING)
  Environment environment;

  String token;
  Instant createdAt;

  /// For Hibernate.
  @SuppressWarnings("NullAway.Init")
  protected StoredAddress() {}

  @SuppressWarnings("NullAway.Init")
  StoredAddress(FlowId flow, Environment environment, String token, Instant createdAt) {
    this.flowId = flow.value();
    this.environment = environment;
    this.token = token;
    this.createdAt = createdAt;
  }

  /// Path on the hub.
  String path() {
    return "/in/" + token;
  }
}
