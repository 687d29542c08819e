package io.interline.tenant;

import java.util.Set;

/// Something that people of a tenant are to be told.
///
/// @param cause by what it is known again: people hear of one cause at most once an hour
/// @param title one line
/// @param body a few lines, without payloads and secrets
/// @param path of the hub's page to look at, such as `/dead-letters?cause=…`
/// @param roles whom it concerns; empty for all whom its kind concerns
public record Notice(
    TenantId tenant,
    NoticeKind kind,
    String cause,
    String title,
    String body,
    String path,
    Set<Role> roles) {

  public Notice {
    roles = Set.copyOf(roles);
  }

  /// For all whom its kind concerns.
  public Notice(
      TenantId tenant, NoticeKind kind, String cause, String title, String body, String path) {
    this(tenant, kind, cause, title, body, path, Set.of());
  }
}
