package io.interline.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.interline.postgres.PostgresCommands.Rights;
import io.interline.startup.InstallationKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/// With the real server, and with other processes where a process is to die.
class EmbeddedPostgresTest {

  private static final int NOBODY = 65534;

  private final List<Process> hubs = new ArrayList<>();
  private Path root = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    root = Files.createTempDirectory("interline-postgres-test");
    assertThat(root.toFile().setExecutable(true, false)).isTrue();
    folder = root.resolve("postgres");
  }

  @AfterEach
  void cleanUp() throws Exception {
    for (Process hub : hubs) hub.destroyForcibly().waitFor();
    if (Files.exists(folder.resolve("data/postmaster.pid"))) EmbeddedPostgres.start(folder).close();
    FileSystemUtils.deleteRecursively(root);
  }

  @Test
  void restartKeepsTheData() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder)) {
      execute(postgres, "create table kept(id int)", "insert into kept values (1)");
    }

    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(query(postgres, "select count(*) from kept")).isEqualTo("1");
    }
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void commitsAreDurableAndOnlyThisMachineCanConnect() throws Exception {
    UsedFolder.at(folder);
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(query(postgres, "show fsync")).isEqualTo("on");
      assertThat(query(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "show full_page_writes")).isEqualTo("on");
      assertThat(query(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(postgres, "show unix_socket_directories")).isEmpty();
      assertThat(query(postgres, "show shared_buffers")).isEqualTo("256MB");
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url("postgres"), "postgres", "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("password"))).hasSize(2);
  }

  @Test
  void secondHubOnTheFolderIsRefusedInPlainWords() throws Exception {
    UsedFolder.at(folder);
    var first = anotherHub();

    assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
        .isInstanceOf(PostgresUnavailable.class)
        .hasMessageContaining("Another hub uses " + folder)
        .hasMessageContaining("process " + first.pid())
        .hasMessageContaining("INTERLINE_HOME");
  }

  @Test
  void serverLeftByKilledHubIsTakenOver() throws Exception {
    UsedFolder.at(folder);
    var killed = anotherHub();
    long orphan = serverPid();

    killed.destroyForcibly().waitFor();

    assertThat(ProcessHandle.of(orphan)).isPresent();
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(postgres.pid()).isNotEqualTo(orphan);
      assertThat(query(postgres, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void pidFileThatNamesAnotherProcessIsStale() throws Exception {
    UsedFolder.at(folder);
    long ours = ProcessHandle.current().pid();
    Files.writeString(folder.resolve("data/postmaster.pid"), ours + "\n" + folder + "/data\n");

    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(postgres.pid()).isNotEqualTo(ours);
    }
  }

  @Test
  void startThatWasCutShortIsDoneAgain() throws Exception {
    Files.createDirectories(folder.resolve("data-unfinished/base"));
    Files.createDirectories(folder.resolve("programs-unfinished-1/bin"));
    Files.writeString(folder.resolve("password-unfinished"), "half");

    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(query(postgres, "select 1")).isEqualTo("1");
    }
    assertThat(folder.resolve("data-unfinished")).doesNotExist();
    assertThat(folder.resolve("programs-unfinished-1")).doesNotExist();
  }

  @Test
  void damagedDataIsNamedWithTheWordsOfTheServer() throws Exception {
    UsedFolder.at(folder);
    Files.delete(folder.resolve("data/global/pg_control"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
        .isInstanceOf(PostgresUnavailable.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("could not find the database system");
  }

  @Test
  void serverOfRootCannotReadTheKey() throws Exception {
    assumeRoot();
    var key = folder.resolve("key");
    InstallationKey.load(key);

    try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"))) {
      assertThat(uid(Path.of("/proc/" + postgres.pid()))).isEqualTo(NOBODY);
      execute(postgres, "create table seen(line text)");
      assertThatThrownBy(() -> execute(postgres, "copy seen from '" + key + "'"))
          .hasMessageContaining("Permission denied");
      assertThatThrownBy(() -> execute(postgres, "copy seen from program 'cat " + key + "'"))
          .isInstanceOf(SQLException.class);
      assertThat(query(postgres, "select count(*) from seen")).isEqualTo("0");
    }
    assertThat(uid(folder.resolve("postgres"))).isZero();
    assertThat(uid(folder.resolve("postgres/lock"))).isZero();
    assertThat(uid(folder.resolve("postgres/data/base"))).isEqualTo(NOBODY);
  }

  @Test
  void dataOfRootIsGivenOverAndBack() throws Exception {
    assumeRoot();
    assumeTrue(
        new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0, "no user namespaces");

    try (var postgres = EmbeddedPostgres.start(folder, Rights.NAMESPACE)) {
      execute(postgres, "create table kept(id int)", "insert into kept values (1)");
      assertThat(uid(folder.resolve("data/base"))).isZero();
    }
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(query(postgres, "select count(*) from kept")).isEqualTo("1");
      assertThat(uid(Path.of("/proc/" + postgres.pid()))).isEqualTo(NOBODY);
      assertThat(uid(folder.resolve("data/base"))).isEqualTo(NOBODY);
    }
    try (var postgres = EmbeddedPostgres.start(folder, Rights.NAMESPACE)) {
      assertThat(query(postgres, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void folderThatNobodyCanReachIsUsedAsRoot() throws Exception {
    assumeRoot();
    assertThat(Rights.choose(Files.createDirectory(folder))).isEqualTo(Rights.NOBODY_USER);
    var closed = Files.createTempDirectory(root, "closed");

    assertThat(Rights.choose(Files.createDirectory(closed.resolve("postgres"))))
        .isEqualTo(
            new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0
                ? Rights.NAMESPACE
                : Rights.NOBODY_USER);
  }

  private static void assumeRoot() throws IOException {
    assumeTrue(uid(Path.of("/proc/self")) == 0, "only root can become another user");
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  /// A process that has the folder, and has put one row into a table.
  private Process anotherHub() throws IOException {
    var hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Hub.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    hubs.add(hub);
    BufferedReader output = hub.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("up");
    return hub;
  }

  private long serverPid() throws IOException {
    return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
  }

  private static void execute(EmbeddedPostgres postgres, String... statements) throws SQLException {
    try (var connection = connect(postgres);
        var statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (var connection = connect(postgres);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(
        postgres.url("postgres"), postgres.user(), postgres.password());
  }

  /// Another hub: starts the server, says so, and waits to be killed.
  static final class Hub {
    public static void main(String[] arguments) throws Exception {
      var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
      execute(postgres, "create table kept(id int)", "insert into kept values (1)");
      System.out.println("up");
      new java.util.concurrent.CountDownLatch(1).await(5, TimeUnit.MINUTES);
    }
  }
}
