package io.interline.tenant.internal.plan;

import io.interline.tenant.Plan;
import io.interline.tenant.TenantId;
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
  public Optional<Plan> find(TenantId tenant) {
    return jdbc.sql(
            """
            select p.id, p.title, p.accept_per_second, p.accept_burst, p.concurrent_runs,
                   p.max_payload_bytes
            from tenant t join plan p on p.id = t.plan
            where t.tenant_id = ?
            """)
        .param(tenant.value())
        .query(
            (row, number) ->
                new Plan(
                    row.getString("id"),
                    row.getString("title"),
                    row.getInt("accept_per_second"),
                    row.getInt("accept_burst"),
                    row.getInt("concurrent_runs"),
                    row.getInt("max_payload_bytes")))
        .optional();
  }
}
