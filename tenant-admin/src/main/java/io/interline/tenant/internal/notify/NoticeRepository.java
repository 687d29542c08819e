package io.interline.tenant.internal.notify;

import io.interline.tenant.Notice;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications.Format;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Causes and messages of all tenants, with the system role.
@Component
class NoticeRepository {

  /// A claimed message comes again after so long, should its node die.
  private static final Duration CLAIM = Duration.ofMinutes(2);

  private final JdbcClient system;

  NoticeRepository(@Qualifier("system") JdbcClient system) {
    this.system = system;
  }

  /// Whether people are to be told of a cause now: then nobody else gets this answer for it before
  /// the quiet time is over. Needs a transaction.
  boolean claim(Notice notice, Instant now, Duration quiet) {
    int claimed =
        cause(
                notice,
                now,
                """
                insert into notification_cause as c (tenant_id, kind, cause, told_at, seen_at)
                values (:tenant, :kind, :cause, :now, :now)
                on conflict (tenant_id, kind, cause) do update set told_at = :now, seen_at = :now
                where c.told_at <= :before
                """)
            .param("before", utc(now.minus(quiet)))
            .update();
    if (claimed > 0) return true;
    cause(
            notice,
            now,
            """
            update notification_cause set seen_at = :now
            where tenant_id = :tenant and kind = :kind and cause = :cause
            """)
        .update();
    return false;
  }

  private JdbcClient.StatementSpec cause(Notice notice, Instant now, String sql) {
    return system
        .sql(sql)
        .param("tenant", notice.tenant().value())
        .param("kind", notice.kind().name())
        .param("cause", notice.cause())
        .param("now", utc(now));
  }

  /// Messages to all who want them: members by mail, channels by webhook.
  ///
  /// @return how many
  int address(Notice notice, String body, Instant now) {
    String[] roles =
        Arrays.stream(Role.values())
            .filter(role -> role.may(notice.kind().permission()))
            .filter(role -> notice.roles().isEmpty() || notice.roles().contains(role))
            .map(Role::name)
            .toArray(String[]::new);
    return system
        .sql(
            """
            insert into notification_message
              (tenant_id, id, kind, cause, title, body, path, raised_at, due_at, mail_to, channel_id)
            select :tenant, uuidv7(), :kind, :cause, :title, :body, :path, :now, :now, to_.mail,
              to_.channel
            from (
              select m.email as mail, null::uuid as channel
              from membership m
              left join notification_choice c on c.tenant_id = m.tenant_id
                and c.account_id = m.account_id and c.kind = :kind
              where m.tenant_id = :tenant and m.role = any(:roles) and coalesce(c.mail, true)
              union all
              select null, ch.id from notification_channel ch
              where ch.tenant_id = :tenant and :kind = any(ch.kinds)) to_
            """)
        .param("tenant", notice.tenant().value())
        .param("kind", notice.kind().name())
        .param("cause", notice.cause())
        .param("title", notice.title())
        .param("body", body)
        .param("path", notice.path())
        .param("now", utc(now))
        .param("roles", roles)
        .update();
  }

  /// A message on its way.
  ///
  /// @param channel absent for a mail
  record Due(
      TenantId tenant,
      UUID id,
      NoticeKind kind,
      String cause,
      String title,
      String body,
      String path,
      Instant raisedAt,
      @Nullable String mailTo,
      @Nullable Channel channel,
      int attempts) {}

  /// Where a webhook message goes.
  record Channel(UUID id, String url, Format format, byte[] sealedSecret) {
    @Override
    public String toString() {
      return "Channel[id=" + id + "]";
    }
  }

  /// Takes messages that are due, at most so many of one tenant, so that none holds up others.
  List<Due> claimDue(Instant now, int most, int perTenant) {
    return system
        .sql(
            """
            with due as (
              select tenant_id, id, row_number() over (partition by tenant_id order by due_at) as n
              from notification_message where due_at <= :now),
            taken as (
              select m.tenant_id, m.id from notification_message m
              join due d on d.tenant_id = m.tenant_id and d.id = m.id
              where d.n <= :each order by m.due_at limit :most for update of m skip locked)
            update notification_message m
            set due_at = :again, attempts = m.attempts + 1
            from taken t
            left join notification_message x on x.tenant_id = t.tenant_id and x.id = t.id
            left join notification_channel ch on ch.tenant_id = x.tenant_id and ch.id = x.channel_id
            where m.tenant_id = t.tenant_id and m.id = t.id
            returning m.tenant_id, m.id, m.kind, m.cause, m.title, m.body, m.path, m.raised_at,
              m.mail_to, m.attempts, ch.id as channel, ch.url, ch.format, ch.secret
            """)
        .param("now", utc(now))
        .param("again", utc(now.plus(CLAIM)))
        .param("each", perTenant)
        .param("most", most)
        .query((row, number) -> due(row))
        .list();
  }

  private static Due due(ResultSet row) throws SQLException {
    var channel = row.getObject("channel", UUID.class);
    return new Due(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getObject("id", UUID.class),
        NoticeKind.valueOf(row.getString("kind")),
        row.getString("cause"),
        row.getString("title"),
        row.getString("body"),
        row.getString("path"),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        row.getString("mail_to"),
        channel == null
            ? null
            : new Channel(
                channel,
                row.getString("url"),
                Format.valueOf(row.getString("format")),
                row.getBytes("secret")),
        row.getInt("attempts"));
  }

  void sent(Due due, Instant now) {
    end(due, null, now, null);
  }

  /// @param again absent to give up
  void failed(Due due, String error, Instant now, @Nullable Instant again) {
    end(due, again, now, error);
  }

  private void end(Due due, @Nullable Instant again, Instant now, @Nullable String error) {
    system
        .sql(
            """
            update notification_message
            set due_at = :again, last_error = :error,
              sent_at = case when cast(:error as text) is null then cast(:now as timestamptz) end
            where tenant_id = :tenant and id = :id
            """)
        .param("tenant", due.tenant().value())
        .param("id", due.id())
        .param("again", again == null ? null : utc(again), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("error", error, java.sql.Types.VARCHAR)
        .param("now", utc(now))
        .update();
    var channel = due.channel();
    if (channel == null) return;
    system
        .sql(
            """
            update notification_channel
            set last_sent_at = case when cast(:error as text) is null
                then cast(:now as timestamptz) else last_sent_at end,
              last_error = :error,
              last_error_at = case when cast(:error as text) is null
                then last_error_at else cast(:now as timestamptz) end
            where tenant_id = :tenant and id = :id
            """)
        .param("tenant", due.tenant().value())
        .param("id", channel.id())
        .param("error", error, java.sql.Types.VARCHAR)
        .param("now", utc(now))
        .update();
  }

  /// Removes what is older than it is worth.
  void forget(Instant causesBefore, Instant messagesBefore) {
    system
        .sql("delete from notification_cause where seen_at < ?")
        .param(utc(causesBefore))
        .update();
    system
        .sql("delete from notification_message where raised_at < ? and due_at is null")
        .param(utc(messagesBefore))
        .update();
  }

  String organisation(TenantId tenant) {
    return system
        .sql("select name from tenant where tenant_id = ?")
        .param(tenant.value())
        .query(String.class)
        .single();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
