package io.interline.tenant.internal.notify;

import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications.Channel;
import io.interline.tenant.Notifications.Format;
import io.interline.tenant.Notifications.Message;
import io.interline.tenant.Notifications.State;
import io.interline.tenant.TenantScope;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Choices, channels and messages of the tenant in scope.
@Component
class NotificationRepository {

  private final JdbcClient jdbc;

  NotificationRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Map<NoticeKind, Boolean> choices(UUID account) {
    var choices = new EnumMap<NoticeKind, Boolean>(NoticeKind.class);
    jdbc.sql("select kind, mail from notification_choice where tenant_id = ? and account_id = ?")
        .param(tenant())
        .param(account)
        .query(
            row -> {
              choices.put(NoticeKind.valueOf(row.getString("kind")), row.getBoolean("mail"));
            });
    return choices;
  }

  void choose(UUID account, Set<NoticeKind> kinds) {
    String[] all = EnumSet.allOf(NoticeKind.class).stream().map(Enum::name).toArray(String[]::new);
    jdbc.sql(
            """
            insert into notification_choice (tenant_id, account_id, kind, mail)
            select :tenant, :account, k, k = any(:chosen) from unnest(:all) k
            on conflict (tenant_id, account_id, kind) do update set mail = excluded.mail
            """)
        .param("tenant", tenant())
        .param("account", account)
        .param("all", all)
        .param("chosen", kinds.stream().map(Enum::name).toArray(String[]::new))
        .update();
  }

  List<Channel> channels() {
    return jdbc.sql(
            """
            select id, title, url, format, kinds, created_by, created_at, last_sent_at, last_error
            from notification_channel where tenant_id = ? order by created_at, id
            """)
        .param(tenant())
        .query((row, number) -> channel(row))
        .list();
  }

  private static Channel channel(ResultSet row) throws SQLException {
    var kinds = EnumSet.noneOf(NoticeKind.class);
    Array names = row.getArray("kinds");
    for (String name : (String[]) names.getArray()) kinds.add(NoticeKind.valueOf(name));
    return new Channel(
        row.getObject("id", UUID.class),
        row.getString("title"),
        row.getString("url"),
        Format.valueOf(row.getString("format")),
        kinds,
        row.getString("created_by"),
        instant(row, "created_at"),
        optionalInstant(row, "last_sent_at"),
        row.getString("last_error"));
  }

  void add(Channel channel, byte[] secret) {
    jdbc.sql(
            """
            insert into notification_channel
              (tenant_id, id, title, url, format, kinds, secret, created_by, created_at)
            values (:tenant, :id, :title, :url, :format, :kinds, :secret, :by, :at)
            """)
        .param("tenant", tenant())
        .param("id", channel.id())
        .param("title", channel.title())
        .param("url", channel.url())
        .param("format", channel.format().name())
        .param("kinds", channel.kinds().stream().map(Enum::name).toArray(String[]::new))
        .param("secret", secret)
        .param("by", channel.createdBy())
        .param("at", NoticeRepository.utc(channel.createdAt()))
        .update();
  }

  void remove(UUID channel) {
    jdbc.sql("delete from notification_channel where tenant_id = ? and id = ?")
        .param(tenant())
        .param(channel)
        .update();
  }

  void addTest(UUID message, Channel channel, Instant now) {
    jdbc.sql(
            """
            insert into notification_message
              (tenant_id, id, kind, cause, title, body, path, raised_at, due_at, channel_id)
            values (:tenant, :id, :kind, 'test', 'Test of the webhook ' || :title,
              'Somebody tests whether messages arrive here. Nothing is to be done.',
              '/notifications', :now, :now, :channel)
            """)
        .param("tenant", tenant())
        .param("id", message)
        .param("kind", channel.kinds().stream().sorted().findFirst().orElseThrow().name())
        .param("title", channel.title())
        .param("now", NoticeRepository.utc(now))
        .param("channel", channel.id())
        .update();
  }

  List<Message> messages() {
    return jdbc.sql(
            """
            select m.kind, m.title, coalesce(m.mail_to, c.title, 'a webhook that was removed') as to_,
              m.raised_at, m.due_at, m.sent_at, m.last_error
            from notification_message m
            left join notification_channel c on c.tenant_id = m.tenant_id and c.id = m.channel_id
            where m.tenant_id = ? order by m.raised_at desc, m.id desc limit 100
            """)
        .param(tenant())
        .query((row, number) -> message(row))
        .list();
  }

  private static Message message(ResultSet row) throws SQLException {
    State state;
    if (row.getObject("sent_at") != null) state = State.SENT;
    else state = row.getObject("due_at") == null ? State.GIVEN_UP : State.WAITING;
    return new Message(
        NoticeKind.valueOf(row.getString("kind")),
        row.getString("title"),
        row.getString("to_"),
        instant(row, "raised_at"),
        state,
        row.getString("last_error"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant optionalInstant(ResultSet row, String column)
      throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static UUID tenant() {
    return TenantScope.tenant().value();
  }
}
