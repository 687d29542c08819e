package io.interline.audit.internal;

import io.interline.audit.Actor;
import io.interline.audit.AuditEntry;
import io.interline.audit.AuditEvent;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditObject;
import io.interline.audit.AuditPage;
import io.interline.audit.AuditQuery;
import io.interline.audit.EdgeJson;
import io.interline.audit.LogId;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The audit log as rows of `audit_event`, which the database roles of the hub can insert and
/// read, and cannot change.
///
/// The rows are the input of a later Merkle sequencer, which reads those that it has not numbered
/// yet, gives them dense indexes in batches and extends the tree. It finds them by their absence
/// from its own table, never by a serial number or a time: a transaction that commits late would
/// be skipped. That is why this class gives events no number.
class PostgresAuditLog implements AuditLog {

  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private static final int MAX_INDEXED = 300;

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final JsonMapper json = EdgeJson.mapper();

  PostgresAuditLog(DataSource dataSource, Clock clock, Supplier<UUID> ids) {
    this.dataSource = dataSource;
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public void append(AuditEntry entry) {
    requireTransaction();
    var actor = entry.actor();
    var object = entry.object();
    var origin = entry.origin();
    jdbc.sql(
            """
            insert into audit_event (
              log_id, id, occurred_at, actor_kind, actor_id, actor_name, actor_session, action,
              object_kind, object_id, object_version, outcome, reason, details, address, agent,
              request_id, trace_id, authentication)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
            """)
        .param(entry.log().value())
        .param(ids.get())
        .param(clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
        .param(actor.kind().name())
        .param(indexable(actor.id()))
        .param(storable(actor.name()))
        .param(storable(actor.session()))
        .param(indexable(entry.action()))
        .param(indexable(object.kind()))
        .param(indexable(object.id()))
        .param(storable(object.version()))
        .param(entry.outcome().name())
        .param(storable(entry.reason()))
        .param(storable(json.writeValueAsString(entry.details()).replace("\\u0000", "\uFFFD")))
        .param(storable(origin.address()))
        .param(storable(origin.agent()))
        .param(storable(origin.requestId()))
        .param(storable(origin.traceId()))
        .param(storable(entry.authentication()))
        .update();
  }

  @Override
  public AuditPage find(AuditQuery query) {
    requireTransaction();
    var statement = AuditStatement.of(query);
    List<AuditEvent> found =
        jdbc.sql(statement.sql()).params(statement.parameters()).query(this::event).list();
    if (found.size() <= query.limit()) return new AuditPage(found, null);
    var page = found.subList(0, query.limit());
    return new AuditPage(page, Cursor.after(page.getLast()).text());
  }

  /// Asks the connection itself: that *some* transaction is under way is not enough, as one of the
  /// other pool would neither hold this insert nor take it back.
  private void requireTransaction() {
    var connection = DataSourceUtils.getConnection(dataSource);
    try {
      if (connection.getAutoCommit())
        throw new IllegalStateException(
            "no transaction is under way on the pool of this audit log");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask the connection for its transaction", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  /// PostgreSQL cannot store the character NUL; an odd id in a request must not lose the event.
  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  /// An entry of an index has an end, too: about 2,700 bytes for all its columns.
  private static @Nullable String indexable(String text) {
    return storable(text.length() <= MAX_INDEXED ? text : text.substring(0, MAX_INDEXED) + "…");
  }

  private AuditEvent event(ResultSet row, int number) throws SQLException {
    return new AuditEvent(
        row.getObject("id", UUID.class),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        new AuditEntry(
            new LogId(row.getObject("log_id", UUID.class)),
            new Actor(
                Actor.Kind.valueOf(row.getString("actor_kind")),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("actor_session")),
            row.getString("action"),
            new AuditObject(
                row.getString("object_kind"),
                row.getString("object_id"),
                row.getString("object_version")),
            Outcome.valueOf(row.getString("outcome")),
            row.getString("reason"),
            json.readValue(row.getString("details"), DETAILS),
            new Origin(
                row.getString("address"),
                row.getString("agent"),
                row.getString("request_id"),
                row.getString("trace_id")),
            row.getString("authentication")));
  }
}
