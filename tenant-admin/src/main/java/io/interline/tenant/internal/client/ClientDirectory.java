package io.interline.tenant.internal.client;

import io.interline.tenant.ApiClients.Registered;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds clients of all tenants with the system role: a client says who it is before its tenant is
/// known.
@Component
class ClientDirectory {

  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  ClientDirectory(@Qualifier("system") JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<Registered> find(String clientId) {
    return jdbc.sql(
            "select tenant_id, title, role, secret_hash from api_client where client_id = ?")
        .param(clientId.replace('\0', '?'))
        .query(
            (row, number) ->
                new Registered(
                    clientId,
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    row.getString("title"),
                    Role.valueOf(row.getString("role")),
                    row.getString("secret_hash")))
        .optional();
  }

  void recordUse(String clientId) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.sql(
            """
            update api_client set last_used_at = ?
            where client_id = ? and (last_used_at is null or last_used_at < ?)
            """)
        .param(now)
        .param(clientId.replace('\0', '?'))
        .param(now.minus(PRECISION))
        .update();
  }
}
