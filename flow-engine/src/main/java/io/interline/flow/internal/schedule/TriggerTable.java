package io.interline.flow.internal.schedule;

import io.interline.flow.FlowId;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.isolation.Member;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of triggers, across tenants, with the system role.
///
/// Of several nodes that look at once, each takes other triggers: rows that one has locked are
/// passed over by the rest. Whoever takes one gets a new number for it, and writes only while
/// that number stands. A node that is gone for longer than its claim loses it; the claim is by
/// the database's clock.
@Component
class TriggerTable {

  private static final String CLAIM =
      """
      with due as (
        select tenant_id, flow_id, environment from trigger_state
        where due_at <= :now and (claimed_until is null or claimed_until < now())
          and kind = any(:kinds) and tenant_id <> all(:full)
        order by due_at limit :limit for update skip locked)
      update trigger_state t set claim = t.claim + 1, last_started_at = :now,
        claimed_until = now() + make_interval(secs => :lease)
      from due d
      where t.tenant_id = d.tenant_id and t.flow_id = d.flow_id and t.environment = d.environment
      returning t.tenant_id, t.flow_id, t.environment, t.kind, t.version, t.operation, t.config,
        t.claim, t.scheduled_at, t.due_at, t.cursor, t.generation, t.failures""";
  private static final String HELD =
      """
      from unnest(:tenants, :flows, :environments, :claims) h(tenant_id, flow_id, environment, claim)
      where t.tenant_id = h.tenant_id and t.flow_id = h.flow_id and t.environment = h.environment
        and t.claim = h.claim""";
  private static final String FINISH =
      """
      update trigger_state t set scheduled_at = f.scheduled_at, due_at = f.due_at, claimed_until = null,
        cursor = coalesce(f.cursor, t.cursor),
        cursor_number = t.cursor_number + (f.cursor is not null)::int,
        last_success_at = coalesce(f.success_at, t.last_success_at),
        items_last = coalesce(f.items, t.items_last),
        failures = case when f.success_at is not null then 0
          when f.error is not null then t.failures + 1 else t.failures end,
        last_error = coalesce(f.error, t.last_error),
        last_error_class = coalesce(f.error_class, t.last_error_class),
        last_error_at = case when f.error is not null then :now else t.last_error_at end,
        held_up = f.held_up
      from unnest(:tenants, :flows, :environments, :claims, :scheduled, :due, :cursors, :successes, :items,
          :classes, :errors, :heldUp)
        f(tenant_id, flow_id, environment, claim, scheduled_at, due_at, cursor, success_at, items,
          error_class, error, held_up)
      where t.tenant_id = f.tenant_id and t.flow_id = f.flow_id and t.environment = f.environment
        and t.claim = f.claim""";
  private static final String ADVANCE =
      """
      update trigger_state set scheduled_at = :scheduled, due_at = :due,
        claimed_until = case when :done then null else claimed_until end,
        cursor = coalesce(:cursor, cursor), cursor_number = cursor_number + (:cursor is not null)::int,
        last_success_at = :now, last_fired_at = case when :items > 0 then :now else last_fired_at end,
        items_last = :items, failures = 0, held_up = null
      where tenant_id = :tenant and flow_id = :flow and environment = :environment and claim = :claim""";
  private static final String ASTRAY =
      """
      select d.tenant_id, d.flow_id, d.environment
      from deployment d
      join flow_version v
        on v.tenant_id = d.tenant_id and v.flow_id = d.flow_id and v.number = d.version
      left join trigger_state t
        on t.tenant_id = d.tenant_id and t.flow_id = d.flow_id and t.environment = d.environment
      where case when v.trigger_kind = 'WEBHOOK' then t.due_at is not null
        else t.tenant_id is null or t.version <> d.version
          or d.enabled and t.due_at is null and t.paused_at is null
          or not d.enabled and t.due_at is not null end
      union all
      select t.tenant_id, t.flow_id, t.environment
      from trigger_state t
      where t.due_at is not null and not exists (
        select from deployment d where d.tenant_id = t.tenant_id and d.flow_id = t.flow_id
          and d.environment = t.environment)
      limit :limit""";

  private final JdbcClient jdbc;
  private final Isolation isolation;

  TriggerTable(@Qualifier("system") JdbcClient jdbc, Isolation isolation) {
    this.jdbc = jdbc;
    this.isolation = isolation;
  }

  /// Takes triggers that are due, those that wait the longest first.
  ///
  /// @param full tenants of which none is wanted
  List<DueTrigger> claim(
      Instant now, Duration lease, int limit, Set<Kind> kinds, Collection<TenantId> full) {
    return jdbc
        .sql(CLAIM)
        .param("now", Timestamp.from(now))
        .param("lease", lease.toMillis() / 1000.0)
        .param("limit", limit)
        .param("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
        .param("full", full.stream().map(TenantId::value).toArray(UUID[]::new))
        .query(
            (row, _) -> {
              String flow = row.getString("flow_id");
              return isolation.row(
                  Loop.TRIGGERS, () -> Member.of("trigger of flow", flow, null), () -> due(row));
            })
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /// Keeps claims for longer.
  ///
  /// @return those that still stand
  Set<TriggerKey> renew(List<DueTrigger> held, Duration lease) {
    if (held.isEmpty()) return Set.of();
    return keys(
            "update trigger_state t set claimed_until = now() + make_interval(secs => :lease)\n"
                + HELD
                + " returning t.tenant_id, t.flow_id, t.environment",
            held)
        .param("lease", lease.toMillis() / 1000.0)
        .query((row, _) -> key(row))
        .set();
  }

  /// Lets go of claims, so that others may take the triggers at once.
  void release(List<DueTrigger> held) {
    if (held.isEmpty()) return;
    keys("update trigger_state t set claimed_until = null, claim = t.claim + 1\n" + HELD, held)
        .update();
  }

  /// Writes how seeing to triggers ended; those whose claim is lost are left as they are.
  void finish(List<Finish> finishes, Instant now) {
    if (finishes.isEmpty()) return;
    keys(FINISH, finishes.stream().map(Finish::trigger).toList())
        .param("now", Timestamp.from(now))
        .param("scheduled", times(finishes, Finish::scheduledAt))
        .param("due", times(finishes, Finish::dueAt))
        .param("cursors", texts(finishes, Finish::cursor))
        .param("successes", times(finishes, Finish::successAt))
        .param("items", finishes.stream().map(Finish::items).toArray(Integer[]::new))
        .param("classes", texts(finishes, Finish::errorClass))
        .param("errors", texts(finishes, Finish::error))
        .param("heldUp", texts(finishes, Finish::heldUp))
        .update();
  }

  /// Moves a trigger on, as part of the transaction that keeps the runs.
  ///
  /// @param cursor JSON text; absent when it has none
  /// @param done whether the claim ends with this
  /// @return false when the claim is lost
  boolean advance(
      DueTrigger trigger,
      @Nullable String cursor,
      @Nullable Instant scheduledAt,
      Instant dueAt,
      int items,
      boolean done,
      Instant now) {
    return jdbc.sql(ADVANCE)
            .param("scheduled", time(scheduledAt), java.sql.Types.TIMESTAMP)
            .param("due", Timestamp.from(dueAt))
            .param("done", done)
            .param("cursor", cursor, java.sql.Types.VARCHAR)
            .param("now", Timestamp.from(now))
            .param("items", items)
            .param("tenant", trigger.key().tenant().value())
            .param("flow", trigger.key().flow().value())
            .param("environment", trigger.key().environment().name())
            .param("claim", trigger.claim())
            .update()
        == 1;
  }

  /// Deployments whose triggers are not as they should be.
  List<TriggerKey> astray(int limit) {
    return jdbc.sql(ASTRAY).param("limit", limit).query((row, _) -> key(row)).list();
  }

  /// What a trigger was arranged for; nothing when it never was. Locked until the transaction ends.
  java.util.Optional<Arranged> arranged(TriggerKey key) {
    return jdbc.sql(
            """
            select operation, config, version, due_at, paused_at from trigger_state
            where tenant_id = ? and flow_id = ? and environment = ? for update""")
        .params(key.tenant().value(), key.flow().value(), key.environment().name())
        .query(
            (row, _) ->
                new Arranged(
                    row.getString("operation"),
                    row.getString("config"),
                    row.getInt("version"),
                    row.getTimestamp("due_at") != null,
                    row.getTimestamp("paused_at") != null))
        .optional();
  }

  record Arranged(String operation, String config, int version, boolean on, boolean paused) {}

  /// Arranges a trigger anew. Another operation has no use for the cursor of the one before.
  ///
  /// @param times keep what they are without
  void arrange(
      TriggerKey key,
      Kind kind,
      int version,
      String operation,
      String config,
      @Nullable Times times) {
    jdbc.sql(
            """
            insert into trigger_state as t (tenant_id, flow_id, environment, kind, version, operation, config,
              scheduled_at, due_at)
            values (:tenant, :flow, :environment, :kind, :version, :operation, :config, :scheduled, :due)
            on conflict (tenant_id, flow_id, environment) do update set
              kind = excluded.kind, version = excluded.version, operation = excluded.operation,
              config = excluded.config,
              scheduled_at = case when :keeps then t.scheduled_at else excluded.scheduled_at end,
              due_at = case when t.paused_at is not null then null
                when :keeps then t.due_at else excluded.due_at end,
              cursor = case when t.operation = excluded.operation then t.cursor end,
              claim = t.claim + 1, claimed_until = null""")
        .param("tenant", key.tenant().value())
        .param("flow", key.flow().value())
        .param("environment", key.environment().name())
        .param("kind", kind.name())
        .param("version", version)
        .param("operation", operation)
        .param("config", config)
        .param("keeps", times == null)
        .param(
            "scheduled", time(times == null ? null : times.scheduledAt()), java.sql.Types.TIMESTAMP)
        .param("due", time(times == null ? null : times.dueAt()), java.sql.Types.TIMESTAMP)
        .update();
  }

  /// When a trigger is next.
  ///
  /// @param dueAt absent while it is off
  record Times(@Nullable Instant scheduledAt, @Nullable Instant dueAt) {}

  /// Nothing is deployed, or something that another starts.
  void turnOff(TriggerKey key) {
    jdbc.sql(
            """
            update trigger_state set due_at = null, claim = claim + 1, claimed_until = null
            where tenant_id = ? and flow_id = ? and environment = ? and due_at is not null""")
        .params(key.tenant().value(), key.flow().value(), key.environment().name())
        .update();
  }

  private JdbcClient.StatementSpec keys(String sql, List<DueTrigger> triggers) {
    return jdbc.sql(sql)
        .param("tenants", triggers.stream().map(t -> t.key().tenant().value()).toArray(UUID[]::new))
        .param("flows", triggers.stream().map(t -> t.key().flow().value()).toArray(String[]::new))
        .param(
            "environments",
            triggers.stream().map(t -> t.key().environment().name()).toArray(String[]::new))
        .param("claims", triggers.stream().map(DueTrigger::claim).toArray(Long[]::new));
  }

  private static @Nullable Timestamp[] times(
      List<Finish> finishes, Function<Finish, @Nullable Instant> part) {
    var times = new @Nullable Timestamp[finishes.size()];
    for (int i = 0; i < times.length; i++) times[i] = time(part.apply(finishes.get(i)));
    return times;
  }

  private static @Nullable String[] texts(
      List<Finish> finishes, Function<Finish, @Nullable String> part) {
    var texts = new @Nullable String[finishes.size()];
    for (int i = 0; i < texts.length; i++) texts[i] = part.apply(finishes.get(i));
    return texts;
  }

  private static @Nullable Timestamp time(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  private static TriggerKey key(ResultSet row) throws SQLException {
    return new TriggerKey(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new FlowId(row.getString("flow_id")),
        Environment.valueOf(row.getString("environment")));
  }

  private static DueTrigger due(ResultSet row) throws SQLException {
    var scheduledAt = row.getTimestamp("scheduled_at");
    return new DueTrigger(
        key(row),
        Kind.valueOf(row.getString("kind")),
        row.getInt("version"),
        row.getString("operation"),
        row.getString("config"),
        row.getLong("claim"),
        scheduledAt == null ? null : scheduledAt.toInstant(),
        Objects.requireNonNull(row.getTimestamp("due_at")).toInstant(),
        row.getString("cursor"),
        row.getInt("generation"),
        row.getInt("failures"));
  }
}
