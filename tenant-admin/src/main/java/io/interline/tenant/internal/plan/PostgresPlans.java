package io.interline.tenant.internal.plan;

import io.interline.tenant.Plan;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads plans with the system role: the engine asks for many tenants.
@Component
class PostgresPlans implements Plans {

  private final JdbcClient jdbc;

  PostgresPlans(@Qualifier("system") JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Standing> find(TenantId tenant, LocalDate since) {
    return jdbc.sql(
            """
            select p.*, (select coalesce(sum(u.accepted), 0) from usage_day u
                         where u.tenant_id = t.tenant_id and u.day >= :since) as accepted
            from tenant t join plan p on p.id = t.plan
            where t.tenant_id = :tenant
            """)
        .param("tenant", tenant.value())
        .param("since", since)
        .query((row, number) -> new Standing(plan(row), row.getLong("accepted")))
        .optional();
  }

  private static Plan plan(ResultSet row) throws SQLException {
    return new Plan(
        row.getString("id"),
        row.getString("title"),
        row.getInt("accept_per_second"),
        row.getInt("accept_burst"),
        row.getInt("concurrent_runs"),
        row.getInt("max_payload_bytes"),
        row.getInt("backlog"),
        row.getInt("max_steps"),
        row.getObject("monthly_runs", Long.class),
        row.getBoolean("overage"),
        row.getInt("weight"));
  }
}
