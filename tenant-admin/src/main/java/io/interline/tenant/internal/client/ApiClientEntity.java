package io.interline.tenant.internal.client;

import io.interline.tenant.ApiClients.ApiClient;
import io.interline.tenant.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/// A row of `api_client`: made and removed, never changed by a tenant.
@Entity
@Immutable
@Table(name = "api_client")
class ApiClientEntity {

  @Id private String clientId;

  @TenantId private UUID tenantId;

  private String title;

  @Enumerated(EnumType.STRING)
  private Role role;

  private String secretHash;
  private String createdBy;
  private Instant createdAt;

  @Column(insertable = false)
  private @Nullable Instant lastUsedAt;

  @SuppressWarnings("NullAway.Init") // filled by Hibernate
  protected ApiClientEntity() {}

  /// The tenant is set by Hibernate when the row is stored.
  @SuppressWarnings("NullAway.Init")
  ApiClientEntity(ApiClient client, String secretHash) {
    this.clientId = client.clientId();
    this.title = client.title();
    this.role = client.role();
    this.secretHash = secretHash;
    this.createdBy = client.createdBy();
    this.createdAt = client.createdAt();
  }

  String title() {
    return title;
  }

  ApiClient toApiClient() {
    return new ApiClient(clientId, title, role, createdBy, createdAt, lastUsedAt);
  }
}
