package io.interline.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// With the real server.
class PostgresSupervisorTest {

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(PostgresSupervisor.class);
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("interline-supervisor-test");
    assertThat(folder.toFile().setExecutable(true, false)).isTrue();
    logged.start();
    log.addAppender(logged);
    log.setLevel(Level.INFO);
  }

  @AfterEach
  void cleanUp() throws IOException {
    log.detachAppender(logged);
    log.setLevel(null);
    FileSystemUtils.deleteRecursively(folder);
  }

  @Test
  void serverThatWasKilledRunsAgainAtItsAddress() throws Exception {
    var server = EmbeddedPostgres.start(folder);
    try (var supervisor = PostgresSupervisor.of(server)) {
      String url = server.url("postgres");
      execute(server, "create table kept(id int)");
      execute(server, "insert into kept values (1)");
      long killed = server.pid();

      ProcessHandle.of(killed).orElseThrow().destroyForcibly();

      await().atMost(Duration.ofSeconds(60)).until(() -> answers(server));
      execute(server, "insert into kept values (2)");
      assertThat(server.pid()).isNotEqualTo(killed);
      assertThat(server.url("postgres")).isEqualTo(url);
      // The server answers a moment before its supervisor knows.
      await().atMost(Duration.ofSeconds(60)).until(() -> logged.list.size() == 2);
      assertThat(supervisor).isNotNull();
    }
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    assertThat(logged.list).hasSize(2);
  }

  @Test
  void folderThatIsBrokenEndsTheTryingAndIsNamed() throws Exception {
    var server = EmbeddedPostgres.start(folder);
    try (var supervisor = PostgresSupervisor.of(server)) {
      Files.delete(folder.resolve("data/global/pg_control"));

      ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();

      await().atMost(Duration.ofSeconds(60)).until(() -> logged.list.size() == 2);
      assertThat(logged.list.getLast().getFormattedMessage())
          .contains(
              "is not tried any more", folder.toString(), "start the hub again", "pg_control");
      assertThat(supervisor).isNotNull();
    }
  }

  private static boolean answers(EmbeddedPostgres server) {
    try {
      execute(server, "select 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
