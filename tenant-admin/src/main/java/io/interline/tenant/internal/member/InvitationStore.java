package io.interline.tenant.internal.member;

import io.interline.tenant.Members.Invitation;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.tenant.internal.secret.Token;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Open invitations of a tenant.
@Component
class InvitationStore {

  private final JdbcClient jdbc;

  InvitationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Invitation> list(TenantId tenant, Instant now) {
    return jdbc.sql(
            """
            select email, role, invited_by, created_at, expires_at from invitation
            where tenant_id = ? and expires_at > ?
            order by email
            """)
        .param(tenant.value())
        .param(utc(now))
        .query(
            (row, number) ->
                new Invitation(
                    row.getString("email"),
                    Role.valueOf(row.getString("role")),
                    row.getString("invited_by"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getObject("expires_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Takes the place of an earlier invitation of the same address, whose link then ends.
  void put(TenantId tenant, Invitation invitation, Token token) {
    jdbc.sql(
            """
            insert into invitation (tenant_id, email, role, token_hash, invited_by, created_at,
                                    expires_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, email) do update
            set role = excluded.role, token_hash = excluded.token_hash,
                invited_by = excluded.invited_by, created_at = excluded.created_at,
                expires_at = excluded.expires_at
            """)
        .param(tenant.value())
        .param(invitation.email())
        .param(invitation.role().name())
        .param(token.hash())
        .param(invitation.invitedBy())
        .param(utc(invitation.sentAt()))
        .param(utc(invitation.expiresAt()))
        .update();
  }

  /// Name of the organisation that invites.
  String organisation(TenantId tenant) {
    return jdbc.sql("select name from tenant where tenant_id = ?")
        .param(tenant.value())
        .query(String.class)
        .single();
  }

  boolean remove(TenantId tenant, String email) {
    return jdbc.sql("delete from invitation where tenant_id = ? and email = ?")
            .param(tenant.value())
            .param(email)
            .update()
        > 0;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
