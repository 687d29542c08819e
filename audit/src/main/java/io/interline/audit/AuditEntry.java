package io.interline.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller says of an action; the log adds id and times.
///
/// @param action verb phrase with a dot, for example `flow.publish`
/// @param reason why it was refused or failed, in words for the reader
/// @param details small facts without secrets or payloads, as `{"environment": "production"}`
/// @param authentication how the actor proved who they are, for example `password` or
///     `client_credentials`
public record AuditEntry(
    LogId log,
    Actor actor,
    String action,
    AuditObject object,
    Outcome outcome,
    @Nullable String reason,
    Map<String, String> details,
    Origin origin,
    String authentication) {

  public AuditEntry {
    details = Map.copyOf(details);
  }
}
