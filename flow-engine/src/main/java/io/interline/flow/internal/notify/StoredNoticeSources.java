package io.interline.flow.internal.notify;

import io.interline.tenant.Environment;
import io.interline.tenant.Notice;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What people are to be told of, as the database has it; read with the system role. Texts hold no
/// payloads, and of error messages only the class: a message may quote what only some may see.
@Component
class StoredNoticeSources {

  /// A trigger is stuck after so many failures one after the other, or when it is so late.
  private static final int FAILURES = 3;

  private static final Duration LATE = Duration.ofMinutes(5);

  /// What was written a little before the last look may have been committed after it.
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final int NEAR_PER_CENT = 80;

  private final JdbcClient system;

  StoredNoticeSources(@Qualifier("system") JdbcClient system) {
    this.system = system;
  }

  List<NoticeSource> all() {
    return List.of(
        source("dead-letters", this::deadLetters),
        source("triggers", this::triggers),
        source("approvals", this::approvals),
        source("limits", this::limits));
  }

  private interface Finder {
    List<Notice> find(Instant since, Instant now);
  }

  private static NoticeSource source(String name, Finder finder) {
    return new NoticeSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Notice> find(Instant since, Instant now) {
        return finder.find(since, now);
      }
    };
  }

  /// Causes all of whose open dead letters are new.
  private List<Notice> deadLetters(Instant since, Instant now) {
    return query(
        """
        select * from (
          select d.tenant_id, d.cause, min(d.title) as title, min(d.environment) as environment,
            min(d.step) as step, min(d.error_class) as error_class, count(*) as number,
            (select o.died_at from dead_letter o
             where o.tenant_id = d.tenant_id and o.cause = d.cause and o.status = 'OPEN'
             order by o.run_id limit 1) as oldest
          from dead_letter d
          where d.status = 'OPEN' and d.died_at >= :since
          group by d.tenant_id, d.cause) c
        where oldest >= :since
        """,
        since.minus(MARGIN),
        now,
        (row, _) -> {
          long number = row.getLong("number");
          String flow = row.getString("title");
          return new Notice(
              tenant(row),
              NoticeKind.DEAD_LETTERS,
              row.getString("cause"),
              "Runs of " + flow + " fail for good",
              "%s of %s failed at the step %s in %s (%s). Messages are kept as dead letters; nothing is lost."
                  .formatted(
                      number == 1 ? "A run" : number + " runs",
                      flow,
                      row.getString("step"),
                      environment(row),
                      row.getString("error_class").toLowerCase(Locale.ROOT)),
              "/dead-letters?cause=" + encoded(row.getString("cause")));
        });
  }

  private List<Notice> triggers(Instant since, Instant now) {
    return query(
        """
        select t.tenant_id, t.flow_id, f.title, t.environment, t.failures, t.last_error_class,
          t.due_at
        from trigger_state t
        join deployment d on d.tenant_id = t.tenant_id and d.flow_id = t.flow_id
          and d.environment = t.environment and d.enabled
        join flow f on f.tenant_id = t.tenant_id and f.flow_id = t.flow_id
        where t.paused_at is null and t.due_at is not null
          and (t.failures >= :failures
            or t.due_at < :late and t.held_up is null
              and (t.claimed_until is null or t.claimed_until < now()))
        """,
        since,
        now,
        (row, _) -> {
          String flow = row.getString("title");
          int failures = row.getInt("failures");
          return new Notice(
              tenant(row),
              NoticeKind.TRIGGER_STUCK,
              row.getString("flow_id") + " " + row.getString("environment"),
              "The trigger of " + flow + " is stuck",
              failures >= FAILURES
                  ? "The trigger of %s in %s failed %d times in a row. It is tried again by itself."
                      .formatted(flow, environment(row), failures)
                  : "The trigger of %s in %s should have run at %s and has not."
                      .formatted(
                          flow,
                          environment(row),
                          row.getObject("due_at", OffsetDateTime.class)
                              .withOffsetSameInstant(ZoneOffset.UTC)
                              .toLocalDateTime()
                              .withNano(0)),
              "/triggers?text=" + encoded(flow));
        });
  }

  private List<Notice> approvals(Instant since, Instant now) {
    return query(
        """
        select tenant_id, run_id, step, turns, roles from run_ask
        where kind = 'APPROVAL' and asked_at >= :since
        """,
        since.minus(MARGIN),
        now,
        (row, _) ->
            new Notice(
                tenant(row),
                NoticeKind.APPROVAL_WAITS,
                row.getString("run_id")
                    + " "
                    + row.getString("step")
                    + " "
                    + row.getString("turns"),
                "An approval waits for a decision",
                "A run waits at its step " + row.getString("step") + " until somebody decides.",
                "/approvals",
                roles(row.getString("roles"))));
  }

  private List<Notice> limits(Instant since, Instant now) {
    return query(
        """
        select * from (
          select t.tenant_id, p.title, p.monthly_runs, p.overage,
            (select coalesce(sum(u.accepted), 0) from usage_day u
             where u.tenant_id = t.tenant_id and u.day >= :month) as used
          from tenant t join plan p on p.id = t.plan where p.monthly_runs is not null) l
        where used * 100 >= monthly_runs * :near
        """,
        since,
        now,
        (row, _) -> {
          long used = row.getLong("used");
          long of = row.getLong("monthly_runs");
          boolean all = used >= of;
          String beyond =
              row.getBoolean("overage")
                  ? " More is accepted and counted as overage."
                  : " What comes beyond it is refused until the month ends.";
          return new Notice(
              tenant(row),
              NoticeKind.LIMIT_NEAR,
              "monthly-runs "
                  + YearMonth.from(now.atOffset(ZoneOffset.UTC))
                  + (all ? " 100" : " 80"),
              all ? "The runs of this month are used up" : "80 % of this month's runs are used",
              "%,d of %,d runs of the plan %s are used this month (UTC)."
                      .formatted(used, of, row.getString("title"))
                  + beyond,
              "/limits");
        });
  }

  private List<Notice> query(String sql, Instant since, Instant now, RowMapper<Notice> notice) {
    var statement = system.sql(sql);
    var month = YearMonth.from(now.atOffset(ZoneOffset.UTC)).atDay(1);
    if (sql.contains(":since"))
      statement = statement.param("since", since.atOffset(ZoneOffset.UTC));
    if (sql.contains(":late"))
      statement =
          statement
              .param("late", now.minus(LATE).atOffset(ZoneOffset.UTC))
              .param("failures", FAILURES);
    if (sql.contains(":month"))
      statement = statement.param("month", month).param("near", NEAR_PER_CENT);
    return statement.query(notice).list();
  }

  /// Whoever may decide; empty for everybody.
  private static Set<Role> roles(@Nullable String names) {
    var roles = EnumSet.noneOf(Role.class);
    if (names == null || names.isBlank()) return roles;
    var known = Arrays.stream(Role.values()).map(Role::name).toList();
    for (String name : names.split(",", -1))
      if (known.contains(name.strip())) roles.add(Role.valueOf(name.strip()));
    return roles;
  }

  private static TenantId tenant(ResultSet row) throws SQLException {
    return new TenantId(row.getObject("tenant_id", UUID.class));
  }

  private static String environment(ResultSet row) throws SQLException {
    return Environment.valueOf(row.getString("environment")).id();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
