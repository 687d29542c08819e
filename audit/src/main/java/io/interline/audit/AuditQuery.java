package io.interline.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Filters of the audit list; an absent one does not filter. Newest events come first.
///
/// @param actor exact id of the actor
/// @param action exact action, or a prefix that ends in a dot (`flow.`)
/// @param from earliest time of occurrence, included
/// @param until latest time of occurrence, excluded
/// @param text part of the actor's name, the object's id or the reason, ignoring case
/// @param cursor `next` of the page before
/// @param limit 1 to 500
public record AuditQuery(
    LogId log,
    @Nullable String actor,
    @Nullable String action,
    @Nullable String objectKind,
    @Nullable String objectId,
    @Nullable Outcome outcome,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {

  public AuditQuery {
    if (limit < 1 || limit > 500)
      throw new IllegalArgumentException("limit must be 1 to 500, was " + limit);
  }

  /// All of a log, `limit` events a page.
  public static AuditQuery all(LogId log, int limit) {
    return new AuditQuery(log, null, null, null, null, null, null, null, null, null, limit);
  }
}
