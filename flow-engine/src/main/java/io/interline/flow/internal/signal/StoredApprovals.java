package io.interline.flow.internal.signal;

import io.interline.flow.Approvals.Approval;
import io.interline.flow.Approvals.ApprovalQuery;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the questions to members of a tenant that are open.
@Component
final class StoredApprovals {

  private static final String SELECT =
      """
      select a.run_id, a.step, a.turns, a.roles, a.message, a.until, a.asked_at,
        r.flow, r.version, r.environment, r.title
      from run_ask a join run r on r.tenant_id = a.tenant_id and r.run_id = a.run_id
      where a.tenant_id = :tenant and a.kind = 'APPROVAL' and (a.until is null or a.until > now())
      """;
  private static final String FOR_ROLE =
      """
       and (case when coalesce(a.roles, '') = '' then :operates
                 else :role = any(string_to_array(a.roles, ',')) end)
      """;

  private final JdbcClient jdbc;

  StoredApprovals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those that wait longest first; titles of steps are their ids, nothing is masked.
  List<Approval> page(TenantId tenant, Role role, ApprovalQuery query, int limit) {
    var conditions = new ArrayList<String>();
    var params = new HashMap<String, Object>();
    params.put("tenant", tenant.value());
    params.put("limit", limit);
    if (query.flow() != null) {
      conditions.add(" and r.flow = :flow");
      params.put("flow", query.flow().value());
    }
    if (query.environment() != null) {
      conditions.add(" and r.environment = :environment");
      params.put("environment", query.environment().id());
    }
    if (query.forCaller()) {
      conditions.add(FOR_ROLE);
      params.putAll(paramsOf(role));
    }
    if (query.cursor() != null) {
      conditions.add(
          " and (a.asked_at, a.run_id, a.step, a.turns) > (:askedAt, :run, :step, :turns)");
      params.putAll(Cursor.parse(query.cursor()).params());
    }
    return jdbc.sql(
            SELECT
                + String.join("", conditions)
                + " order by a.asked_at, a.run_id, a.step, a.turns limit :limit")
        .params(params)
        .query((row, _) -> approval(row, role))
        .list();
  }

  long count(TenantId tenant, Role role) {
    return jdbc.sql(
            "select count(*) from run_ask a where a.tenant_id = :tenant and a.kind = 'APPROVAL'"
                + " and (a.until is null or a.until > now())"
                + FOR_ROLE)
        .param("tenant", tenant.value())
        .params(paramsOf(role))
        .query(Long.class)
        .single();
  }

  Optional<Approval> find(TenantId tenant, Role role, ApprovalRef at) {
    return jdbc.sql(SELECT + " and a.run_id = :run and a.step = :step and a.turns = :turns")
        .params(Inbox.placeOf(tenant, at))
        .query((row, _) -> approval(row, role))
        .optional();
  }

  /// Where the next page begins.
  static String cursorAfter(Approval last) {
    return new Cursor(last.askedAt(), last.ref()).text();
  }

  private static Map<String, Object> paramsOf(Role role) {
    return Map.of("role", role.name(), "operates", role.may(Permission.RUN_REPLAY));
  }

  private static Approval approval(ResultSet row, Role role) throws SQLException {
    String named = row.getString("roles");
    var roles = named == null || named.isEmpty() ? List.<String>of() : List.of(named.split(","));
    boolean may = roles.isEmpty() ? role.may(Permission.RUN_REPLAY) : roles.contains(role.name());
    String step = row.getString("step");
    return new Approval(
        new ApprovalRef(
            new RunId(row.getObject("run_id", UUID.class)), step, row.getString("turns")),
        new FlowId(row.getString("flow")),
        row.getString("title"),
        row.getInt("version"),
        Environment.parse(row.getString("environment")),
        step,
        row.getString("message"),
        roles,
        Objects.requireNonNull(instant(row.getTimestamp("asked_at"))),
        instant(row.getTimestamp("until")),
        may);
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private record Cursor(Instant askedAt, ApprovalRef last) {

    String text() {
      return askedAt + "/" + last.run() + "/" + last.step() + "/" + last.turns();
    }

    static Cursor parse(String text) {
      try {
        var parts = text.split("/", -1);
        if (parts.length != 4) throw invalid();
        return new Cursor(
            Instant.parse(parts[0]), new ApprovalRef(RunId.parse(parts[1]), parts[2], parts[3]));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw invalid();
      }
    }

    private static DomainException invalid() {
      return new DomainException(
          DomainException.Kind.INVALID,
          "cursor-invalid",
          "The cursor is none of this list; begin again without one.");
    }

    Map<String, Object> params() {
      return Map.of(
          "askedAt", Timestamp.from(askedAt),
          "run", last.run().value(),
          "step", last.step(),
          "turns", last.turns());
    }
  }
}
