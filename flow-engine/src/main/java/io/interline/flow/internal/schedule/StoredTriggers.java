package io.interline.flow.internal.schedule;

import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.Triggers.Health;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.Triggers.TriggerDetail;
import io.interline.flow.Triggers.TriggerQuery;
import io.interline.flow.Triggers.TriggerState;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of triggers, of one tenant, with the rights of the application role.
@Component
final class StoredTriggers {

  private static final String LATE_AFTER = "interval '1 minute'";
  private static final String TRIGGERS =
      """
      select * from (
        select t.*, f.title, d.enabled,
          t.due_at < cast(:now as timestamptz) - %s
            and (t.claimed_until is null or t.claimed_until < now()) as late,
          case when not d.enabled then 'OFF'
            when t.paused_at is not null then 'PAUSED'
            when t.failures > 0 then 'FAILING'
            when t.held_up is not null then 'HELD_UP'
            when t.kind = 'SCHEDULE' and t.scheduled_at is null then 'NEVER'
            when t.due_at < cast(:now as timestamptz) - %s
              and (t.claimed_until is null or t.claimed_until < now()) then 'LATE'
            else 'OK' end as health
        from trigger_state t
        join deployment d on d.tenant_id = t.tenant_id and d.flow_id = t.flow_id
          and d.environment = t.environment
        join flow_version v on v.tenant_id = d.tenant_id and v.flow_id = d.flow_id
          and v.number = d.version and v.trigger_kind <> 'WEBHOOK'
        join flow f on f.tenant_id = t.tenant_id and f.flow_id = t.flow_id
        where t.tenant_id = :tenant) t
      """
          .formatted(LATE_AFTER, LATE_AFTER);
  private static final String ONE =
      " where tenant_id = :tenant and flow_id = :flow and environment = :environment";

  private final JdbcClient jdbc;

  StoredTriggers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Page<TriggerState> page(TenantId tenant, TriggerQuery query, Instant now) {
    int limit = Math.clamp(query.limit(), 1, 500);
    var conditions = new ArrayList<String>(List.of("true"));
    var params = new HashMap<String, Object>();
    params.put("tenant", tenant.value());
    params.put("now", Timestamp.from(now));
    params.put("limit", limit + 1);
    filters(query, conditions, params);
    var found =
        jdbc.sql(
                TRIGGERS
                    + " where "
                    + String.join(" and ", conditions)
                    + " order by flow_id, environment limit :limit")
            .params(params)
            .query((row, _) -> state(row, now))
            .list();
    if (found.size() <= limit) return new Page<>(found, null);
    var last = found.get(limit - 1);
    return new Page<>(found.subList(0, limit), last.flow() + "/" + last.environment().name());
  }

  private static void filters(
      TriggerQuery query, List<String> conditions, Map<String, Object> params) {
    if (query.flow() != null) {
      conditions.add("flow_id = :flow");
      params.put("flow", query.flow().value());
    }
    if (query.environment() != null) {
      conditions.add("environment = :environment");
      params.put("environment", query.environment().name());
    }
    if (query.kind() != null) {
      conditions.add("kind = :kind");
      params.put("kind", query.kind().name());
    }
    if (query.health() != null) {
      conditions.add("health = :health");
      params.put("health", query.health().name());
    }
    if (query.text() != null && !query.text().isBlank()) {
      conditions.add("position(lower(:text) in lower(title)) > 0");
      params.put("text", query.text().strip());
    }
    if (query.cursor() == null) return;
    String[] after = query.cursor().split("/", 2);
    if (after.length < 2)
      throw new DomainException(
          DomainException.Kind.INVALID, "cursor-invalid", "The cursor is none of this list.");
    conditions.add("(flow_id, environment) > (:afterFlow, :afterEnvironment)");
    params.put("afterFlow", after[0]);
    params.put("afterEnvironment", after[1]);
  }

  /// Whether its deployment is enabled is in the health: OFF when not.
  Optional<Row> find(TriggerKey key, Instant now) {
    return one(jdbc.sql(TRIGGERS + ONE), key)
        .param("now", Timestamp.from(now))
        .query((row, _) -> row(row, now))
        .optional();
  }

  /// A trigger, and what only the engine needs of it.
  record Row(
      TriggerDetail detail, int generation, @Nullable Instant scheduledAt, boolean enabled) {}

  /// Locks the trigger until the transaction ends.
  void lock(TriggerKey key) {
    one(jdbc.sql("select 1 from trigger_state" + ONE + " for update"), key)
        .query(Integer.class)
        .optional();
  }

  /// @return false when the cursor has another number
  boolean setCursor(
      TriggerKey key, @Nullable String cursor, long expected, @Nullable Instant dueAt) {
    return one(
                jdbc.sql(
                    """
                    update trigger_state set cursor = :cursor, cursor_number = cursor_number + 1,
                      generation = generation + 1, failures = 0, claim = claim + 1, claimed_until = null,
                      due_at = :due"""
                        + ONE
                        + " and cursor_number = :expected"),
                key)
            .param("cursor", cursor, Types.VARCHAR)
            .param("due", dueAt == null ? null : Timestamp.from(dueAt), Types.TIMESTAMP)
            .param("expected", expected)
            .update()
        == 1;
  }

  void pause(TriggerKey key, Instant at, String by, String reason) {
    one(
            jdbc.sql(
                """
                update trigger_state set paused_at = :at, paused_by = :by, paused_reason = :reason,
                  due_at = null, claim = claim + 1, claimed_until = null, held_up = null"""
                    + ONE),
            key)
        .param("at", Timestamp.from(at))
        .param("by", by)
        .param("reason", reason)
        .update();
  }

  void resume(TriggerKey key, @Nullable Instant scheduledAt, @Nullable Instant dueAt) {
    one(
            jdbc.sql(
                """
                update trigger_state set paused_at = null, paused_by = null, paused_reason = null,
                  scheduled_at = :scheduled, due_at = :due, failures = 0, claim = claim + 1,
                  claimed_until = null"""
                    + ONE),
            key)
        .param(
            "scheduled", scheduledAt == null ? null : Timestamp.from(scheduledAt), Types.TIMESTAMP)
        .param("due", dueAt == null ? null : Timestamp.from(dueAt), Types.TIMESTAMP)
        .update();
  }

  void dueNow(TriggerKey key, Instant now) {
    one(
            jdbc.sql("update trigger_state set due_at = least(due_at, :now), held_up = null" + ONE),
            key)
        .param("now", Timestamp.from(now))
        .update();
  }

  private static JdbcClient.StatementSpec one(JdbcClient.StatementSpec sql, TriggerKey key) {
    return sql.param("tenant", key.tenant().value())
        .param("flow", key.flow().value())
        .param("environment", key.environment().name());
  }

  private static Row row(ResultSet row, Instant now) throws SQLException {
    var detail =
        new TriggerDetail(
            state(row, now),
            row.getString("config"),
            row.getString("cursor"),
            row.getLong("cursor_number"),
            instant(row, "paused_at"),
            row.getString("paused_by"),
            List.of());
    return new Row(
        detail, row.getInt("generation"), instant(row, "scheduled_at"), row.getBoolean("enabled"));
  }

  private static TriggerState state(ResultSet row, Instant now) throws SQLException {
    var health = Health.valueOf(row.getString("health"));
    var dueAt = instant(row, "due_at");
    long lag =
        dueAt != null && row.getBoolean("late") ? Duration.between(dueAt, now).toMillis() : 0;
    return new TriggerState(
        new FlowId(row.getString("flow_id")),
        row.getString("title"),
        Environment.valueOf(row.getString("environment")),
        row.getInt("version"),
        Kind.valueOf(row.getString("kind")),
        row.getString("operation"),
        health,
        lag,
        health == Health.NEVER ? null : dueAt,
        instant(row, "last_fired_at"),
        instant(row, "last_success_at"),
        row.getObject("items_last", Integer.class),
        row.getInt("failures"),
        row.getString("last_error"),
        row.getString("last_error_class"),
        instant(row, "last_error_at"),
        health == Health.PAUSED ? row.getString("paused_reason") : row.getString("held_up"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
