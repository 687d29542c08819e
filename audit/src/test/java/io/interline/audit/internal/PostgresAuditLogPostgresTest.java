package io.interline.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.uuid.Generators;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditQuery;
import io.interline.audit.LogId;
import io.interline.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresAuditLogPostgresTest extends AuditLogContract {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final DataSource app = source("interline_app");
  private final DataSource system = source("interline_system");
  private final MovableClock clock = new MovableClock();
  private final AuditLog auditLog = logOn(app);

  @Override
  AuditLog auditLog() {
    return auditLog;
  }

  @Override
  void at(Instant now) {
    clock.now = now;
  }

  @Override
  <T> T inTransaction(LogId owner, Supplier<T> work) {
    return Objects.requireNonNull(
        transactions(app)
            .execute(
                status -> {
                  JdbcClient.create(app)
                      .sql("select set_config('app.tenant', ?, true)")
                      .param(owner.value().toString())
                      .query(String.class)
                      .single();
                  return work.get();
                }));
  }

  @Test
  void otherTenantsLogIsInvisibleEvenWhenNamed() {
    append(anEntry("flow.create"));
    var stranger = new LogId(UUID.randomUUID());

    var found = inTransaction(stranger, () -> auditLog.find(AuditQuery.all(log, 10)));

    assertThat(found.events()).isEmpty();
  }

  @Test
  void otherTenantsLogCannotBeWritten() {
    var stranger = new LogId(UUID.randomUUID());

    assertThatThrownBy(
            () ->
                inTransaction(
                    stranger,
                    () -> {
                      auditLog.append(anEntry("flow.create"));
                      return true;
                    }))
        .hasRootCauseMessage(
            "ERROR: new row violates row-level security policy for table \"audit_event\"");
  }

  @Test
  void systemRoleWritesAndReadsEveryLog() {
    var systemLog = logOn(system);

    var found =
        Objects.requireNonNull(
            transactions(system)
                .execute(
                    status -> {
                      systemLog.append(anEntry("dead-letter.replay"));
                      return systemLog.find(AuditQuery.all(log, 10));
                    }));

    assertThat(found.events()).hasSize(1);
  }

  @Test
  void aTransactionOfTheOtherPoolIsNone() {
    var systemLog = logOn(system);

    assertThatThrownBy(
            () ->
                inTransaction(
                    log,
                    () -> {
                      systemLog.append(anEntry("flow.create"));
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_event set reason = 'better so'",
        "delete from audit_event",
        "truncate audit_event",
        "drop table audit_event",
        "alter table audit_event disable row level security",
        "insert into audit_event select * from audit_event"
      })
  void neitherRoleCanChangeWhatIsStored(String statement) throws SQLException {
    append(anEntry("flow.create"));

    for (var connection : List.of(DATABASE.asApp(), DATABASE.asSystem())) {
      try (connection) {
        execute(connection, "select set_config('app.tenant', '" + log.value() + "', false)");
        assertThatThrownBy(() -> execute(connection, statement))
            .isInstanceOf(SQLException.class)
            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
      }
    }
  }

  @Test
  void timeOfRecordingIsTheDatabasesAlone() throws SQLException {
    try (var connection = DATABASE.asSystem()) {
      assertThatThrownBy(
              () ->
                  execute(
                      connection,
                      "insert into audit_event (log_id, id, recorded_at) values"
                          + " (gen_random_uuid(), gen_random_uuid(), now())"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void pagingReadsAnIndexInOrder() throws SQLException {
    try (var connection = DATABASE.asOwner();
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      try (var rows =
          statement.executeQuery(
              "explain select * from audit_event where log_id = '00000000-0000-7000-8000-000000000001'"
                  + " order by occurred_at desc, id desc limit 50")) {
        var plan = new StringBuilder();
        while (rows.next()) plan.append(rows.getString(1)).append('\n');
        assertThat(plan).contains("audit_event_time").doesNotContain("Sort");
      }
    }
  }

  private AuditLog logOn(DataSource source) {
    return new PostgresAuditLog(source, clock, Generators.timeBasedEpochGenerator()::generate);
  }

  private static TransactionTemplate transactions(DataSource source) {
    return new TransactionTemplate(new JdbcTransactionManager(source));
  }

  private static DataSource source(String role) {
    return new DriverManagerDataSource(DATABASE.url(), role, "test");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final class MovableClock extends Clock {
    Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
