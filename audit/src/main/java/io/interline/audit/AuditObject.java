package io.interline.audit;

import org.jspecify.annotations.Nullable;

/// What was acted on.
///
/// @param kind for example `flow`, `connection`, `member`
/// @param version the version that the action made or used, where the object has versions
public record AuditObject(String kind, String id, @Nullable String version) {

  /// An object without a version.
  public static AuditObject of(String kind, String id) {
    return new AuditObject(kind, id, null);
  }
}
