package io.interline.tenant.internal.account;

import io.interline.tenant.AccountId;
import io.interline.tenant.internal.secret.Token;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Links that set a new password, and the passwords they set; with the system role.
@Component
class PasswordResets {

  private final JdbcClient jdbc;

  PasswordResets(@Qualifier("system") JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Keeps a link in place of the account's earlier one.
  void add(Token token, AccountId account, Instant now, Instant expires) {
    jdbc.sql(
            """
            insert into password_reset (account_id, token_hash, created_at, expires_at)
            values (?, ?, ?, ?)
            on conflict (account_id) do update
            set token_hash = excluded.token_hash, created_at = excluded.created_at,
                expires_at = excluded.expires_at
            """)
        .param(account.value())
        .param(token.hash())
        .param(now.atOffset(ZoneOffset.UTC))
        .param(expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Whose link it is.
  Optional<AccountId> find(Token token, Instant now) {
    return account(
        "select account_id from password_reset where token_hash = ? and expires_at > ?",
        token,
        now);
  }

  /// Uses a link up; the second of two at the same time waits for the first and finds nothing.
  Optional<AccountId> take(Token token, Instant now) {
    return account(
        "delete from password_reset where token_hash = ? and expires_at > ? returning account_id",
        token,
        now);
  }

  /// Sets the password, which ends all sessions; links that wait no longer work.
  void set(AccountId account, String hash) {
    jdbc.sql(
            """
            update account set password_hash = ?, password_number = password_number + 1
            where id = ?
            """)
        .param(hash)
        .param(account.value())
        .update();
    jdbc.sql("delete from password_reset where account_id = ?").param(account.value()).update();
  }

  private Optional<AccountId> account(String sql, Token token, Instant now) {
    return jdbc.sql(sql)
        .param(token.hash())
        .param(now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> new AccountId(row.getObject("account_id", UUID.class)))
        .optional();
  }
}
