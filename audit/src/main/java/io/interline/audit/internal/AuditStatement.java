package io.interline.audit.internal;

import io.interline.audit.AuditQuery;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The select of a query: only the filters that are set, so that the planner finds their index.
///
/// It asks for one event more than the page holds; that one says whether there is a next page.
record AuditStatement(String sql, List<Object> parameters) {

  static AuditStatement of(AuditQuery query) {
    var where = new Conditions();
    where.add("log_id = ?", query.log().value());
    if (query.actor() != null) where.add("actor_id = ?", query.actor());
    if (query.action() != null) addAction(where, query.action());
    if (query.objectKind() != null) where.add("object_kind = ?", query.objectKind());
    if (query.objectId() != null) where.add("object_id = ?", query.objectId());
    if (query.outcome() != null) where.add("outcome = ?", query.outcome().name());
    if (query.from() != null) where.add("occurred_at >= ?", utc(query.from()));
    if (query.until() != null) where.add("occurred_at < ?", utc(query.until()));
    if (query.text() != null && !query.text().isBlank()) {
      String part = "%" + literal(query.text().strip().toLowerCase(Locale.ROOT)) + "%";
      where.add(
          "(lower(actor_name) like ? or lower(object_id) like ? or lower(reason) like ?)",
          part,
          part,
          part);
    }
    if (query.cursor() != null) {
      var cursor = Cursor.parse(query.cursor());
      where.add("(occurred_at, id) < (?, ?)", utc(cursor.occurredAt()), cursor.id());
    }
    where.parameters.add(query.limit() + 1);
    return new AuditStatement(
        "select * from audit_event where "
            + String.join(" and ", where.conditions)
            + " order by occurred_at desc, id desc limit ?",
        where.parameters);
  }

  private static void addAction(Conditions where, String action) {
    if (action.endsWith(".")) where.add("action like ?", literal(action) + "%");
    else where.add("action = ?", action);
  }

  /// The text as it stands, inside a `like` pattern.
  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static final class Conditions {
    final List<String> conditions = new ArrayList<>();
    final List<Object> parameters = new ArrayList<>();

    void add(String condition, Object... values) {
      conditions.add(condition);
      parameters.addAll(List.of(values));
    }
  }
}
