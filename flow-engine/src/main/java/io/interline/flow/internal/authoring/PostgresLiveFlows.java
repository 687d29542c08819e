package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the tables of flows and deployments with the system role.
@Component
class PostgresLiveFlows implements LiveFlows {

  private static final String LIVE =
      """
      select d.tenant_id, d.flow_id, d.environment, d.version, d.enabled, v.document
      from deployment d
      join flow_version v
        on v.tenant_id = d.tenant_id and v.flow_id = d.flow_id and v.number = d.version
      """;

  private final JdbcClient jdbc;

  PostgresLiveFlows(@Qualifier("system") JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<LiveFlow> byWebhook(String token) {
    return jdbc.sql(
            LIVE
                + """
                join webhook_address a
                  on a.tenant_id = d.tenant_id and a.flow_id = d.flow_id
                  and a.environment = d.environment
                where a.token = :token and v.trigger_kind = 'WEBHOOK'
                """)
        .param("token", token)
        .query(PostgresLiveFlows::live)
        .optional();
  }

  @Override
  public Optional<LiveFlow> find(TenantId tenant, FlowId flow, Environment environment) {
    return jdbc.sql(
            LIVE
                + """
                where d.tenant_id = :tenant and d.flow_id = :flow and d.environment = :environment
                """)
        .param("tenant", tenant.value())
        .param("flow", flow.value())
        .param("environment", environment.name())
        .query(PostgresLiveFlows::live)
        .optional();
  }

  @Override
  public Optional<String> document(TenantId tenant, FlowId flow, int version) {
    return jdbc.sql(
            """
            select document from flow_version
            where tenant_id = :tenant and flow_id = :flow and number = :version
            """)
        .param("tenant", tenant.value())
        .param("flow", flow.value())
        .param("version", version)
        .query(String.class)
        .optional();
  }

  private static LiveFlow live(ResultSet row, int number) throws SQLException {
    return new LiveFlow(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new FlowId(row.getString("flow_id")),
        Environment.valueOf(row.getString("environment")),
        row.getInt("version"),
        row.getBoolean("enabled"),
        row.getString("document"));
  }
}
