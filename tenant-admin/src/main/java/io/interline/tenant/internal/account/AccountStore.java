package io.interline.tenant.internal.account;

import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts.PendingInvitation;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.tenant.internal.secret.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Accounts, sign-ups and, for those who hold its token, invitations; with the system role, as
/// nobody is in a tenant yet.
@Component
class AccountStore {

  private static final String ACCOUNT =
      """
      select a.id, a.email, a.name, a.password_hash, a.password_number, m.tenant_id, m.role, t.name as organisation
      from account a
      left join membership m on m.account_id = a.id
      left join tenant t on t.tenant_id = m.tenant_id
      """;

  private final JdbcClient jdbc;

  AccountStore(@Qualifier("system") JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A wish to join, as stored.
  record PendingSignUp(String email, String organisation, String name, String passwordHash) {

    @Override
    public String toString() {
      return "PendingSignUp[email=" + email + "]";
    }
  }

  /// An invitation, as stored.
  record StoredInvitation(TenantId tenant, String organisation, String email, Role role) {}

  Optional<AccountRow> byEmail(String email) {
    return one(ACCOUNT + "where a.email = ? order by t.name, t.tenant_id", email);
  }

  Optional<AccountRow> byId(AccountId id) {
    return one(ACCOUNT + "where a.id = ? order by t.name, t.tenant_id", id.value());
  }

  void addSignUp(Token token, PendingSignUp signUp, Instant now, Instant expires) {
    jdbc.sql("delete from sign_up where expires_at < ?").param(utc(now)).update();
    jdbc.sql(
            """
            insert into sign_up (token_hash, email, organisation, name, password_hash, created_at,
                                 expires_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(token.hash())
        .param(signUp.email())
        .param(signUp.organisation())
        .param(signUp.name())
        .param(signUp.passwordHash())
        .param(utc(now))
        .param(utc(expires))
        .update();
  }

  /// Uses a token up; the second of two at the same time waits for the first and finds nothing.
  Optional<PendingSignUp> takeSignUp(Token token, Instant now) {
    return jdbc.sql(
            """
            delete from sign_up where token_hash = ? and expires_at > ?
            returning email, organisation, name, password_hash
            """)
        .param(token.hash())
        .param(utc(now))
        .query(
            (row, number) ->
                new PendingSignUp(
                    row.getString("email"),
                    row.getString("organisation"),
                    row.getString("name"),
                    row.getString("password_hash")))
        .optional();
  }

  void removeSignUps(String email) {
    jdbc.sql("delete from sign_up where email = ?").param(email).update();
  }

  /// False when the address has an account already, also one that another transaction makes now.
  boolean addAccount(AccountId id, String email, String name, String passwordHash, Instant now) {
    return jdbc.sql(
                """
                insert into account (id, email, name, password_hash, created_at)
                values (?, ?, ?, ?, ?) on conflict (email) do nothing
                """)
            .param(id.value())
            .param(email)
            .param(name)
            .param(passwordHash)
            .param(utc(now))
            .update()
        == 1;
  }

  void addTenant(TenantId id, String name, String plan, Instant now) {
    jdbc.sql("insert into tenant (tenant_id, name, plan, created_at) values (?, ?, ?, ?)")
        .param(id.value())
        .param(name)
        .param(plan)
        .param(utc(now))
        .update();
  }

  boolean hasPlan(String id) {
    return jdbc.sql("select exists (select from plan where id = ?)")
        .param(id.replace('\0', '?'))
        .query(Boolean.class)
        .single();
  }

  boolean hasTenants() {
    return jdbc.sql("select exists (select from tenant)").query(Boolean.class).single();
  }

  /// False when the account is a member already.
  boolean addMember(TenantId tenant, AccountId account, Role role, Instant now) {
    return jdbc.sql(
                """
                insert into membership (tenant_id, account_id, email, name, role, created_at)
                select ?, id, email, name, ?, ? from account where id = ?
                on conflict (tenant_id, account_id) do nothing
                """)
            .param(tenant.value())
            .param(role.name())
            .param(utc(now))
            .param(account.value())
            .update()
        == 1;
  }

  Optional<PendingInvitation> invitation(Token token, Instant now) {
    return jdbc.sql(
            """
            select t.name as organisation, i.email, i.role,
                   exists (select from account a where a.email = i.email) as existing
            from invitation i join tenant t on t.tenant_id = i.tenant_id
            where i.token_hash = ? and i.expires_at > ?
            """)
        .param(token.hash())
        .param(utc(now))
        .query(
            (row, number) ->
                new PendingInvitation(
                    row.getString("organisation"),
                    row.getString("email"),
                    Role.valueOf(row.getString("role")),
                    row.getBoolean("existing")))
        .optional();
  }

  /// Uses a token up, as [#takeSignUp] does.
  Optional<StoredInvitation> takeInvitation(Token token, Instant now) {
    return jdbc.sql(
            """
            delete from invitation i using tenant t
            where i.token_hash = ? and i.expires_at > ? and t.tenant_id = i.tenant_id
            returning i.tenant_id, t.name as organisation, i.email, i.role
            """)
        .param(token.hash())
        .param(utc(now))
        .query(
            (row, number) ->
                new StoredInvitation(
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    row.getString("organisation"),
                    row.getString("email"),
                    Role.valueOf(row.getString("role"))))
        .optional();
  }

  private Optional<AccountRow> one(String sql, Object parameter) {
    return jdbc.sql(sql).param(parameter).query(AccountStore::account);
  }

  /// One account from the rows of its memberships.
  private static Optional<AccountRow> account(ResultSet rows) throws SQLException {
    if (!rows.next()) return Optional.empty();
    var id = new AccountId(rows.getObject("id", UUID.class));
    var email = rows.getString("email");
    var name = rows.getString("name");
    var hash = rows.getString("password_hash");
    int number = rows.getInt("password_number");
    var memberships = new ArrayList<Account.Membership>();
    do {
      var tenant = rows.getObject("tenant_id", UUID.class);
      if (tenant != null)
        memberships.add(
            new Account.Membership(
                new TenantId(tenant),
                rows.getString("organisation"),
                Role.valueOf(rows.getString("role"))));
    } while (rows.next());
    return Optional.of(new AccountRow(new Account(id, email, name, memberships, number), hash));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
