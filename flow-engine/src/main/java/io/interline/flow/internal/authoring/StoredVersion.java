package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.flow.Flows.Version;
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
import org.jspecify.annotations.Nullable;

/// Row of a published version. The database lets nobody change it.
@Entity
@Immutable
@Table(name = "flow_version")
@IdClass(StoredVersion.Key.class)
class StoredVersion {

  @Id @TenantId UUID tenantId;

  @Id String flowId;

  @Id int number;

  String document;
  String hash;

  @Enumerated(EnumType.STRING)
  TriggerKind triggerKind;

  @Nullable String note;
  Instant publishedAt;
  String publishedBy;

  /// Name of a version among all tenants.
  record Key(UUID tenantId, String flowId, int number) {}

  /// What starts the flow.
  enum TriggerKind {
    WEBHOOK,
    SCHEDULE,
    POLLING,
    STREAM
  }

  /// For Hibernate.
  @SuppressWarnings("NullAway.Init")
  protected StoredVersion() {}

  @SuppressWarnings("NullAway.Init")
  StoredVersion(Version version, String document, TriggerKind triggerKind) {
    this.flowId = version.flow().value();
    this.number = version.number();
    this.document = document;
    this.hash = version.hash();
    this.triggerKind = triggerKind;
    this.note = version.note();
    this.publishedAt = version.publishedAt();
    this.publishedBy = version.publishedBy();
  }

  Version version() {
    return new Version(new FlowId(flowId), number, hash, note, publishedAt, publishedBy);
  }
}
