package io.interline.flow.internal.inspect;

import io.interline.audit.AuditObject;
import io.interline.flow.FlowId;
import io.interline.flow.Limits;
import io.interline.flow.internal.execute.Engine;
import io.interline.tenant.AccessControl;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Limits of the plan beside what is counted, with the rights of the application role.
@Service
class TenantLimits implements Limits {

  private final AccessControl access;
  private final Quotas quotas;
  private final Engine engine;
  private final JdbcClient jdbc;
  private final Clock clock;

  TenantLimits(AccessControl access, Quotas quotas, Engine engine, JdbcClient jdbc, Clock clock) {
    this.access = access;
    this.quotas = quotas;
    this.engine = engine;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Use current() {
    access.require(Permission.RUN_VIEW, AuditObject.of("limits", "*"));
    var tenant = TenantScope.tenant();
    var now = clock.instant();
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var hourAgo = now.minus(Duration.ofHours(1));
    var plan = quotas.plan(tenant);
    var days = days(tenant, today.withDayOfMonth(1));
    var load = engine.load(tenant);
    long accepted = days.stream().mapToLong(Day::accepted).sum();
    var limits =
        List.of(
            limit(Kind.MONTHLY_RUNS, accepted, plan.monthlyRuns(), plan.overage()),
            limit(Kind.ACCEPT_RATE, busiest(tenant, hourAgo), (long) plan.acceptPerSecond(), false),
            limit(
                Kind.CONCURRENT_RUNS, (long) load.underWay(), (long) plan.concurrentRuns(), false),
            limit(Kind.BACKLOG, (long) load.waiting(), (long) plan.backlog(), false),
            limit(
                Kind.PAYLOAD_SIZE, largest(tenant, hourAgo), (long) plan.maxPayloadBytes(), false),
            limit(Kind.RUN_STEPS, null, (long) plan.maxSteps(), false));
    return new Use(plan, limits, quotas.month(tenant).until(), days, topFlows(tenant, hourAgo));
  }

  static Limit limit(Kind kind, @Nullable Long used, @Nullable Long of, boolean overage) {
    return new Limit(kind, used, of, state(kind, used, of, overage));
  }

  private static State state(Kind kind, @Nullable Long used, @Nullable Long of, boolean overage) {
    if (used == null || of == null) return State.FINE;
    // The largest message taken says nothing of the next one.
    if (kind == Kind.PAYLOAD_SIZE) return used * 5 >= of * 4 ? State.NEAR : State.FINE;
    if (used >= of) return overage ? State.OVER : State.REACHED;
    return used * 5 >= of * 4 ? State.NEAR : State.FINE;
  }

  private List<Day> days(TenantId tenant, LocalDate first) {
    return jdbc.sql(
            """
            select day, sum(accepted) as accepted, sum(succeeded) as succeeded, sum(dead) as dead,
              sum(steps) as steps, sum(bytes) as bytes
            from usage_day where tenant_id = ? and day >= ? group by day order by day""")
        .params(tenant.value(), first)
        .query(
            (row, _) ->
                new Day(
                    row.getObject("day", LocalDate.class),
                    row.getLong("accepted"),
                    row.getLong("succeeded"),
                    row.getLong("dead"),
                    row.getLong("steps"),
                    row.getLong("bytes")))
        .list();
  }

  private long busiest(TenantId tenant, Instant since) {
    return jdbc.sql(
            """
            select coalesce(max(c), 0) from (
              select ceil(sum(accepted) / 60)::bigint as c from run_figure
              where tenant_id = ? and at >= ? group by date_trunc('minute', at)) minutes""")
        .params(tenant.value(), Timestamp.from(since))
        .query(Long.class)
        .single();
  }

  private long largest(TenantId tenant, Instant since) {
    return jdbc.sql(
            "select coalesce(max(largest), 0) from run_figure where tenant_id = ? and at >= ?")
        .params(tenant.value(), Timestamp.from(since))
        .query(Long.class)
        .single();
  }

  private List<TopFlow> topFlows(TenantId tenant, Instant since) {
    return jdbc.sql(
            """
            select t.flow, coalesce(f.title, t.flow) as title, t.environment, t.accepted from (
              select flow, environment, sum(accepted)::bigint as accepted from run_figure
              where tenant_id = :tenant and at >= :since
              group by flow, environment order by accepted desc, flow, environment limit 5) t
            left join flow f on f.tenant_id = :tenant and f.flow_id = t.flow
            order by t.accepted desc, t.flow, t.environment""")
        .params(Map.of("tenant", tenant.value(), "since", Timestamp.from(since)))
        .query(
            (row, _) ->
                new TopFlow(
                    new FlowId(row.getString("flow")),
                    row.getString("title"),
                    Environment.parse(row.getString("environment")),
                    row.getLong("accepted")))
        .list();
  }
}
