package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.tenant.DomainException;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/// Row of a draft. Lock its flow before reading it to change it: an older copy could carry another
/// editor's words away.
@Entity
@Table(name = "flow_draft")
@IdClass(StoredFlow.Key.class)
class StoredDraft {

  @Id @TenantId UUID tenantId;

  @Id String flowId;

  String document;
  String hash;
  String trigger;
  String layout;
  long revision;
  Instant savedAt;
  String savedBy;

  /// For Hibernate.
  @SuppressWarnings("NullAway.Init")
  protected StoredDraft() {}

  /// A draft that was never saved; [#write] gives it its document.
  @SuppressWarnings("NullAway.Init")
  StoredDraft(FlowId id) {
    this.flowId = id.value();
    this.layout = "{}";
  }

  void write(DraftText text, Instant at, String by) {
    document = text.json();
    hash = text.hash();
    trigger = text.trigger();
    revision++;
    savedAt = at;
    savedBy = by;
  }

  FlowId id() {
    return new FlowId(flowId);
  }

  String etag() {
    return Long.toString(revision);
  }

  /// @throws DomainException of kind CONFLICT when somebody saved after that etag was given
  void requireEtag(String expected) {
    if (etag().equals(expected)) return;
    throw new DomainException(
        DomainException.Kind.CONFLICT,
        "draft-changed",
        savedBy
            + " saved flow '"
            + flowId
            + "' after you opened it. Load it again, then make your change.");
  }
}
